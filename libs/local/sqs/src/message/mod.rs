//! What a message is made of, and the rules it must keep before it enters a queue.

mod attributes;
mod body;
mod digest;
mod draft;
mod receipt;

pub(crate) use attributes::{Attributes, WireAttribute};
pub(crate) use digest::{of_attributes, of_body};
pub(crate) use draft::{Draft, MAX_BYTES, Message};
pub(crate) use receipt::Receipt;
