//! What a body may say.

use reqwest::Method;

use crate::tests::client::{Client, short};

pub(super) async fn of_json(client: Client) {
    let subject = client.subject();
    for (text, expected) in ["{\"prompt\": ", "[\"prompt\"]"].into_iter().zip(&subject.malformed) {
        let request = client.request(Method::POST, subject.path).header("content-type", "application/json");
        expected.check(&client.send(request.body(text)).await, text);
    }
    assert_eq!(client.starts().await, 0);
}

/// A vendor that reads the input only when it works on it refuses it at the result; nothing is billed then.
pub(super) async fn of_what_is_wrong(client: Client) {
    for (body, expected) in &client.subject().refused {
        let before = client.starts().await;
        let result = client.ended(body).await;
        expected.check(&result, &short(body));
        let looked_at = client.polling().is_some() && client.starts().await > before;
        assert!(looked_at || client.starts().await == before, "a start is refused and counted");
    }
    assert!(client.all_jobs().await.iter().all(|job| job["billed_units"] == 0));
}

pub(super) async fn of_what_is_right(client: Client) {
    for body in &client.subject().tolerated {
        let result = client.ended(body).await;
        client.subject().endings.media.check(&result, &short(body));
    }
}
