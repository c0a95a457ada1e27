//! The headers of replies.

use serde_json::{Map, Value, json};
use web::ReplyHeader;

/// Every reply has them.
const ALWAYS: [&str; 2] = ["x-request-id", "hub-version"];

pub(crate) fn components() -> Value {
    let mut all = Map::new();
    let text = || json!({"type": "string"});
    let mut put = |name: &str, about: &str, schema: Value, required: bool| {
        all.insert(name.to_owned(), json!({"description": about, "required": required, "schema": schema}));
    };
    put("x-request-id", "The id to tell us when you ask about this request.", text(), true);
    put(
        "hub-version",
        "The version of the API that answered.",
        json!({"type": "string", "format": "date"}),
        true,
    );
    for header in ReplyHeader::ALL {
        let (about, schema) = described(header);
        put(header.name(), about, schema, false);
    }
    Value::Object(all)
}

fn described(header: ReplyHeader) -> (&'static str, Value) {
    let text = json!({"type": "string"});
    match header {
        ReplyHeader::RetryAfter => {
            ("How many seconds to wait before asking again.", json!({"type": "integer", "minimum": 0}))
        }
        ReplyHeader::Location => ("Where the bytes are.", json!({"type": "string", "format": "uri"})),
        ReplyHeader::Allow => ("The methods that the path has.", text),
        ReplyHeader::IdempotentReplayed => (
            "The request was done before with the same `Idempotency-Key`, and this is the reply that it got.",
            json!({"type": "string", "const": "true"}),
        ),
        ReplyHeader::ETag => ("Names this state of the document, for `If-None-Match`.", text),
    }
}

/// The headers of a reply, as references.
pub(crate) fn of_reply(own: &[ReplyHeader]) -> Value {
    let names = ALWAYS.into_iter().chain(own.iter().map(|header| header.name()));
    let references =
        names.map(|name| (name.to_owned(), json!({"$ref": format!("#/components/headers/{name}")})));
    Value::Object(references.collect())
}
