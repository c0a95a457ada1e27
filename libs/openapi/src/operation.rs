//! One operation of the document.

use domain::Catalog;
use serde_json::{Map, Value, json};
use web::{Access, Answer, Body, Operation, Takes};

use crate::schemas::Schemas;
use crate::{Described, errors, examples, headers, links, parameters};

pub(crate) fn object(
    described: &Described,
    catalog: &Catalog,
    schemas: &mut Schemas,
) -> Result<Value, String> {
    let operation = &described.operation;
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        object.insert(name.to_owned(), value);
    };
    put("operationId", operation.id.into());
    put("tags", json!([operation.tag.name()]));
    put("summary", operation.summary.into());
    if let Some(about) = for_whom(operation.access) {
        put("description", about.into());
    }
    if operation.access == Access::Anyone {
        put("security", json!([]));
    }
    put("parameters", parameters::of_operation(operation, catalog)?.into());
    if let Some(takes) = &described.takes {
        put("requestBody", request_body(operation, takes, catalog, schemas)?);
    }
    put("responses", responses(described, schemas));
    Ok(Value::Object(object))
}

fn for_whom(access: Access) -> Option<String> {
    match access {
        Access::Anyone => Some("Needs no API key.".to_owned()),
        Access::Member => None,
        Access::MemberOrToken(scope) => {
            Some(format!("A browser token does as well, with the scope `{}`.", scope.as_str()))
        }
        Access::Maker => Some("For whoever made it, and for owners and admins of the team.".to_owned()),
        Access::Manager => Some("For owners and admins of the team.".to_owned()),
        Access::Scope(scope) => Some(format!("For operators: the key needs the scope `{scope}`.")),
    }
}

fn request_body(
    operation: &Operation,
    takes: &Takes,
    catalog: &Catalog,
    schemas: &mut Schemas,
) -> Result<Value, String> {
    let mut content = Map::new();
    content.insert("schema".to_owned(), schemas.of_request((takes.schema)(catalog))?);
    if let Some(example) = examples::of_request(operation.id) {
        content.insert("example".to_owned(), example.clone());
    }
    Ok(json!({"required": !takes.optional, "content": {"application/json": content}}))
}

fn responses(described: &Described, schemas: &mut Schemas) -> Value {
    let mut all = Map::new();
    for answer in described.replies.answers {
        all.insert(answer.status.to_string(), response(described, answer, schemas));
    }
    for (status, error) in errors::of_endpoint(described) {
        all.insert(status.to_string(), error);
    }
    Value::Object(all)
}

fn response(described: &Described, answer: &Answer, schemas: &mut Schemas) -> Value {
    let operation = &described.operation;
    let mut response = Map::new();
    let schema = match answer.body {
        Body::Json(make) => Some(schemas.of_reply(make)),
        Body::Empty => None,
    };
    let shown = schema.as_ref().and_then(|schema| schemas.about(schema));
    let about = shown.unwrap_or_else(|| about(answer.status).to_owned());
    response.insert("description".to_owned(), about.into());
    response.insert("headers".to_owned(), headers::of_reply(&described.headers(answer.status)));
    if let Some(schema) = schema {
        let mut content = Map::new();
        content.insert("schema".to_owned(), schema);
        if let Some(example) = examples::of_reply(operation.id, answer.status) {
            content.insert("example".to_owned(), example.clone());
        }
        response.insert("content".to_owned(), json!({"application/json": content}));
    }
    let links = links::of_reply(operation.id, answer.status);
    if !links.is_empty() {
        response.insert("links".to_owned(), Value::Object(links));
    }
    Value::Object(response)
}

const fn about(status: u16) -> &'static str {
    match status {
        204 => "It was done. There is no body.",
        302 => "A redirect to a link that lives for 15 minutes.",
        304 => "The client has the same document already.",
        _ => "What was asked for.",
    }
}
