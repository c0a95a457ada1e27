//! `GET /openapi.json`: the description of the API, beside the base path and for anybody. No AWS call.

use web::{Access, Document, Endpoint, Parameters};

use crate::App;

static DOCUMENT: Document = Document::new("application/json", include_str!("../../../docs/openapi.json"));

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/openapi.json",
    access: Access::Anyone,
    parameters: Parameters::Ignored,
    handler: |_, call| Box::pin(async { Ok(DOCUMENT.reply(call.request)) }),
};
