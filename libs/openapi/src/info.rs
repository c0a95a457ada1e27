//! What the document says of the API as a whole.

use serde_json::{Value, json};

const ABOUT: &str = "\
Pictures, videos, talking avatars, speech and ads, made by many vendors' models behind one API.

A submit is answered at once with a job. The job is read until its `status` is `completed` or `failed`; \
`polling_interval_ms` and the header `Retry-After` say when to read it again. A failed job costs nothing.

Requests and replies are JSON. Money is whole numbers: one credit is $0.001, and ten credits are one cent. Times are \
RFC 3339 in UTC.

A later version of the service may add fields to replies, codes to errors and values to fields that may grow. A client \
should ignore what it does not know.

An error always has the shape of `Error`. Which `code` an endpoint can answer is part of its description. A method that a \
path does not have is answered with 405 and `Allow`, a path that does not exist with 404. API Gateway, which every request \
passes, answers three errors itself, with `{\"message\": …}` and nothing else: 413 for a body above 10 MB, 429 when requests \
come faster than the deployment allows, and 503 when the service cannot be reached.";

pub(crate) fn object() -> Value {
    json!({
        "title": "Creative Hub",
        "summary": "AI media generation: one API for many vendors' models.",
        "description": ABOUT,
        "version": web::HUB_VERSION.example,
    })
}

pub(crate) fn security_schemes() -> Value {
    json!({
        "apiKey": {
            "type": "apiKey",
            "in": "header",
            "name": "x-api-key",
            "description": "An API key.",
        },
        "bearer": {"type": "http", "scheme": "bearer", "description": "The same key as a bearer token."},
    })
}
