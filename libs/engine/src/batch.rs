//! A batch of messages, side by side. One that fails or panics fails alone.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use futures::future::join_all;

use crate::{Engine, Error};

/// Advances every job of the batch and names the messages that SQS shall deliver again.
pub async fn advance_all(engine: &Engine, event: SqsEvent) -> SqsBatchResponse {
    side_by_side(event, |body| {
        let engine = engine.clone();
        async move { engine.advance(&body).await }
    })
    .await
}

/// Takes every message of the batch as `step` says, and names those that SQS shall deliver again.
pub async fn side_by_side<F>(event: SqsEvent, step: impl Fn(String) -> F) -> SqsBatchResponse
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let steps = event.records.into_iter().map(|record| {
        let running = tokio::spawn(step(record.body.unwrap_or_default()));
        let message_id = record.message_id.unwrap_or_default();
        async move {
            let problem = match running.await {
                Ok(Ok(())) => return None,
                Ok(Err(error)) => error.to_string(),
                Err(panic) => panic.to_string(),
            };
            tracing::error!(message_id, problem, "a step failed; its message goes back to the queue");
            Some(message_id)
        }
    });
    let mut response = SqsBatchResponse::default();
    response.set_failures(join_all(steps).await.into_iter().flatten());
    response
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event(bodies: &[&str]) -> SqsEvent {
        let record = |body: &&str| json!({"messageId": format!("id of {body}"), "body": body});
        let records: Vec<Value> = bodies.iter().map(record).collect();
        serde_json::from_value(json!({"Records": records})).unwrap()
    }

    #[tokio::test]
    async fn a_message_that_panics_or_fails_fails_alone() {
        let response = side_by_side(event(&["good", "panics", "fails", "also good"]), |body| async move {
            match body.as_str() {
                "panics" => panic!("as asked"),
                "fails" => Err(Error::UnknownModel(body)),
                _ => Ok(()),
            }
        })
        .await;
        let failed: Vec<String> =
            response.batch_item_failures.into_iter().map(|failure| failure.item_identifier).collect();
        assert_eq!(failed, ["id of panics", "id of fails"]);
    }

    #[tokio::test]
    async fn messages_of_one_batch_advance_side_by_side() {
        // Each waits for the other: one after the other, they would never end.
        let barrier = std::sync::Arc::new(tokio::sync::Barrier::new(2));
        let response = side_by_side(event(&["a", "b"]), |_| {
            let barrier = barrier.clone();
            async move {
                barrier.wait().await;
                Ok(())
            }
        })
        .await;
        assert!(response.batch_item_failures.is_empty());
    }
}
