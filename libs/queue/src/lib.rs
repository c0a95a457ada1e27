//! SQS: what a message says, and sending it. One message means "advance this job by one step".

mod message;
mod send;

pub use message::{Action, Message, Task};
pub use send::{Error, Queues};
