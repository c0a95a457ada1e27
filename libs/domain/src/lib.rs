//! The rules of Creative Hub: requests, the catalog, prices, the life of a job, the ledger.
//!
//! Everything here is a pure function of its arguments: no AWS, no HTTP, no clock, no async.
//!
//! Modules refer to each other in one direction. Each may use those before it, and a test (`tests/one_way.rs`) holds
//! them to it:
//!
//! ```text
//! time · ids · kind · money · failure · billed · medium · file          words that everything uses
//! sentence · given · near · fields                                  what a client gave, and what it is told of it
//! size ← price ← catalog ← timing                                  what is sold, and how long it takes
//! placement                                                        where what is made is shown
//! health ← route_state                                             how routes fare, and whether one can be used now
//! team · ledger · brand · drive                                    who there is, and what a team has
//! request                                                          what a client asks for, and its quote
//! guidance                                                         what helps to choose a model: defaults, example prices
//! job · lifecycle                                                  what becomes of a request, and every move of a job
//! caller ← membership                                              who sees a job, and what is said of a member
//! api_key · browser_token                                          what a key or a token may do, and who may make which
//! resolve · route_choice                                           where its sources are, which route takes it
//! sunsets                                                          what ends, and what is left then
//! ```

pub mod api_key;
pub mod billed;
pub mod brand;
pub mod browser_token;
pub mod caller;
pub mod catalog;
pub mod drive;
pub mod failure;
pub mod fields;
pub mod file;
pub mod given;
pub mod guidance;
pub mod health;
pub mod ids;
pub mod job;
pub mod kind;
pub mod ledger;
pub mod lifecycle;
pub mod medium;
pub mod membership;
pub mod money;
pub mod near;
pub mod placement;
pub mod price;
pub mod request;
pub mod resolve;
pub mod route_choice;
pub mod route_state;
pub mod sentence;
pub mod size;
pub mod sunsets;
pub mod team;
pub mod time;
pub mod timing;

pub use api_key::ApiKey;
pub use billed::{BilledReason, Phase};
pub use browser_token::{BrowserToken, TokenScope};
pub use caller::{Caller, OPERATOR_SCOPE, Role};
pub use catalog::{Catalog, Model};
pub use failure::{ErrorClass, ErrorCode, Failure};
pub use fields::FieldError;
pub use file::{BucketFile, MediaFacts};
pub use ids::{FileId, FolderId, JobId, KeyId, KitId, LineId, TeamId, TokenId, UserId};
pub use job::{Job, Status};
pub use kind::Kind;
pub use lifecycle::Stage;
pub use medium::Medium;
pub use membership::Membership;
pub use money::{Cents, Credits, MicroUsd};
pub use time::{Month, Rfc3339, Timestamp};
