//! Why a job, or one variant of it, failed: a stable code for programs and a sentence for people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The codes of docs/API.md, When a job fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    ModerationRejected,
    InvalidInput,
    InputUnreachable,
    ProviderUnavailable,
    ProviderFailed,
    TimedOut,
    Canceled,
    Internal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub code: ErrorCode,
    pub message: String,
}

impl Failure {
    pub fn new(code: ErrorCode) -> Self {
        Self { code, message: advice(code).to_owned() }
    }

    /// With a sentence that knows more than the code.
    pub fn because(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// With what the request has in the fields that the message begins with: "`field` …", "`field`: …" or "`field` or
    /// `field`: …". A value that is there already stays as it is.
    #[must_use]
    pub fn with_values(self, value_of: impl Fn(&str) -> Option<String>) -> Self {
        let mut message = String::new();
        let mut rest = self.message.as_str();
        loop {
            let (field, after) = rest.split_at(rest.find([' ', ':']).unwrap_or(rest.len()));
            message.push_str(field);
            if let Some(value) = value_of(field).filter(|_| !after.starts_with(" '")) {
                message.extend([" '", &value, "'"]);
            }
            let Some(next) = after.strip_prefix(" or ") else {
                message.push_str(after);
                return Self { message, ..self };
            };
            message.push_str(" or ");
            rest = next;
        }
    }
}

/// What happened and what to do next, without a vendor's own words: those may hold internals. That a failed job costs
/// nothing is added where a job is shown.
fn advice(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::ModerationRejected => {
            "The provider's content policy refused this request. Rephrase it and submit it again."
        }
        ErrorCode::InvalidInput => {
            "The provider does not accept this combination of settings. Change them and submit again."
        }
        ErrorCode::InputUnreachable => "An input file could not be read. Check its link and submit again.",
        ErrorCode::ProviderUnavailable => {
            "The provider is not available at the moment. Try again later or pick another model."
        }
        ErrorCode::ProviderFailed => {
            "The provider could not make this. Submit it again or pick another model."
        }
        ErrorCode::TimedOut => "The provider did not finish in time. Submit it again or pick another model.",
        ErrorCode::Canceled => "Canceled before it finished.",
        ErrorCode::Internal => {
            "Something went wrong on our side. Submit it again. If it happens again, tell us the job id."
        }
    }
}

/// Who has to act when something went wrong. Every crate's error enum says it of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorClass {
    /// The caller: the same request, address or file will fail again.
    CallersFault,
    /// Nobody: the same call may work later.
    TryAgain,
    /// We: it is a bug.
    OurBug,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_begins_with_fields_says_what_is_in_them() {
        let value_of = |field: &str| match field {
            "clips[1].source" => Some("asset:7".to_owned()),
            "voice_id" => Some("jon".to_owned()),
            _ => None,
        };
        for (message, expected) in [
            ("clips[1].source could not be read.", "clips[1].source 'asset:7' could not be read."),
            ("clips[1].source: it is gone.", "clips[1].source 'asset:7': it is gone."),
            ("clips[1].source 'asset:7' is empty.", "clips[1].source 'asset:7' is empty."),
            ("avatar_id or voice_id: no such thing.", "avatar_id or voice_id 'jon': no such thing."),
            ("voice_id or avatar_id: no such thing.", "voice_id 'jon' or avatar_id: no such thing."),
            ("voice_id", "voice_id 'jon'"),
            ("Pick another voice_id.", "Pick another voice_id."),
            ("clips[1].start is 5.", "clips[1].start is 5."),
            ("", ""),
        ] {
            let failure = Failure::because(ErrorCode::InvalidInput, message).with_values(value_of);
            assert_eq!(failure, Failure::because(ErrorCode::InvalidInput, expected));
        }
    }
}
