//! The errors that an endpoint can answer, as responses that several endpoints share.

use std::collections::BTreeMap;

use domain::fields::schema::type_name;
use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};
use web::{Access, ApiError, ErrorBody, HUB_VERSION, Problem};

use crate::described::{Described, of_errors};
use crate::headers;
use crate::schemas::Schemas;

/// References to the errors of one endpoint, by status.
pub(crate) fn of_endpoint(described: &Described) -> BTreeMap<u16, Value> {
    let references = by_status(&described.problems()).into_iter().map(|(status, problems)| {
        (status, json!({"$ref": format!("#/components/responses/{}", name(&problems))}))
    });
    references.collect()
}

/// All errors of all endpoints, and the one that belongs to none of them.
pub(crate) fn components(all: &[Described], schemas: &mut Schemas) -> Value {
    let mut named: BTreeMap<(u16, String), Vec<Problem>> = BTreeMap::new();
    let of_endpoints = all.iter().flat_map(|described| by_status(&described.problems()));
    for (status, problems) in of_endpoints.chain([(405, vec![Problem::METHOD_NOT_ALLOWED])]) {
        named.insert((status, name(&problems)), problems);
    }
    let error = schemas.of_reply(SchemaGenerator::subschema_for::<ErrorBody>);
    let responses = named.into_iter().map(|((_, name), problems)| (name, response(&problems, &error)));
    Value::Object(responses.collect())
}

fn by_status(problems: &[Problem]) -> BTreeMap<u16, Vec<Problem>> {
    let mut by_status: BTreeMap<u16, Vec<Problem>> = BTreeMap::new();
    for problem in problems {
        by_status.entry(problem.status).or_default().push(*problem);
    }
    by_status
}

/// `TooLate`, or `ApiKeyChangedOrApiKeyEnded`.
fn name(problems: &[Problem]) -> String {
    if let [Problem { status: 402, .. }, ..] = problems {
        return "PaymentRequired".to_owned();
    }
    let names: Vec<String> = problems.iter().map(|problem| type_name(problem.code)).collect();
    names.join("Or")
}

fn response(problems: &[Problem], error: &Value) -> Value {
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    let status = problems.first().map_or(500, |problem| problem.status);
    let mut content = Map::new();
    content.insert(
        "schema".to_owned(),
        json!({"allOf": [error, {"properties": {"code": {"type": "string", "enum": codes}}}]}),
    );
    let examples: Map<String, Value> = problems
        .iter()
        .filter_map(|problem| Some((problem.code.to_owned(), json!({"value": example(*problem)?}))))
        .collect();
    if !examples.is_empty() {
        content.insert("examples".to_owned(), Value::Object(examples));
    }
    json!({
        "description": about(status),
        "headers": headers::of_reply(of_errors(status)),
        "content": {"application/json": content},
    })
}

const fn about(status: u16) -> &'static str {
    match status {
        400 => "The request must be corrected: `fields` says where and how.",
        401 => "There is no valid API key.",
        402 => "The team, the member or the key has not enough credits left.",
        403 => "The caller may not do this.",
        404 => "There is no such thing, or it is not yours to see.",
        405 => "The path does not have this method.",
        409 => "The state of the thing forbids it.",
        413 => "The body is too large.",
        415 => "The body is not sent as `application/json`.",
        422 => "The `Idempotency-Key` was used for another request.",
        429 => "Too much at once. Try again.",
        503 => "What is needed cannot be reached at the moment.",
        _ => "Something went wrong on our side. Try again.",
    }
}

/// What is said of a body without anything in it.
const EMPTY: &str = "The body is empty. Send a JSON object, such as {\"name\": \"value\"}.";

/// What the service answers, as its own code makes it. `None`: what is said depends on the request.
fn example(problem: Problem) -> Option<Value> {
    use domain::Credits;
    use domain::ledger::Refusal;
    let (available, required) = (Credits::new(30), Credits::new(40));
    let refused = |refusal| ApiError::Refused { refusal, required };
    let error = match problem {
        Problem::INVALID_REQUEST => ApiError::field(HUB_VERSION.name, HUB_VERSION.complaint("tomorrow")),
        Problem::INVALID_JSON => ApiError::InvalidJson(EMPTY.to_owned()),
        Problem::UNAUTHENTICATED => ApiError::Unauthenticated,
        Problem::INSUFFICIENT_CREDITS => refused(Refusal::InsufficientCredits { available }),
        Problem::MONTHLY_CAP_EXCEEDED => refused(Refusal::MonthlyCapExceeded { available }),
        Problem::MEMBER_CAP_EXCEEDED => refused(Refusal::MemberCapExceeded { available }),
        Problem::KEY_CAP_EXCEEDED => refused(Refusal::KeyCapExceeded { available }),
        Problem::FORBIDDEN => ApiError::Forbidden(Access::Manager.wanted()),
        Problem::NOT_FOUND => ApiError::NotFound,
        Problem::METHOD_NOT_ALLOWED => ApiError::MethodNotAllowed { allowed: vec!["GET", "DELETE"] },
        Problem::BODY_TOO_LARGE => ApiError::BodyTooLarge { limit: web::MAX_BODY_BYTES },
        Problem::UNSUPPORTED_MEDIA_TYPE => ApiError::NotJson("text/plain".to_owned()),
        Problem::IDEMPOTENCY_KEY_REUSED => ApiError::KeyReused,
        Problem::TOO_MANY_JOBS => refused(Refusal::TooManyInFlight),
        Problem::CREDITS_CONTENDED => ApiError::Contended,
        Problem::DRIVE_CONTENDED => ApiError::DriveContended,
        Problem::MODEL_UNAVAILABLE => ApiError::NoRoute { retry_after: Some(30) },
        Problem::PROVIDER_UNAVAILABLE => ApiError::ProviderUnavailable,
        Problem::IDENTITY_PROVIDER_UNAVAILABLE => ApiError::IdentityProviderUnavailable,
        Problem::INTERNAL => ApiError::internal("an example"),
        Problem { status: 409, .. } => ApiError::conflict(problem),
        _ => return None,
    };
    let body = error.into_body("UT2dQjM7oAMEJ1w=", "https://hub.example/docs");
    serde_json::to_value(body).ok()
}
