//! Classifies `BytePlus`' error codes. Sources: the `ModelArk` error page (1299023) and the vendor's SDK as read on
//! 2026-11-20, and public reports. Where those are silent, the comment says so.
//!
//! Nothing that a customer chooses has an id here, so a 403 or 404 is the operator's (key, balance, model), unless its
//! words are those of moderation. `SetLimitExceeded` is a 429 for good: the limit that the operator has set himself.

use domain::health::ClosedBy;
use domain::{ErrorCode, Failure};
use serde_json::Value;

use crate::StartError;
use crate::complaint::Complaint;
use crate::http::Answer;
use crate::lenient::items;
use crate::part::Parts;

/// What a call that did not succeed means for a start.
pub(super) fn refusal(answer: &Answer, parts: Parts) -> StartError {
    let complaint = Complaint::from_answer(answer);
    if complaint.codes.iter().any(|code| is_moderation(code)) {
        return StartError::refused(ErrorCode::ModerationRejected);
    }
    let families: Vec<&str> = complaint.codes.iter().map(|code| family(code)).collect();
    let is_any = |wanted: &[&str]| families.iter().any(|family| wanted.contains(family));
    if is_any(&["quotaexceeded", "accountoverdueerror", "setlimitexceeded"]) {
        return answer.down(ClosedBy::Balance, "out of quota or credits");
    }
    // `ServerOverloaded` and the account's limit of pictures per minute are unverified.
    if is_any(&["ratelimitexceeded", "serveroverloaded", "modelaccountipmratelimitexceeded"]) {
        return StartError::Busy { retry_after: answer.retry_after };
    }
    // A closed endpoint comes as 400, like a bad parameter.
    if is_any(&["invalidendpoint", "invalidendpointormodel", "modelnotopen", "unsupportedmodel"]) {
        return answer.down(ClosedBy::Model, "no such model");
    }
    // 400 `MissingParameter` and `InvalidParameter` are the task's fault, 401 and 403 are for an operator, and 500
    // `InternalServiceError` is the vendor's trouble.
    complaint.refusal_or_by_status(answer, parts)
}

/// What an error means for a task or picture that the vendor had accepted.
pub(super) fn failure(error: Option<&Value>, parts: Parts) -> Failure {
    fault(error, parts).unwrap_or_else(|| Failure::new(ErrorCode::ProviderFailed))
}

/// The same, if the error says what is wrong with the request.
pub(super) fn fault(error: Option<&Value>, parts: Parts) -> Option<Failure> {
    let mut complaints = items(error).map(|error| match error {
        Value::String(words) => Complaint::from_sentence(words),
        other => Complaint::from_json(other),
    });
    complaints.find_map(|complaint| {
        let moderated = complaint.codes.iter().any(|code| is_moderation(code));
        let moderated = moderated.then(|| Failure::new(ErrorCode::ModerationRejected));
        moderated.or_else(|| complaint.fault(parts))
    })
}

/// A part of the code decides: its prefix says what was checked and its suffix why, and there are many of both. In small
/// letters.
fn is_moderation(code: &str) -> bool {
    ["sensitivecontent", "policyviolation", "riskdetection", "contentsecurity", "contentrisk"]
        .iter()
        .any(|part| code.contains(part))
}

/// `ratelimitexceeded.endpointrpmexceeded` → `ratelimitexceeded`
fn family(code: &str) -> &str {
    code.split_once('.').map_or(code, |(family, _)| family)
}

#[cfg(test)]
mod tests {
    use domain::Kind;
    use domain::catalog::Vendor;
    use serde_json::json;

    use super::*;
    use crate::part::Part;

    fn parts() -> Parts {
        Parts::from_accepted(Vendor::Byteplus, Kind::Video)
    }

    fn refusal(answer: &Answer) -> StartError {
        super::refusal(answer, parts())
    }

    fn failure(error: Option<&Value>) -> Failure {
        super::failure(error, parts())
    }

