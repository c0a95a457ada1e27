//! The errors of the API, which have one shape (`docs/API.md`, Errors). They are mapped to HTTP here and nowhere else.
//! A reply never has a vendor's words, a stack trace or an internal name in it.

mod body;

use domain::given::quoted;
use domain::ledger::Refusal;
use domain::sentence::ended;
use domain::{Credits, FieldError};

use crate::Problem;
use crate::error_codes::anchor;
use crate::reply::{Reply, json};

pub use body::{Details, ErrorBody};

#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("{}", first(.0))]
    Fields(Vec<FieldError>),
    /// With whole sentences.
    #[error("{0}")]
    InvalidJson(String),
    #[error("Give a valid API key in the x-api-key header, or as Authorization: Bearer.")]
    Unauthenticated,
    #[error("This API key is mistyped: its checksum is wrong. Copy it as it was shown when it was made.")]
    MistypedKey,
    /// It is not told whether such a key ever was.
    #[error("This API key is not valid.")]
    InvalidKey,
    /// Of a JWT or a browser token; with what is wrong with it.
    #[error("This token is not valid: {0}.")]
    InvalidToken(String),
    #[error("{0}")]
    Forbidden(String),
    #[error("There is nothing here.")]
    NotFound,
    #[error("There is nothing here. Did you mean {near}?")]
    NoSuchPath { near: String },
    #[error("This path takes {}.", .allowed.join(", "))]
    MethodNotAllowed { allowed: Vec<&'static str> },
    #[error("{}", refusal_sentence(.refusal))]
    Refused { refusal: Refusal, required: Credits },
    /// The state of a job, a folder or a team's credits forbids it. `details` are added to the reply.
    #[error("{}", .problem.message.unwrap_or_default())]
    Conflict { problem: Problem, details: Details },
    #[error("The body is larger than {limit} bytes.")]
    BodyTooLarge { limit: usize },
    /// With the type that the body has, if it has one.
    #[error("Send the body as application/json, and say so in the header Content-Type{}.", instead_of(.0))]
    NotJson(String),
    #[error("Send the body as it is, without a Content-Encoding. This one has {}.", quoted(.0))]
    Encoded(String),
    #[error("This Idempotency-Key was used for another request. Use a new key.")]
    KeyReused,
    #[error("The team's credits are being used by many requests at once. Try again.")]
    Contended,
    #[error("The team's drive is being changed by many requests at once. Try again.")]
    DriveContended,
    #[error("This model cannot be reached at the moment. Try again later or pick another one.")]
    NoRoute { retry_after: Option<u32> },
    #[error("The provider does not answer at the moment. Try again later.")]
    ProviderUnavailable,
    #[error(
        "The identity provider does not answer at the moment, so no token can be verified. Try again later."
    )]
    IdentityProviderUnavailable,
    #[error("Something went wrong on our side. Try again; if it happens again, tell us the request id.")]
    Internal(String),
}

/// So many complaints are told, and how many more there are: a reply stays far below the 6 MB that Lambda returns.
const MOST_FIELDS: usize = 100;
const RETRY_SECONDS: u32 = 5;
const PROVIDER_RETRY_SECONDS: u32 = 30;
/// An identity provider that has not answered is asked again after so long.
const IDENTITY_PROVIDER_RETRY_SECONDS: u32 = 10;

impl ApiError {
    /// A failure of ours, whose cause is logged and not shown.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// A 400 for one field or parameter.
    pub fn field(name: &str, message: impl Into<String>) -> Self {
        Self::Fields(vec![FieldError::new(name, message)])
    }

    /// A 409 that says no more than its sentence.
    pub fn conflict(problem: Problem) -> Self {
        Self::Conflict { problem, details: Details::default() }
    }

    /// `docs`: the address of the reference.
    pub(crate) fn into_reply(self, request_id: &str, docs: &str) -> Reply {
        if let Self::Internal(cause) = &self {
            tracing::error!(request_id, cause, "a request failed");
        }
        let error = match self {
            Self::Fields(fields) => Self::Fields(FieldError::one_for_each(fields)),
            other => other,
        };
        let status = error.problem().status_code();
        let (retry_after, allow) = (error.retry_after(), error.allow());
        let mut reply = json(status, &error.into_body(request_id, docs));
        let headers = reply.headers_mut();
        if let Some(seconds) = retry_after {
            headers.insert(http::header::RETRY_AFTER, seconds.into());
        }
        if let Some(allow) = allow.and_then(|allow| allow.try_into().ok()) {
            headers.insert(http::header::ALLOW, allow);
        }
        reply
    }

