//! The only crate that opens outbound connections to addresses that come from a user or a vendor. Every such
//! address is hostile until it is checked. This crate knows nothing of jobs, vendors or storage.
//!
//! A download goes through these steps: read the address strictly → resolve its name once → check every IP address →
//! connect to exactly the checked ones → follow at most three redirects in the same way → stream the body under the
//! limits for bytes and time.

mod address;
mod check;
mod cidr;
mod connect;
mod dns;
mod download;
mod error;
mod global;
mod link;
mod open;
mod policy;
#[cfg(test)]
mod tests;

pub use download::{Download, Limits, Promptness};
pub use error::Error;
pub use open::Fetcher;
pub use policy::{Allowed, Policy};
