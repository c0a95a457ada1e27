//! Classifies the answers about pictures. A picture may fail although the HTTP status is 200.

use domain::Kind;
use serde_json::Value;

use super::errors;
use crate::http::Answer;
use crate::lenient::items;
use crate::part::Parts;
use crate::{Output, StartError, media_link};

pub(super) fn judge(answer: &Answer, parts: Parts) -> Result<Output, StartError> {
    if !answer.is_success() {
        return Err(errors::refusal(answer, parts));
    }
    let body: Value = answer.result()?;
    let mut links = items(body.get("data")).filter_map(|item| media_link::find(Kind::Image, item));
    if let Some(link) = links.next() {
        return Ok(Output::Link(link));
    }
    let errors = items(body.get("data")).map(|item| item.get("error")).chain([body.get("error")]);
    let mut errors = errors.flatten().filter(|error| !error.is_null()).peekable();
    if errors.peek().is_none() {
        return Err(answer.made_nothing());
    }
    // Of an error without words for it nobody knows that another try would help, but it made nothing.
    let fault = errors.find_map(|error| errors::fault(Some(error), parts));
    Err(fault.map_or_else(|| answer.made_nothing(), StartError::Refused))
}

#[cfg(test)]
mod tests {
    use domain::ErrorCode;
    use domain::catalog::Vendor;

    use domain::health::ClosedBy;

    use super::*;

    fn judge(answer: &Answer) -> Result<Output, StartError> {
        super::judge(answer, Parts::from_accepted(Vendor::Byteplus, Kind::Image))
    }

    fn nothing() -> Result<Output, StartError> {
        Err(Answer::new(200, "").made_nothing())
    }

    #[test]
    fn a_link_is_found_in_every_form() {
        let url = "https://files.example/a.jpeg?sig=1";
        for body in [
            format!(r#"{{"data":[null,{{"url":"{url}"}}]}}"#),
            format!(r#"{{"data":{{"url":"{url}"}}}}"#),
            format!(r#"{{"data":["{url}"]}}"#),
            format!(r#"{{"data":[{{"error":{{"code":"InternalServiceError"}}}},{{"url":"{url}"}}]}}"#),
        ] {
            assert_eq!(judged(&body), Ok(Output::Link(url.into())), "{body}");
        }
    }

    fn judged(body: &str) -> Result<Output, StartError> {
        judge(&Answer::new(200, body))
    }

    fn refused(code: ErrorCode) -> Result<Output, StartError> {
        Err(StartError::refused(code))
    }

    #[test]
    fn a_picture_is_a_link() {
        let link = "https://ark-content-generation.example/seedream/1.jpeg?X-Tos-Expires=86400";
        assert_eq!(judged(include_str!("fixtures/picture.json")), Ok(Output::Link(link.into())));
    }

    #[test]
    fn an_error_inside_a_success_is_classified() {
        let moderated = include_str!("fixtures/picture_moderated.json");
        assert_eq!(judged(moderated), refused(ErrorCode::ModerationRejected));
        let for_all = r#"{"data":[],"error":{"code":"OutputImageSensitiveContentDetected"}}"#;
        assert_eq!(judged(for_all), refused(ErrorCode::ModerationRejected));
        let broken = r#"{"data":[{"error":{"code":"InternalServiceError","message":"x"}}]}"#;
        assert_eq!(judged(broken), nothing());
    }

    #[test]
    fn a_success_without_a_picture_made_nothing() {
        for body in [
            "{}",
            "null",
            "[]",
            r#"{"data":null,"error":null}"#,
            r#"{"data":[]}"#,
            r#"{"data":[null]}"#,
            r#"{"data":[{"url":null,"error":null}]}"#,
            r#"{"data":[{"url":""}]}"#,
            r#"{"data":"surprise"}"#,
        ] {
            assert_eq!(judged(body), nothing(), "{body}");
        }
    }

    #[test]
    fn an_unreadable_reply_is_uncertain() {
        for body in ["", "<html>", r#"{"data":[{"url":"https://a"#] {
            assert!(matches!(judged(body), Err(StartError::Uncertain(_))), "{body}");
        }
    }

    #[test]
    fn a_call_that_failed_is_classified_by_its_code() {
        let answer = Answer::new(429, r#"{"error":{"code":"QuotaExceeded"}}"#);
        let down = StartError::RouteDown(ClosedBy::Balance, "HTTP 429, out of quota or credits".into());
        assert_eq!(judge(&answer), Err(down));
    }
}
