//! What a function does before its first event: read its configuration, build its AWS clients, fetch the
//! vendors' keys. Only `main.rs` files call this.

mod aws;
mod catalog;
mod embedded_metrics;
mod env;
mod logging;
mod secrets;

pub use aws::Aws;
pub use catalog::{catalog, queue_urls, queue_variable};
pub use env::{Env, Incomplete};
pub use logging::logging;
pub use secrets::vendor_keys;
