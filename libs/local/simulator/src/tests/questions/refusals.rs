//! Starts that are refused although nothing is wrong with them.

use futures::future::join_all;

use crate::tests::client::Client;

pub(super) async fn at_first(client: Client) {
    let (prompt, subject) = ("a fox sim:500=1 sim:429=2", client.subject());
    let body = client.body(prompt);
    for expected in [&subject.busy, &subject.busy, &subject.broken] {
        expected.check(&client.start(&body).await, prompt);
    }
    client.accepted(&body).await;
    let job = client.job(prompt).await;
    assert_eq!((&job["refusals"], &job["starts"]), (&3.into(), &1.into()));

    let body = client.body("of eight at once sim:429=2");
    let answers = join_all((0..8).map(|_| client.start(&body))).await;
    assert_eq!(answers.iter().filter(|answer| !answer.is_success()).count(), 2);
}

pub(super) async fn after_a_restart(client: Client) {
    let prompt = "a fox sim:429=1 sim:500=1";
    let body = client.body(prompt);
    client.subject().busy.check(&client.start(&body).await, prompt);
    let client = client.killed_and_reopened().await;
    client.subject().broken.check(&client.start(&body).await, prompt);
    let client = client.killed_and_reopened().await;
    client.accepted(&body).await;
    assert_eq!(client.job(prompt).await["refusals"], 2);
}

pub(super) async fn too_many_active(client: Client) {
    let Some((most, expected)) = client.subject().most_active.clone() else { return };
    for number in 1..most {
        client.accepted(&client.body(&format!("fox {number}"))).await;
    }
    client.request_start("sim:drop-answer").send().await.unwrap_err();
    let client = client.killed_and_reopened().await;
    expected.check(&client.start(&client.body("one more")).await, "one more");
    assert_eq!(client.job("one more").await["starts"], 0);
    client.pass(*client.polling().unwrap().takes_ms.end());
    client.accepted(&client.body("one more")).await;
    assert_eq!(client.job("one more").await["refusals"], 1);
}
