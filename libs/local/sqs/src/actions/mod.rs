//! One file per SQS action: its input, its output, and the rule in between.

mod batch;
mod change_message_visibility;
mod change_message_visibility_batch;
mod delete_message;
mod delete_message_batch;
mod get_queue_attributes;
mod get_queue_url;
mod limits;
mod list_queues;
mod purge_queue;
mod receive_message;
mod received;
mod send_message;
mod send_message_batch;

pub(crate) use change_message_visibility::change_message_visibility;
pub(crate) use change_message_visibility_batch::change_message_visibility_batch;
pub(crate) use delete_message::delete_message;
pub(crate) use delete_message_batch::delete_message_batch;
pub(crate) use get_queue_attributes::get_queue_attributes;
pub(crate) use get_queue_url::get_queue_url;
pub(crate) use limits::within;
pub(crate) use list_queues::list_queues;
pub(crate) use purge_queue::purge_queue;
pub(crate) use receive_message::receive_message;
pub(crate) use send_message::send_message;
pub(crate) use send_message_batch::send_message_batch;

/// The output of actions that say nothing but "done".
#[derive(Debug, serde::Serialize)]
pub(crate) struct Done {}
