//! Classifies the answers about pictures. A refusal by moderation is a 200 with a reason, on the prompt or on the
//! candidate.

use domain::{ErrorCode, Failure};

use super::errors;
use super::wire::{Candidate, Generated};
use crate::encode::decoded;
use crate::http::Answer;
use crate::{Output, StartError};

pub(super) fn judge(answer: &Answer) -> Result<Output, StartError> {
    if !answer.is_success() {
        return Err(errors::refusal(answer));
    }
    made(answer.result()?).map_err(StartError::Refused)
}

fn made(generated: Generated) -> Result<Output, Failure> {
    let blocked = generated.prompt_feedback.and_then(|feedback| feedback.block_reason).is_some();
    let candidate = generated.candidates.into_iter().flatten().flatten().next();
    let finish_reason = candidate.as_ref().and_then(|candidate| candidate.finish_reason.as_deref());
    if blocked || finish_reason.is_some_and(is_refusal) {
        return Err(Failure::new(ErrorCode::ModerationRejected));
    }
    // For any other reason to finish, a missing picture is a failure, even for `STOP` with words only.
    let bytes = candidate.and_then(picture).as_deref().and_then(decoded);
    bytes.map(Output::Bytes).ok_or_else(|| Failure::new(ErrorCode::ProviderFailed))
}

pub(super) fn is_refusal(finish_reason: &str) -> bool {
    matches!(
        finish_reason,
        "SAFETY"
            | "RECITATION"
            | "BLOCKLIST"
            | "PROHIBITED_CONTENT"
            | "SPII"
            | "IMAGE_SAFETY"
            | "IMAGE_PROHIBITED_CONTENT"
            | "IMAGE_RECITATION"
            | "ESCALATION"
    )
}

/// The first picture that is no draft, in base64.
fn picture(candidate: Candidate) -> Option<String> {
    let mut parts = candidate.content?.parts?.into_iter().flatten();
    parts.find_map(|part| match part.thought {
        Some(true) => None,
        _ => part.inline_data?.data,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(body: &str) -> Result<Output, StartError> {
        judge(&Answer::new(200, body))
    }

    fn refused(code: ErrorCode) -> Result<Output, StartError> {
        Err(StartError::refused(code))
    }

    #[test]
    fn the_picture_is_decoded_and_drafts_are_skipped() {
        let picture = Output::Bytes(b"\x89PNG\r\n\x1a\n".to_vec().into());
        assert_eq!(judged(include_str!("fixtures/picture.json")), Ok(picture.clone()));
        assert_eq!(judged(include_str!("fixtures/picture_after_drafts.json")), Ok(picture));
    }

    #[test]
    fn every_block_reason_is_moderation() {
        for reason in [
            "BLOCKED_REASON_UNSPECIFIED",
            "SAFETY",
            "OTHER",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "IMAGE_SAFETY",
            "JAILBREAK",
            "SOMETHING_NEW",
        ] {
            let body = include_str!("fixtures/prompt_blocked.json").replace("SAFETY", reason);
            assert_eq!(judged(&body), refused(ErrorCode::ModerationRejected), "{reason}");
        }
    }

    #[test]
    fn every_finish_reason_that_refuses_is_moderation() {
        for reason in [
            "SAFETY",
            "RECITATION",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_RECITATION",
            "ESCALATION",
        ] {
            let body = include_str!("fixtures/finished_without_a_picture.json").replace("NO_IMAGE", reason);
            assert_eq!(judged(&body), refused(ErrorCode::ModerationRejected), "{reason}");
        }
    }

    #[test]
    fn every_other_finish_without_a_picture_is_a_failure() {
        for reason in [
            "NO_IMAGE",
            "IMAGE_OTHER",
            "OTHER",
            "MAX_TOKENS",
            "LANGUAGE",
            "MALFORMED_RESPONSE",
            "FINISH_REASON_UNSPECIFIED",
            "STOP",
            "MALFORMED_FUNCTION_CALL",
            "UNEXPECTED_TOOL_CALL",
            "TOO_MANY_TOOL_CALLS",
            "MISSING_THOUGHT_SIGNATURE",
            "PUP_LIMITED_DISABLED",
            "CONTINUATION",
            "SOMETHING_NEW",
        ] {
            let body = include_str!("fixtures/finished_without_a_picture.json").replace("NO_IMAGE", reason);
            assert_eq!(judged(&body), refused(ErrorCode::ProviderFailed), "{reason}");
        }
    }

    #[test]
    fn a_reply_that_holds_no_picture_is_a_failure() {
        for body in [
            include_str!("fixtures/only_words.json"),
            "{}",
            "null",
            "[]",
            r#"{"candidates":null,"promptFeedback":null}"#,
            r#"{"candidates":[null],"promptFeedback":{"blockReason":null}}"#,
            r#"{"candidates":[{"content":null,"finishReason":null}]}"#,
            r#"{"candidates":[{"content":{"parts":null}}]}"#,
            r#"{"candidates":[{"content":{"parts":[null,{"inlineData":null}]}}]}"#,
            r#"{"candidates":[{"content":{"parts":[{"inlineData":{"data":null}}]}}]}"#,
            r#"{"candidates":[{"content":{"parts":[{"inlineData":{"data":"no base64"}}]}}]}"#,
            r#"{"candidates":"surprise"}"#,
        ] {
            assert_eq!(judged(body), refused(ErrorCode::ProviderFailed), "{body}");
        }
    }

    #[test]
    fn an_unreadable_reply_is_uncertain() {
        for body in ["", "<html>", r#"{"candidates":[{"content":{"parts":[{"inlineData""#] {
            assert!(matches!(judged(body), Err(StartError::Uncertain(_))), "{body}");
        }
    }

    #[test]
    fn an_error_is_classified_by_its_envelope() {
        let answer = Answer::new(429, include_str!("fixtures/resource_exhausted.json"));
        assert_eq!(judge(&answer), Err(StartError::Busy { retry_after: Some(7) }));
    }
}
