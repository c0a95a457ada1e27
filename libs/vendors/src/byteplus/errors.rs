//! Classifies `BytePlus`' error codes. Sources: the `ModelArk` error page (1299023) and the vendor's SDK as read on
//! 2026-11-20. Where those are silent, the comment says so.

use domain::{ErrorCode, Failure};

use super::wire::{Error, Refusal};
use crate::StartError;
use crate::http::Answer;

/// What a call that did not succeed means for a start.
pub(super) fn refusal(answer: &Answer) -> StartError {
    let Some(error) = answer.json::<Refusal>().and_then(|refusal| refusal.error) else {
        return answer.refusal_by_status();
    };
    let code = error.code.as_deref().unwrap_or_default();
    if is_moderation(code) {
        return StartError::refused(ErrorCode::ModerationRejected);
    }
    match family(code) {
        "QuotaExceeded" | "AccountOverdueError" => {
            StartError::RouteDown(format!("{}, out of quota or credits", answer.status_text()))
        }
        // `ServerOverloaded` and the account's limit of pictures per minute are unverified.
        "RateLimitExceeded" | "ServerOverloaded" | "ModelAccountIpmRateLimitExceeded" => {
            StartError::Busy { retry_after: answer.retry_after }
        }
        // A closed endpoint comes as 400, like a bad parameter.
        "InvalidEndpoint" | "InvalidEndpointOrModel" | "ModelNotOpen" | "UnsupportedModel" => {
            StartError::RouteDown(format!("{}, no such model", answer.status_text()))
        }
        // 400 `MissingParameter` and `InvalidParameter` are the task's fault, 401 and 403 are for an operator, and
        // 500 `InternalServiceError` is the vendor's trouble.
        _ => answer.refusal_by_status(),
    }
}

/// What an error means for a task or picture that the vendor had accepted.
pub(super) fn failure(error: Option<&Error>) -> Failure {
    let code = error.and_then(|error| error.code.as_deref()).unwrap_or_default();
    let moderated = is_moderation(code);
    Failure::new(if moderated { ErrorCode::ModerationRejected } else { ErrorCode::ProviderFailed })
}

/// A part of the code decides: its prefix says what was checked and its suffix why, and there are many of both.
fn is_moderation(code: &str) -> bool {
    ["SensitiveContentDetected", "PolicyViolation", "RiskDetection"].iter().any(|part| code.contains(part))
}

/// `RateLimitExceeded.EndpointRPMExceeded` → `RateLimitExceeded`
fn family(code: &str) -> &str {
    code.split_once('.').map_or(code, |(family, _)| family)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal_with(status: u16, code: &str) -> StartError {
        let body = include_str!("fixtures/refusal.json").replace("InvalidParameter", code);
        refusal(&Answer::new(status, &body))
    }

    #[test]
    fn every_moderation_code_is_recognised_by_a_part_of_it() {
        for code in [
            "SensitiveContentDetected",
            "SensitiveContentDetected.SevereViolation",
            "SensitiveContentDetected.Violence",
            "InputTextSensitiveContentDetected",
            "InputImageSensitiveContentDetected",
            "InputImageSensitiveContentDetected.PrivacyInformation",
            "InputVideoSensitiveContentDetected",
            "OutputImageSensitiveContentDetected",
            "InputTextSensitiveContentDetected.PolicyViolation",
            "InputTextRiskDetection",
            "OutputImageRiskDetection",
        ] {
            let moderated = Failure::new(ErrorCode::ModerationRejected);
            assert_eq!(refusal_with(400, code), StartError::Refused(moderated.clone()), "{code}");
            assert_eq!(failure(Some(&Error { code: Some(code.into()) })), moderated, "{code}");
        }
    }

    #[test]
    fn every_error_code_is_classified() {
        let down = |why: &str| StartError::RouteDown(why.into());
        let invalid = StartError::refused(ErrorCode::InvalidInput);
        let busy = StartError::Busy { retry_after: None };
        let in_trouble = StartError::Unavailable("HTTP 500".into());
        for (status, code, expected) in [
            (400, "MissingParameter", &invalid),
            (400, "InvalidParameter", &invalid),
            (400, "InvalidParameter.Size", &invalid),
            (400, "InvalidEndpoint.ClosedEndpoint", &down("HTTP 400, no such model")),
            (401, "AuthenticationError", &down("HTTP 401")),
            (403, "AccountOverdueError", &down("HTTP 403, out of quota or credits")),
            (403, "AccessDenied", &down("HTTP 403")),
            (404, "InvalidEndpoint.NotFound", &down("HTTP 404, no such model")),
            (404, "ModelNotOpen", &down("HTTP 404, no such model")),
            (404, "InvalidEndpointOrModel.ModelIDAccessDisabled", &down("HTTP 404, no such model")),
            (404, "UnsupportedModel", &down("HTTP 404, no such model")),
            (429, "RateLimitExceeded.EndpointRPMExceeded", &busy),
            (429, "RateLimitExceeded.EndpointTPMExceeded", &busy),
            (429, "ServerOverloaded", &busy),
            (429, "ModelAccountIpmRateLimitExceeded", &busy),
            (429, "SomethingNew", &busy),
            (429, "QuotaExceeded", &down("HTTP 429, out of quota or credits")),
            (500, "InternalServiceError", &in_trouble),
        ] {
            assert_eq!(refusal_with(status, code), *expected, "{status} {code}");
        }
    }

    #[test]
    fn without_a_code_the_status_decides() {
        for body in
            ["", "<html>", "{}", r#"{"error":null}"#, r#"{"error":{"code":null}}"#, r#"{"error":"x"}"#]
        {
            for (status, expected) in [
                (400, StartError::refused(ErrorCode::InvalidInput)),
                (404, StartError::RouteDown("HTTP 404".into())),
                (429, StartError::Busy { retry_after: None }),
                (502, StartError::Uncertain("HTTP 502".into())),
                (503, StartError::Unavailable("HTTP 503".into())),
            ] {
                assert_eq!(refusal(&Answer::new(status, body)), expected, "{status} {body}");
            }
        }
    }

    #[test]
    fn a_vendors_waiting_time_is_passed_on() {
        let body = r#"{"error":{"code":"RateLimitExceeded.EndpointRPMExceeded"}}"#;
        let busy = Answer { retry_after: Some(7), ..Answer::new(429, body) };
        assert_eq!(refusal(&busy), StartError::Busy { retry_after: Some(7) });
    }

    #[test]
    fn any_other_error_of_a_task_is_the_vendors_failure() {
        for code in [None, Some("InternalServiceError"), Some("SomethingNew")] {
            let error = Error { code: code.map(Into::into) };
            assert_eq!(failure(Some(&error)), Failure::new(ErrorCode::ProviderFailed), "{code:?}");
        }
        assert_eq!(failure(None), Failure::new(ErrorCode::ProviderFailed));
    }
}
