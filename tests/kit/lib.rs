//! The kit for scenarios: each gets its own stack and clients, and checks the books at its end.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "this is test code: what goes wrong shall panic where it happens"
)]

mod account;
mod broken;
mod client;
mod drive;
mod files;
mod issuer;
mod lambda;
mod people;
mod replies;
mod stored;
mod world;

pub use broken::{Broken, Gate, refused_address, self_signed_address};
pub use client::{Answer, Client, whole_path};
pub use files::{png, png_of, wav};
pub use issuer::Issuer;
pub use lambda::{Lambda, event, refusal_to_start};
pub use local::{Counted, Delivery, Fault};
pub use stored::{KEPT_TEAM, Kept, kept_key};
pub use world::{Setup, Step, World};
