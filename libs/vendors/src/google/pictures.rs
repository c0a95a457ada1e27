//! Classifies the answers about pictures. A refusal by moderation is a 200 with a reason, on the prompt or on a candidate.
//! A 200 with neither a picture nor such a reason (`STOP`, `NO_IMAGE`) made nothing: another try often works (reported).

use domain::ErrorCode;
use serde_json::Value;

use super::errors;
use crate::encode::decoded;
use crate::http::Answer;
use crate::lenient::{field, flag, items};
use crate::moderation::is_moderation;
use crate::part::Parts;
use crate::{Output, StartError};

pub(super) fn judge(answer: &Answer, parts: Parts) -> Result<Output, StartError> {
    if !answer.is_success() {
        return Err(errors::refusal(answer, parts));
    }
    let body: Value = answer.result()?;
    let candidates = || items(Some(&body)).flat_map(|body| items(field(body, "candidates")));
    let mut pictures = candidates().filter(|candidate| !is_refused(candidate)).filter_map(picture);
    if let Some(picture) = pictures.next() {
        return Ok(Output::Bytes(picture));
    }
    if items(Some(&body)).any(is_blocked) || candidates().any(is_refused) {
        return Err(StartError::refused(ErrorCode::ModerationRejected));
    }
    Err(answer.made_nothing())
}

/// Whether moderation refused the prompt. Any reason means that.
fn is_blocked(body: &Value) -> bool {
    field(body, "promptFeedback").and_then(|feedback| field(feedback, "blockReason")).is_some()
}

/// Parts of the reasons to finish that are refusals: `IMAGE_PROHIBITED_CONTENT`. The list of reasons is long and grows.
const REFUSALS: [&str; 7] =
    ["SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED", "SPII", "ESCALATION", "POLICY"];

fn is_refused(candidate: &Value) -> bool {
    let says = |name| field(candidate, name).and_then(Value::as_str).unwrap_or_default();
    let reason = says("finishReason").to_ascii_uppercase();
    REFUSALS.iter().any(|part| reason.contains(part)) || is_moderation(says("finishMessage"))
}

/// The first picture that is no draft.
fn picture(candidate: &Value) -> Option<bytes::Bytes> {
    let parts = items(field(candidate, "content")).flat_map(|content| items(field(content, "parts")));
    let mut made = parts.filter(|part| field(part, "thought").and_then(flag) != Some(true));
    made.find_map(|part| {
        let mut inline = items(field(part, "inlineData"));
        inline.find_map(|inline| decoded(field(inline, "data")?.as_str()?))
    })
}

#[cfg(test)]
mod tests {
    use domain::Kind;
    use domain::catalog::Vendor;

    use super::*;

    fn judge(answer: &Answer) -> Result<Output, StartError> {
        super::judge(answer, Parts::from_accepted(Vendor::Google, Kind::Image))
    }

    fn nothing() -> Result<Output, StartError> {
        Err(Answer::new(200, "").made_nothing())
    }

    #[test]
    fn a_picture_is_found_in_every_form() {
        let png = "iVBORw0KGgo=";
        let part = format!(r#"{{"inlineData":{{"mimeType":"image/png","data":"{png}"}}}}"#);
        let candidate = format!(r#"{{"content":{{"parts":[{part}]}}}}"#);
        let words = r#"{"content":{"parts":[{"text":"Two of them."}]},"finishReason":"STOP"}"#;
        for body in [
            format!(r#"{{"candidates":[{candidate}]}}"#),
            format!(r#"[{{"candidates":[{candidate}]}}]"#),
            format!(r#"{{"candidates":{candidate}}}"#),
            format!(r#"{{"candidates":[null,{words},{candidate}]}}"#),
            format!(r#"{{"candidates":[{{"finishReason":"IMAGE_SAFETY"}},{candidate}]}}"#),
            format!(r#"{{"candidates":[{{"content":{{"parts":{part}}}}}]}}"#),
            format!(r#"{{"candidates":[{{"content":[{{"parts":[null,{{"text":"x"}},{part}]}}]}}]}}"#),
            format!(r#"{{"candidates":[{{"content":{{"parts":[{{"inline_data":{{"mime_type":"image/png","data":"{png}"}}}}]}}}}]}}"#),
            format!(r#"{{"candidates":[{{"content":{{"parts":[{{"thought":"false","inlineData":{{"data":"{png}"}}}}]}},"finish_reason":"STOP"}}]}}"#),
            r#"{"candidates":[{"content":{"parts":[{"inlineData":{"data":"data:image/png;base64,iVBORw0KGgo"}}]}}]}"#.to_owned(),
        ] {
            let bytes = Output::Bytes(b"\x89PNG\r\n\x1a\n".to_vec().into());
            assert_eq!(judged(&body), Ok(bytes), "{body}");
        }
    }

    #[test]
    fn a_refusal_is_read_in_every_form() {
        for body in [
            r#"{"prompt_feedback":{"block_reason":"PROHIBITED_CONTENT"},"candidates":[]}"#,
            r#"{"candidates":[{"finish_reason":"IMAGE_SAFETY"}]}"#,
            r#"{"candidates":[{"finishReason":"image_safety"}]}"#,
            r#"{"candidates":[{"finishReason":"STOP"},{"finishReason":"PROHIBITED_CONTENT"}]}"#,
            r#"{"candidates":[{"finishReason":"IMAGE_OTHER","finishMessage":"It may violate our usage policies."}]}"#,
            r#"[{"promptFeedback":{"blockReason":"OTHER"}}]"#,
        ] {
            assert_eq!(judged(body), refused(ErrorCode::ModerationRejected), "{body}");
        }
    }

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
    fn every_other_finish_without_a_picture_made_nothing() {
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
            assert_eq!(judged(&body), nothing(), "{reason}");
        }
    }

    #[test]
    fn a_reply_that_holds_no_picture_made_nothing() {
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
            r#"{"candidates":[{"content":{"parts":[{"inlineData":{"data":"no base64!"}}]}}]}"#,
            r#"{"candidates":"surprise"}"#,
        ] {
            assert_eq!(judged(body), nothing(), "{body}");
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
