//! SQS is our own standard queue, on one `SQLite` file. The template declares the queues.

use std::path::Path;
use std::sync::Arc;

use clock::Clock;
use local_sqs::{DeadLetter, QueueSpec, Queues};
use tokio::net::TcpListener;

use crate::Error;
use crate::template::Template;

pub(crate) use local_sqs::queue_url;

pub(super) fn serve(
    listener: TcpListener,
    file: &Path,
    template: &Template,
    clock: &Clock,
) -> Result<(), Error> {
    let clock = clock.clone();
    let queues = Queues::open(file, Arc::new(move || clock.now().as_millis()))?;
    for queue in &template.queues {
        let dead_letter = queue.dead_letter.clone();
        queues.declare(&QueueSpec {
            name: queue.name.clone(),
            visibility_timeout_seconds: queue.visibility_timeout_seconds,
            retention_seconds: queue.retention_seconds,
            dead_letter: dead_letter
                .map(|(queue, max_receive_count)| DeadLetter { queue, max_receive_count }),
        })?;
    }
    let router = queues.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(())
}
