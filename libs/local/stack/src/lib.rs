//! The whole system in one process, for people and for tests. It embeds DynamoDB, S3, SQS, SNS and Secrets Manager
//! behind their real protocols, the vendors' simulators, and the functions, which are invoked as API Gateway, SQS
//! and `EventBridge` invoke them in the cloud. Tables, queues and expiry rules are read from `template.yaml`, so
//! that the local stack is the deployed one.

mod aws;
mod clients;
mod conflicts;
mod cors;
mod first_rows;
mod folder_store;
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
pub mod bootstrap;
pub mod demo;
pub mod real;
pub mod sunsets;

pub use clients::Clients;
pub use conflicts::{Conflicts, Counted};
pub use cors::Cors;
pub use lifecycle::Lifecycle;
pub use ready::Ready;
pub use real::{RealVendor, Wanted};
pub use simulator::MediaStyle;
pub use stack::{Delivery, Options, Stack};
pub use template::{Expiration, Queue, Table, Template, TemplateEndpoint};
pub use wire_tap::{Fault, WireTap};

/// Anything that keeps the stack from starting. It is shown to a person and not handled by code.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
