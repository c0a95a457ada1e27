//! One file per SQS action, with its input, its output and the rule between them. An input refuses parameters that
//! are not played here: ignoring one would make a test pass that fails on AWS.

mod delete_message;
mod delete_message_batch;
mod get_queue_attributes;
mod limits;
mod receive_message;
mod received;
mod send_message;

pub(crate) use delete_message::delete_message;
pub(crate) use delete_message_batch::delete_message_batch;
pub(crate) use get_queue_attributes::get_queue_attributes;
pub(crate) use receive_message::receive_message;
pub(crate) use send_message::send_message;

use limits::within;
