//! `GET /health`: the service is there. No AWS call.

use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use web::{Access, Endpoint, Parameters};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/health",
    access: Access::Anyone,
    parameters: Parameters::Ignored,
    handler: |_, _| Box::pin(async { Ok(web::json(StatusCode::OK, &Health { status: "ok" })) }),
};

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Health {
    /// `ok`: the service answers.
    status: &'static str,
}