    /// What clients read. `request_id` is the id of the request that failed, and `docs` the address of the reference.
    pub fn into_body(self, request_id: &str, docs: &str) -> ErrorBody {
        let (code, error, details) = (self.problem().code, self.to_string(), self.details());
        let (fields, more_fields) = match self {
            Self::Fields(mut fields) => {
                let more = fields.len().saturating_sub(MOST_FIELDS);
                fields.truncate(MOST_FIELDS);
                (Some(fields), (more > 0).then_some(more))
            }
            _ => (None, None),
        };
        let doc_url = format!("{docs}#{}", anchor(code));
        ErrorBody { error, code, doc_url, fields, more_fields, details, request_id: request_id.to_owned() }
    }

    fn details(&self) -> Details {
        match self {
            Self::Refused { refusal: Refusal::TooManyInFlight, .. } => Details::default(),
            Self::Refused { refusal, required } => Details {
                credits_required: Some(*required),
                credits_available: Some(available(*refusal)),
                ..Details::default()
            },
            Self::Conflict { details, .. } => *details,
            _ => Details::default(),
        }
    }

    /// How many seconds to wait before the same request may be answered otherwise.
    const fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Refused { refusal: Refusal::TooManyInFlight, .. }
            | Self::Contended
            | Self::DriveContended
            | Self::Internal(_) => Some(RETRY_SECONDS),
            Self::NoRoute { retry_after } => *retry_after,
            Self::ProviderUnavailable => Some(PROVIDER_RETRY_SECONDS),
            Self::IdentityProviderUnavailable => Some(IDENTITY_PROVIDER_RETRY_SECONDS),
            _ => None,
        }
    }

    fn allow(&self) -> Option<String> {
        match self {
            Self::MethodNotAllowed { allowed } => Some(allowed.join(", ")),
            _ => None,
        }
    }

    /// Which of the errors that clients can tell apart it is.
    pub const fn problem(&self) -> Problem {
        match self {
            Self::Fields(_) => Problem::INVALID_REQUEST,
            Self::InvalidJson(_) => Problem::INVALID_JSON,
            Self::Unauthenticated | Self::MistypedKey | Self::InvalidKey | Self::InvalidToken(_) => {
                Problem::UNAUTHENTICATED
            }
            Self::Forbidden(_) => Problem::FORBIDDEN,
            Self::NotFound | Self::NoSuchPath { .. } => Problem::NOT_FOUND,
            Self::Conflict { problem, .. } => *problem,
            Self::MethodNotAllowed { .. } => Problem::METHOD_NOT_ALLOWED,
            Self::Refused { refusal, .. } => match refusal {
                Refusal::InsufficientCredits { .. } => Problem::INSUFFICIENT_CREDITS,
                Refusal::MonthlyCapExceeded { .. } => Problem::MONTHLY_CAP_EXCEEDED,
                Refusal::MemberCapExceeded { .. } => Problem::MEMBER_CAP_EXCEEDED,
                Refusal::KeyCapExceeded { .. } => Problem::KEY_CAP_EXCEEDED,
                Refusal::TooManyInFlight => Problem::TOO_MANY_JOBS,
            },
            Self::BodyTooLarge { .. } => Problem::BODY_TOO_LARGE,
            Self::NotJson(_) | Self::Encoded(_) => Problem::UNSUPPORTED_MEDIA_TYPE,
            Self::KeyReused => Problem::IDEMPOTENCY_KEY_REUSED,
            Self::Contended => Problem::CREDITS_CONTENDED,
            Self::DriveContended => Problem::DRIVE_CONTENDED,
            Self::NoRoute { .. } => Problem::MODEL_UNAVAILABLE,
            Self::ProviderUnavailable => Problem::PROVIDER_UNAVAILABLE,
            Self::IdentityProviderUnavailable => Problem::IDENTITY_PROVIDER_UNAVAILABLE,
            Self::Internal(_) => Problem::INTERNAL,
        }
    }
}

impl From<Vec<FieldError>> for ApiError {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Fields(errors)
    }
}

impl From<store::Error> for ApiError {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Contended => Self::Contended,
            store::Error::Unavailable(_) | store::Error::Unconfirmed(_) | store::Error::Bug(_) => {
                Self::Internal(error.to_string())
            }
        }
    }
}

/// The sentence of a 402, if the refusal is one.
pub const fn payment_refusal(refusal: Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::TooManyInFlight => None,
        Refusal::InsufficientCredits { .. }
        | Refusal::MonthlyCapExceeded { .. }
        | Refusal::MemberCapExceeded { .. }
        | Refusal::KeyCapExceeded { .. } => Some(refusal_sentence(&refusal)),
    }
}

