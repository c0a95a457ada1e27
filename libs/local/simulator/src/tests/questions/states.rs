//! How a task goes from its start to its end, and how long a call takes.

use std::time::Instant;

use crate::tests::client::Client;
use crate::tests::files::shape;

const SLOW: &str = "a red fox sim:slow=100";

pub(super) async fn each(client: Client) {
    let Some(polling) = client.polling() else { return };
    let started = client.accepted(&client.body(SLOW)).await;
    let mut before = 0;
    for (ms, state) in &polling.states {
        assert_eq!(client.billed(SLOW).await, 0, "nothing is billed before the end");
        client.pass(ms - before);
        before = *ms;
        assert_eq!(client.look(&started).await.at(polling.state), state, "after {ms} ms");
    }
    assert_eq!(before, 100_000, "the last state is that of the end");
    assert_eq!(client.billed(SLOW).await, client.subject().units);
}

pub(super) async fn typical_time(client: Client) {
    let Some(polling) = client.polling() else { return };
    let started = client.accepted(&client.body("a red fox")).await;
    let [.., (_, running), (_, over)] = polling.states.as_slice() else { panic!("two states at least") };
    client.pass(polling.takes_ms.start() - 1);
    assert_eq!(client.look(&started).await.at(polling.state), running);
    client.pass(polling.takes_ms.end() - polling.takes_ms.start() + 1);
    assert_eq!(client.look(&started).await.at(polling.state), over);
}

pub(super) async fn after_a_restart(client: Client) {
    if client.polling().is_none() {
        return;
    }
    let started = client.accepted(&client.body(SLOW)).await;
    client.pass(50_000);
    let pointer = client.polling().unwrap().state;
    let before = client.look(&started).await.at(pointer).clone();
    let client = client.killed_and_reopened().await;
    assert_eq!(client.look(&started).await.at(pointer), &before);
    client.pass(50_000);
    let result = client.result(&started).await;
    let client = client.killed_and_reopened().await;
    let file = client.file(&result).await.unwrap();
    assert!(shape(client.kind(), &file).is_some(), "a link that was given before opens after");
}

/// A call that is answered with its result takes real time, times the scale.
pub(super) async fn a_slow_call(client: Client) {
    if client.polling().is_some() {
        return;
    }
    let before = Instant::now();
    client.accepted(&client.body("sim:slow=120")).await;
    assert!(before.elapsed().as_millis() >= 120);
}
