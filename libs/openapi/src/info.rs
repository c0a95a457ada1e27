//! What the document says of the API as a whole.

use serde_json::{Value, json};

pub(crate) fn object() -> Value {
    json!({
        "title": "Creative Hub",
        "summary": "AI media generation: one API for many vendors' models.",
        "description": docs::introduction(),
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
        "bearer": {"type": "http", "scheme": "bearer", "description": "An API key, a JWT of the team's identity provider, or a browser token."},
    })
}
