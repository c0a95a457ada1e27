//! The cancellation of a task, wherever it is on its way.

use crate::tests::client::Client;

pub(super) async fn each_case(client: Client) {
    let Some(cancel) = &client.subject().cancel else { return };
    for case in &cancel.cases {
        let prompt = format!("cancelled after {} ms sim:slow=100", case.after_ms);
        let started = client.accepted(&client.body(&prompt)).await;
        client.pass(case.after_ms);
        let answer = client.send(client.request(cancel.method.clone(), &(cancel.path)(&started))).await;
        case.answer.check(&answer, &prompt);
        case.look.check(&client.look(&started).await, &prompt);
        client.pass(100_000);
        assert_eq!(client.billed(&prompt).await, case.billed, "{prompt}");
    }
}
