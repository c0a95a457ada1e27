//! An embedded standard SQS for the local stack: AWS JSON 1.0 over axum, queues and messages in one `SQLite` file.
//! It plays the actions, parameters and attributes that the functions, the stack, the tests and the runbook use, and
//! refuses all others. It knows nothing about Lambda or about what the messages mean. Its caller supplies the clock.

mod actions;
mod address;
mod error;
mod message;
mod queues;
mod receipt;
mod refusal;
mod router;
mod spec;
mod store;

pub use address::queue_url;
pub use error::Error;
pub use queues::Queues;
pub use spec::{DeadLetter, QueueSpec};
