//! An embedded standard SQS for the local stack: AWS JSON 1.0 over axum, queues and messages in one `SQLite` file.
//! It knows nothing about Lambda or about what the messages mean, and is told the time by its caller.

mod actions;
mod address;
mod error;
mod message;
mod queues;
mod refusal;
mod router;
mod spec;
mod store;

pub use address::queue_url;
pub use error::Error;
pub use queues::Queues;
pub use spec::{DeadLetter, QueueSpec};
