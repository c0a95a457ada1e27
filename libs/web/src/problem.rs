//! The kinds of errors that clients can tell apart: each has a status and a code.

use http::StatusCode;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub status: u16,
    pub code: &'static str,
    /// What is said to people, where it is always the same.
    pub message: Option<&'static str>,
}

impl Problem {
    pub const INVALID_REQUEST: Self = Self::new(400, "invalid_request");
    pub const INVALID_JSON: Self = Self::new(400, "invalid_json");
    pub const UNAUTHENTICATED: Self = Self::new(401, "unauthenticated");
    pub const INSUFFICIENT_CREDITS: Self = Self::new(402, "insufficient_credits");
    pub const MONTHLY_CAP_EXCEEDED: Self = Self::new(402, "monthly_cap_exceeded");
    pub const MEMBER_CAP_EXCEEDED: Self = Self::new(402, "member_cap_exceeded");
    pub const KEY_CAP_EXCEEDED: Self = Self::new(402, "key_monthly_cap_exceeded");
    pub const FORBIDDEN: Self = Self::new(403, "forbidden");
    pub const NOT_FOUND: Self = Self::new(404, "not_found");
    pub const METHOD_NOT_ALLOWED: Self = Self::new(405, "method_not_allowed");
    pub const BODY_TOO_LARGE: Self = Self::new(413, "body_too_large");
    pub const UNSUPPORTED_MEDIA_TYPE: Self = Self::new(415, "unsupported_media_type");
    pub const IDEMPOTENCY_KEY_REUSED: Self = Self::new(422, "idempotency_key_reused");
    pub const TOO_MANY_JOBS: Self = Self::new(429, "too_many_jobs");
    pub const CREDITS_CONTENDED: Self = Self::new(429, "credits_contended");
    pub const DRIVE_CONTENDED: Self = Self::new(429, "drive_contended");
    pub const INTERNAL: Self = Self::new(500, "internal");
    pub const MODEL_UNAVAILABLE: Self = Self::new(503, "model_unavailable");
    pub const PROVIDER_UNAVAILABLE: Self = Self::new(503, "provider_unavailable");
    pub const IDENTITY_PROVIDER_UNAVAILABLE: Self = Self::new(503, "identity_provider_unavailable");

    const fn new(status: u16, code: &'static str) -> Self {
        Self { status, code, message: None }
    }

    /// The state of a thing forbids it.
    pub const fn conflict(code: &'static str, message: &'static str) -> Self {
        Self { message: Some(message), ..Self::new(409, code) }
    }

    pub fn status_code(self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