    #[test]
    fn words_count_where_the_code_says_little() {
        let refused = |status, code: &str, param: &str, message: &str| {
            let error = json!({ "error": { "code": code, "param": param, "message": message } });
            refusal(&Answer::new(status, &error.to_string()))
        };
        let moderated = StartError::refused(ErrorCode::ModerationRejected);
        let sensitive = "The request failed because the input text may contain sensitive information.";
        for (status, code) in [(400, "InvalidParameter"), (403, "AccessDenied"), (422, "Unprocessable")] {
            assert_eq!(refused(status, code, "", sensitive), moderated, "{status} {code}");
        }
        assert_eq!(refused(403, "ContentSecurityDetectionError", "", "x"), moderated);
        let picture = StartError::Refused(parts().invalid(Some(Part::Picture)));
        assert_eq!(refused(400, "InvalidParameter", "image", "image pixel is invalid"), picture);
        assert_eq!(refused(400, "InvalidParameter", "content[1].image_url", "x"), picture);
        let words = StartError::Refused(parts().invalid(Some(Part::Words)));
        assert_eq!(refused(400, "InvalidParameter", "prompt", "too long"), words);
    }

    #[test]
    fn the_operators_own_limit_closes_the_route() {
        for code in ["SetLimitExceeded", "setlimitexceeded", "SetLimitExceeded.Daily"] {
            let judged = refusal_with(429, code);
            assert_eq!(
                judged,
                StartError::RouteDown(ClosedBy::Balance, "HTTP 429, out of quota or credits".into()),
                "{code}"
            );
        }
    }

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
            assert_eq!(failure(Some(&json!({ "code": code }))), moderated, "{code}");
        }
    }

    #[test]
    fn every_error_code_is_classified() {
        let down = |by, why: &str| StartError::RouteDown(by, why.into());
        let invalid = StartError::refused(ErrorCode::InvalidInput);
        let busy = StartError::Busy { retry_after: None };
        let in_trouble = StartError::Unavailable("HTTP 500".into());
        for (status, code, expected) in [
            (400, "MissingParameter", &invalid),
            (400, "InvalidParameter", &invalid),
            (400, "InvalidParameter.Size", &invalid),
            (400, "InvalidEndpoint.ClosedEndpoint", &down(ClosedBy::Model, "HTTP 400, no such model")),
            (401, "AuthenticationError", &down(ClosedBy::Key, "HTTP 401")),
            (403, "AccountOverdueError", &down(ClosedBy::Balance, "HTTP 403, out of quota or credits")),
            (403, "AccessDenied", &down(ClosedBy::Key, "HTTP 403")),
            (404, "InvalidEndpoint.NotFound", &down(ClosedBy::Model, "HTTP 404, no such model")),
            (404, "ModelNotOpen", &down(ClosedBy::Model, "HTTP 404, no such model")),
            (
                404,
                "InvalidEndpointOrModel.ModelIDAccessDisabled",
                &down(ClosedBy::Model, "HTTP 404, no such model"),
            ),
            (404, "UnsupportedModel", &down(ClosedBy::Model, "HTTP 404, no such model")),
            (429, "RateLimitExceeded.EndpointRPMExceeded", &busy),
            (429, "RateLimitExceeded.EndpointTPMExceeded", &busy),
            (429, "ServerOverloaded", &busy),
            (429, "ModelAccountIpmRateLimitExceeded", &busy),
            (429, "SomethingNew", &busy),
            (429, "QuotaExceeded", &down(ClosedBy::Balance, "HTTP 429, out of quota or credits")),
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
                (404, StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())),
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
            let error = json!({ "code": code });
            assert_eq!(failure(Some(&error)), Failure::new(ErrorCode::ProviderFailed), "{code:?}");
        }
        assert_eq!(failure(None), Failure::new(ErrorCode::ProviderFailed));
    }
}
