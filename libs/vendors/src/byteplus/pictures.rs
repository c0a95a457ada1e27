//! Classifies the answers about pictures. A picture may fail although the HTTP status is 200.

use domain::Failure;

use super::errors;
use super::wire::Generated;
use crate::http::Answer;
use crate::{Output, StartError};

pub(super) fn judge(answer: &Answer) -> Result<Output, StartError> {
    if !answer.is_success() {
        return Err(errors::refusal(answer));
    }
    made(answer.result()?).map_err(StartError::Refused)
}

fn made(generated: Generated) -> Result<Output, Failure> {
    let Some(item) = generated.data.into_iter().flatten().flatten().next() else {
        return Err(errors::failure(generated.error.as_ref()));
    };
    match item.url.filter(|url| !url.is_empty()) {
        Some(url) => Ok(Output::Link(url)),
        None => Err(errors::failure(item.error.or(generated.error).as_ref())),
    }
}

#[cfg(test)]
mod tests {
    use domain::ErrorCode;

    use super::*;

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
        assert_eq!(judged(broken), refused(ErrorCode::ProviderFailed));
    }

    #[test]
    fn a_success_without_a_picture_is_a_failure() {
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
            assert_eq!(judged(body), refused(ErrorCode::ProviderFailed), "{body}");
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
        let down = StartError::RouteDown("HTTP 429, out of quota or credits".into());
        assert_eq!(judge(&answer), Err(down));
    }
}
