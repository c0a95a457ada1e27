//! When `OpenAI` shuts a model down: `GET /v1/models/{id}` has a `shutdown_date`. The vendor's SDK (3.57.0) says that it is
//! a text, and null where no end is announced. In which form the text is, it does not say, so any is read.

use serde::Deserialize;
use serde_json::Value;

use crate::adapter::ListCall;
use crate::http::{self, Answer, STATUS};
use crate::ids::url_safe;
use crate::shutdown::instant;
use crate::{CallError, Shutdown};

#[derive(Debug, Deserialize)]
struct Model {
    id: Option<String>,
    #[serde(default)]
    shutdown_date: Value,
}

pub(super) async fn shutdown(call: ListCall<'_>, wire_model: &str) -> Result<Shutdown, CallError> {
    let address = format!("{}/v1/models/{}", call.host.base_url, url_safe(wire_model)?);
    judge(&http::send(call.http.get(address).bearer_auth(call.key), STATUS).await?)
}

fn judge(answer: &Answer) -> Result<Shutdown, CallError> {
    // A 404 of something between us and the vendor has no such body.
    if answer.status == 404 && answer.json::<Value>().is_some_and(|body| body.get("error").is_some()) {
        return Ok(Shutdown::UnknownModel);
    }
    let model = answer.is_success().then(|| answer.json::<Model>()).flatten();
    let Some(Model { id: Some(_), shutdown_date }) = model else {
        return Err(CallError(format!("{} instead of a model", answer.status_text())));
    };
    match shutdown_date {
        Value::Null => Ok(Shutdown::NotAnnounced),
        date => match instant(&date) {
            Some(end) => Ok(Shutdown::At(end)),
            None => Err(CallError("a shutdown_date that is no time".to_owned())),
        },
    }
}

#[cfg(test)]
mod tests {
    use domain::catalog::day_from;

    use super::*;

    #[test]
    fn a_models_end_is_read() {
        let end = Shutdown::At(day_from("2026-12-01").unwrap());
        for (status, body, expected) in [
            (200, r#"{"id":"m","object":"model","shutdown_date":"2026-12-01"}"#, Ok(end)),
            (200, r#"{"id":"m","shutdown_date":1796083200}"#, Ok(end)),
            (200, r#"{"id":"m","shutdown_date":null}"#, Ok(Shutdown::NotAnnounced)),
            (200, r#"{"id":"m"}"#, Ok(Shutdown::NotAnnounced)),
            (404, include_str!("fixtures/model_not_found.json"), Ok(Shutdown::UnknownModel)),
        ] {
            assert_eq!(judge(&Answer::new(status, body)), expected, "{status} {body}");
        }
    }

    #[test]
    fn what_says_nothing_about_the_model_changes_nothing() {
        for (status, body) in [
            (200, ""),
            (200, "<html>"),
            (200, "{}"),
            (200, r#"{"id":"m","shutdown_date":"soon"}"#),
            (401, include_str!("fixtures/invalid_api_key.json")),
            (404, "<html>"),
            (404, "{}"),
            (429, include_str!("fixtures/rate_limit_exceeded.json")),
            (500, ""),
        ] {
            assert!(judge(&Answer::new(status, body)).is_err(), "{status} {body}");
        }
    }
}