/// Clients compare the three sentences of a 402 with what `docs/API.md` says: they never change.
const fn refusal_sentence(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::InsufficientCredits { .. } => "Insufficient credits",
        Refusal::MonthlyCapExceeded { .. } => "Monthly credit cap exceeded",
        Refusal::MemberCapExceeded { .. } | Refusal::KeyCapExceeded { .. } => {
            "Team member monthly credit cap exceeded"
        }
        Refusal::TooManyInFlight => "The team has too many jobs in flight. Wait until some have finished.",
    }
}

const fn available(refusal: Refusal) -> Credits {
    match refusal {
        Refusal::InsufficientCredits { available }
        | Refusal::MonthlyCapExceeded { available }
        | Refusal::MemberCapExceeded { available }
        | Refusal::KeyCapExceeded { available } => available,
        Refusal::TooManyInFlight => Credits::ZERO,
    }
}

fn instead_of(media_type: &str) -> String {
    if media_type.is_empty() { String::new() } else { format!(", which is {}", quoted(media_type)) }
}

/// The first complaint as a sentence, and how many more there are.
fn first(fields: &[FieldError]) -> String {
    let Some((FieldError { field, message }, others)) = fields.split_first() else {
        return "The request must be corrected.".to_owned();
    };
    let told = format!("`{field}` {}", ended(message));
    match others.len() {
        0 => told,
        1 => format!("{told} One more field must be corrected."),
        more => format!("{told} {more} more fields must be corrected."),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn body(error: ApiError) -> (u16, Value, http::HeaderMap) {
        let reply = error.into_reply("r-1", "https://hub.example/docs");
        let headers = reply.headers().clone();
        let text = match reply.body() {
            lambda_http::Body::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        (reply.status().as_u16(), serde_json::from_str(&text).unwrap(), headers)
    }

    #[test]
    fn all_field_errors_are_in_one_reply() {
        let fields = vec![FieldError::new("width", "is required"), FieldError::new("prompt", "is required")];
        let (status, body, _) = body(ApiError::Fields(fields));
        assert_eq!(status, 400);
        insta::assert_json_snapshot!(body, @r#"
        {
          "error": "`width` is required. One more field must be corrected.",
          "code": "invalid_request",
          "doc_url": "https://hub.example/docs#errors/invalid_request",
          "fields": [
            {
              "field": "width",
              "message": "is required"
            },
            {
              "field": "prompt",
              "message": "is required"
            }
          ],
          "request_id": "r-1"
        }
        "#);
    }

    #[test]
    fn the_error_is_the_first_fields_sentence() {
        let error = |count: usize| {
            let fields =
                (0..count).map(|n| FieldError::new(&format!("clips[{n}].start"), "must be a number"));
            body(ApiError::Fields(fields.collect())).1
        };
        assert_eq!(error(1)["error"], "`clips[0].start` must be a number.");
        assert_eq!(error(3)["error"], "`clips[0].start` must be a number. 2 more fields must be corrected.");
        assert_eq!(
            (error(100)["fields"].as_array().unwrap().len(), &error(100)["more_fields"]),
            (100, &Value::Null)
        );
        assert_eq!(
            (error(5000)["fields"].as_array().unwrap().len(), &error(5000)["more_fields"]),
            (100, &json!(4900))
        );
    }

    #[test]
    fn a_402_has_its_fixed_sentence_and_the_numbers() {
        let refusal = Refusal::InsufficientCredits { available: Credits::new(30) };
        let (status, body, _) = body(ApiError::Refused { refusal, required: Credits::new(40) });
        assert_eq!((status, &body["error"]), (402, &json!("Insufficient credits")));
        assert_eq!((&body["credits_required"], &body["credits_available"]), (&json!(40), &json!(30)));
    }

    #[test]
    fn the_cause_of_an_internal_error_is_not_shown() {
        let (status, body, headers) = body(ApiError::Internal("table creative_job is on fire".into()));
        assert_eq!(status, 500);
        assert!(!body.to_string().contains("creative_job"));
        assert!(headers.contains_key("retry-after"));
    }

    #[test]
    fn a_405_has_the_allowed_methods() {
        let (status, body, headers) = body(ApiError::MethodNotAllowed { allowed: vec!["GET", "POST"] });
        assert_eq!((status, headers["allow"].to_str().unwrap()), (405, "GET, POST"));
        assert_eq!(body["error"], "This path takes GET, POST.");
    }
}
