//! The words that decide how a start ends.

use crate::kit;
use crate::tests::client::{Client, short};
use crate::tests::files::{begins_as, redness, shape};

pub(super) async fn a_file(client: Client) {
    let result = client.ended(&client.body("a red fox")).await;
    client.subject().endings.media.check(&result, "a red fox");
    let file = client.file(&result).await.unwrap();
    assert!(shape(client.kind(), &file).is_some());
    assert_eq!(client.billed("a red fox").await, client.subject().units);
}

pub(super) async fn each(client: Client) {
    let endings = &client.subject().endings;
    for (prompt, expected) in [
        ("a sim:moderated fox", &endings.moderated),
        ("a sim:late-moderated fox", &endings.late_moderated),
        ("a sim:fail fox", &endings.failed),
        ("a sim:empty-result fox", &endings.empty),
    ] {
        let result = client.ended(&client.body(prompt)).await;
        expected.check(&result, prompt);
        assert!(client.file(&result).await.is_none_or(|file| file.is_empty()), "{prompt}");
        assert_eq!(client.billed(prompt).await, 0, "{prompt}");
    }
}

pub(super) async fn a_broken_file(client: Client) {
    let result = client.ended(&client.body("sim:bad-media")).await;
    client.subject().endings.media.check(&result, "sim:bad-media");
    let file = client.file(&result).await.unwrap();
    assert!(begins_as(client.kind(), &file));
    assert_eq!(shape(client.kind(), &file), None);
    assert_eq!(client.billed("sim:bad-media").await, client.subject().units);
}

/// A request that moderation refuses gets no further than the queue, a result that it refuses is made first.
pub(super) async fn early_and_late(client: Client) {
    let Some(polling) = client.polling() else { return };
    let early = client.start(&client.body("sim:moderated sim:slow=100")).await;
    let late = client.accepted(&client.body("sim:late-moderated sim:slow=100")).await;
    let endings = &client.subject().endings;
    if early.is_success() {
        let (last_ms, queued) = &polling.states[1];
        client.pass(*last_ms);
        assert_eq!(client.look(&early).await.at(polling.state), queued);
        client.pass(1);
        endings.moderated.check(&client.result(&early).await, "sim:moderated");
    } else {
        endings.moderated.check(&early, "sim:moderated");
    }
    let running = &polling.states[polling.states.len() - 2].1;
    client.pass(99_999 - (client.now_ms() - kit::BEGINNING_MS));
    assert_eq!(client.look(&late).await.at(polling.state), running);
    client.pass(1);
    endings.late_moderated.check(&client.result(&late).await, "sim:late-moderated");
}

pub(super) async fn files(client: Client) {
    for (body, expected) in &client.subject().files {
        let file = client.made(body).await;
        assert_eq!(shape(client.kind(), &file).as_deref(), Some(*expected), "{}", short(body));
    }
}

pub(super) async fn with_pictures(client: Client) {
    let url = client.serve(kit::png(320, 320)).await;
    let bodies = (client.subject().with_picture)(&url);
    if bodies.is_empty() {
        return;
    }
    let without = redness(client.kind(), &client.made(&client.body("a red fox")).await);
    for body in bodies {
        let with = redness(client.kind(), &client.made(&body).await);
        assert!(with > without + 500, "{with} pixels, {without} without: {}", short(&body));
    }
}
