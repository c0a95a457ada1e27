//! Speaks a script for an avatar: one synchronous call of $0.007. Nothing of value begins with it, so the start may be
//! tried again even where the answer was lost.

use reqwest::RequestBuilder;

use super::errors::{fault, is_failed, refusal};
use super::wire::{KnownTask, Script, Verdict};
use crate::adapter::Call;
use crate::http::{self, Answer, STATUS};
use crate::part::Parts;
use crate::{StartError, media_link};

/// Gives the id of the recording, which an avatar can say. The vendor keeps it for 30 days.
pub(super) async fn speak(
    call: Call<'_>,
    text: &str,
    voice_id: &str,
    parts: Parts,
) -> Result<String, StartError> {
    let sent = http::send(request(call, text, voice_id), STATUS).await;
    judge(&sent.map_err(|lost| harmless(lost.into()))?, parts)
}

fn request(call: Call<'_>, text: &str, voice_id: &str) -> RequestBuilder {
    let script = Script { text, voice_id, voice_language: language(text) };
    call.http.post(format!("{}/v1/audio/tts", call.route.base_url)).bearer_auth(call.key).json(&script)
}

fn judge(answer: &Answer, parts: Parts) -> Result<String, StartError> {
    let verdict = Verdict::from_answer(answer).filter(|verdict| verdict.code() == Some(0));
    let Some(verdict) = verdict else { return Err(harmless(refusal(answer, parts))) };
    let data = verdict.data.map(media_link::unpacked).unwrap_or_default();
    let tasks = KnownTask::all_from_json(&data);
    if let Some(failed) = tasks.iter().find(|task| is_failed(task)) {
        return Err(StartError::Refused(fault(failed.message.as_deref(), parts)));
    }
    let id = tasks.into_iter().find_map(|task| task.audio_id);
    id.ok_or_else(|| StartError::Unavailable("spoken, but the reply names no sound".to_owned()))
}

/// The same reason, as it is where nothing is lost by trying again.
fn harmless(reason: StartError) -> StartError {
    match reason {
        StartError::Uncertain(why) => StartError::Unavailable(why),
        known => known,
    }
}

/// The vendor speaks English and Chinese only. Letters that are not Chinese count as English.
fn language(text: &str) -> &'static str {
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    let chinese = text.chars().filter(|character| is_chinese(*character)).count();
    if chinese * 2 > letters { "zh" } else { "en" }
}

const fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use domain::{ErrorCode, Kind};
    use serde_json::json;

    use domain::health::ClosedBy;

    use super::*;
    use crate::testing;

    fn script() -> Parts {
        Parts::from_accepted(domain::catalog::Vendor::Kling, Kind::Avatar)
    }

    fn error(code: i64, message: &str) -> String {
        include_str!("fixtures/error.json").replace("9999", &code.to_string()).replace("MESSAGE", message)
    }

    #[test]
    fn a_script_is_spoken_in_its_language() {
        let route = testing::route(Kind::Avatar, "kling_avatar", "kling");
        let http = http::client().unwrap();
        let call = Call { http: &http, key: "key-test", route: &route };
        for (text, language) in [("Hello there.", "en"), ("你好，世界。", "zh")] {
            let request = request(call, text, "oversea_male1").build().unwrap();
            assert_eq!(request.method(), "POST");
            assert_eq!(request.url().as_str(), "https://api-singapore.klingai.com/v1/audio/tts");
            assert_eq!(request.headers()["authorization"], "Bearer key-test");
            assert_eq!(
                testing::body(&request),
                json!({ "text": text, "voice_id": "oversea_male1", "voice_language": language })
            );
        }
    }

    #[test]
    fn the_language_is_that_of_most_letters() {
        for (text, expected) in [
            ("", "en"),
            ("123", "en"),
            ("Grüße aus Köln", "en"),
            ("こんにちは", "en"),
            ("我的名字是 Bo", "zh"),
            ("My name is 王", "en"),
            ("好好 ab", "en"),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }

    #[test]
    fn what_was_spoken_gives_its_id() {
        let answer = Answer::new(200, include_str!("fixtures/spoken.json"));
        assert_eq!(judge(&answer, script()).as_deref(), Ok("aud_5501"));
        for data in [
            r#"{"task_status":"SUCCEED","task_result":{"audios":[null,{"id":"aud_5501"}]}}"#,
            r#"[null,{"task_status":"succeed","task_result":{"audios":{"id":"aud_5501"}}}]"#,
            r#"{"task_result":{"audios":[{"id":5501}]}}"#,
        ] {
            let answer = Answer::new(200, &format!(r#"{{"code":"0","data":{data}}}"#));
            assert!(judge(&answer, script()).unwrap().ends_with("5501"), "{data}");
        }
    }

    #[test]
    fn nothing_spoken_may_be_tried_again() {
        for body in [
            r#"{"code":0}"#,
            r#"{"code":0,"data":null}"#,
            r#"{"code":0,"data":{}}"#,
            r#"{"code":0,"data":{"task_result":{"audios":null}}}"#,
            r#"{"code":0,"data":{"task_result":{"audios":[]}}}"#,
            r#"{"code":0,"data":{"task_result":{"audios":[{"id":""}]}}}"#,
            r#"{"code":0,"data":{"task_result":{"audios":[null]}}}"#,
            r#"{"code":0,"data":{"task_result":null}}"#,
            "<html>",
            "",
        ] {
            let judged = judge(&Answer::new(200, body), script());
            assert!(matches!(judged, Err(StartError::Unavailable(_))), "{body}: {judged:?}");
        }
    }

    #[test]
    fn refusals_are_those_of_any_start_but_never_uncertain() {
        for (status, code, expected) in [
            (400, 1301, StartError::refused(ErrorCode::ModerationRejected)),
            (400, 1201, StartError::refused(ErrorCode::InvalidInput)),
            (401, 1002, StartError::RouteDown(ClosedBy::Key, "HTTP 401, code 1002".into())),
            (429, 1102, StartError::RouteDown(ClosedBy::Balance, "HTTP 429, code 1102".into())),
            (429, 1302, StartError::Busy { retry_after: None }),
            (500, 5000, StartError::Unavailable("HTTP 500, code 5000".into())),
            (504, 5002, StartError::Unavailable("HTTP 504, code 5002".into())),
        ] {
            assert_eq!(judge(&Answer::new(status, &error(code, "No.")), script()), Err(expected), "{code}");
        }
        let gateway = judge(&Answer::new(502, "<html>"), script());
        assert_eq!(gateway, Err(StartError::Unavailable("HTTP 502".into())));
    }

    #[test]
    fn a_script_that_could_not_be_spoken_is_refused() {
        let failed = |message: &str| {
            format!(r#"{{"code":0,"data":{{"task_status":"failed","task_status_msg":{message}}}}}"#)
        };
        for (message, expected) in [
            (r#""Failure to pass the risk control system""#, ErrorCode::ModerationRejected),
            ("null", ErrorCode::ProviderFailed),
        ] {
            let judged = judge(&Answer::new(200, &failed(message)), script());
            assert_eq!(judged, Err(StartError::refused(expected)), "{message}");
        }
    }
}
