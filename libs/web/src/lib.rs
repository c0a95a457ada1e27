//! What the HTTP functions share: who is calling, replies and errors in one shape, bodies within limits,
//! idempotency, and the table of routes.

mod body;
mod callers;
pub mod cursor;
mod error;
mod handler;
mod idempotency;
mod reply;
mod routes;

pub use body::{read_choice, read_json, read_no_parameters, read_switch};
pub use callers::{Callers, hash_key};
pub use error::{ApiError, payment_refusal};
pub use handler::{Handled, answer, path_parameter, route_key};
pub use idempotency::{BoundRequest, IdempotencyKey, replay};
pub use reply::{Reply, absolute_url, empty, json, polling_interval_ms, redirect};
pub use routes::{ROUTES, Route, Target, allowed_methods, find};

/// What every path starts with.
pub const BASE_PATH: &str = "/api/v1";
