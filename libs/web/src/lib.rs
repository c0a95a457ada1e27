//! The frame for the functions that serve HTTP: endpoints, who may call them, queries and bodies within limits,
//! idempotency, and replies and errors in one shape.

mod body;
mod call;
mod callers;
pub mod cursor;
mod document;
mod endpoint;
mod error;
mod error_codes;
mod gateway_event;
mod generation_status;
mod idempotency;
mod jobs;
mod json_mistake;
mod method_and_path;
mod operation;
mod page;
pub mod parameter;
mod problem;
mod query;
mod replies;
mod reply;
mod serve;
mod takes;
mod trusted;
mod unique_keys;
mod version;

pub use call::{Call, MAX_BODY_BYTES, PageAsked, both};
pub use callers::{Callers, ClaimNames, Credential, Identity, Jwt, JwtSettings, hash_key};
pub use document::{Document, etag, is_known};
pub use endpoint::{Access, Endpoint, Handler, Handling, find, methods_and_paths};
pub use error::{ApiError, Details, ErrorBody, payment_refusal};
pub use error_codes::{DOCS_PATH, ERROR_CODES, ErrorCode, errors_section};
pub use generation_status::GenerationStatus;
pub use idempotency::{BoundRequest, IDEMPOTENCY_KEY, IdempotencyKey, replay, reply_text};
pub use jobs::visible_job;
pub use method_and_path::{MethodAndPath, allowed_methods};
pub use operation::{Operation, Tag};
pub use page::{Listed, Listing, Page};
pub use parameter::{Accepts, Parameter};
pub use problem::Problem;
pub use query::{Parameters, Query, folder_or_root};
pub use replies::{Answer, Body, Replies, ReplyHeader, schema_settings};
pub use reply::{Reply, absolute_url, empty, json, polling_interval_ms, redirect};
pub use serve::{Handled, answer, serve};
pub use takes::Takes;
pub use trusted::{run, trusted};
pub use version::HUB_VERSION;

/// What every path starts with.
pub const BASE_PATH: &str = "/api/v1";
