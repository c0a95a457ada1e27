//! `GET /llms.txt`.

use web::{Access, Endpoint, Parameters};

use crate::{App, kept};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/llms.txt",
    access: Access::Anyone,
    parameters: Parameters::Ignored,
    handler: |_, _| Box::pin(async { Ok(kept("todo", "text/plain; charset=utf-8")) }),
};
