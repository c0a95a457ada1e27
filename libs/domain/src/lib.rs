//! The rules of Creative Hub: requests, catalog, prices, a job's life, the ledger.
//! Pure: no AWS, no HTTP, no clock, no async. Everything here is a function of its arguments.

pub mod brand;
pub mod caller;
pub mod catalog;
pub mod drive;
pub mod failure;
pub mod fields;
pub mod file;
pub mod health;
pub mod ids;
pub mod job;
pub mod kind;
pub mod ledger;
pub mod medium;
pub mod money;
pub mod price;
pub mod request;
pub mod resolve;
pub mod schedule;
pub mod size;
pub mod time;

pub use caller::{Caller, Role};
pub use catalog::{Catalog, Model};
pub use failure::{ErrorClass, ErrorCode, Failure};
pub use fields::FieldError;
pub use file::BucketFile;
pub use ids::{FileId, FolderId, JobId, KitId, LineId, TeamId, UserId};
pub use job::{Job, Stage, Status};
pub use kind::Kind;
pub use medium::Medium;
pub use money::{Cents, Credits};
pub use time::{Month, Timestamp};
