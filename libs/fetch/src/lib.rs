//! The only crate that opens outbound connections to addresses that a user or a vendor named.
//! Every such address is hostile until checked; this crate knows nothing of jobs, vendors or storage.
//!
//! One download, in order: read the address strictly → resolve once → check every answer → connect to
//! exactly the checked addresses → follow at most three redirects the same way → stream under both caps.

mod address;
mod check;
mod cidr;
mod connect;
mod download;
mod error;
mod global;
mod open;
mod policy;
mod resolve;
#[cfg(test)]
mod tests;

pub use download::{Download, Limits};
pub use error::Error;
pub use open::Fetcher;
pub use policy::{Allowed, Policy};
