//! The whole system in one process, for people and for tests: embedded DynamoDB, S3, SQS and Secrets
//! Manager behind their real protocols, the vendors' simulators, and the functions behind what API
//! Gateway, SQS and `EventBridge` do in the cloud. Which tables, queues and routes there are is read from
//! `template.yaml`, so that the local stack is the deployed one.

mod aws;
mod clients;
mod conflicts;
mod gateway;
mod invoke;
mod keys;
mod lifecycle;
mod poller;
mod ports;
mod ready;
mod seed;
mod stack;
mod state;
mod sweeps;
mod template;
mod wire;
mod wire_tap;

pub mod bench;
pub mod books;
pub mod demo;

pub use clients::Clients;
pub use conflicts::{Conflicts, Counted};
pub use lifecycle::Lifecycle;
pub use ready::Ready;
pub use stack::{Delivery, Options, Stack};
pub use template::{Expiration, Queue, Table, Template, TemplateEndpoint};
pub use wire_tap::{Fault, WireTap};

/// Anything that keeps the stack from starting: told to a person, not handled by code.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
