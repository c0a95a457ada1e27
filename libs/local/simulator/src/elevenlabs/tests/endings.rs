//! The words that decide what becomes of a call.

use super::*;

#[tokio::test]
async fn every_ending_has_its_answer_on_every_path() {
    let stage = Stage::set().await;
    for path in ["", "/stream", "/with-timestamps"] {
        for (word, status, code) in [
            ("sim:moderated", StatusCode::FORBIDDEN, "content_policy_violation"),
            ("sim:late-moderated", StatusCode::FORBIDDEN, "content_policy_violation"),
            ("sim:fail", StatusCode::INTERNAL_SERVER_ERROR, "internal_server_error"),
        ] {
            let response = stage.speak(path, &text(word)).await;
            assert_eq!(response.status(), status, "{word}");
            assert_eq!(detail(response).await["code"], code);
            assert_eq!(stage.job(word).await["billed_units"], 0);
        }
    }
}

#[tokio::test]
async fn an_empty_result_is_a_file_without_bytes() {
    let stage = Stage::set().await;
    let response = stage.speak("", &text("sim:empty-result")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "audio/mpeg");
    assert!(response.bytes().await.unwrap().is_empty());
    assert_eq!(stage.job("sim:empty-result").await["billed_units"], 0);
}

#[tokio::test]
async fn bad_media_cannot_be_played() {
    let stage = Stage::set().await;
    let response = stage.speak("", &text("sim:bad-media")).await;
    assert_eq!(response.headers()["content-type"], "audio/mpeg");
    let file = response.bytes().await.unwrap();
    assert!(!file.is_empty());
    assert_eq!(kit::probe(&file, "format=duration"), "");
    assert_eq!(stage.job("sim:bad-media").await["billed_units"], 1);
}

#[tokio::test]
async fn a_dropped_answer_was_billed_all_the_same() {
    let stage = Stage::set().await;
    let error = stage.request("", &text("sim:drop-answer")).send().await.unwrap_err();
    assert!(error.is_request() && error.status().is_none(), "{error:?}");
    let job = stage.job("sim:drop-answer").await;
    assert_eq!((&job["starts"], &job["billed_units"]), (&json!(1), &json!(1)));
}

/// A call that is answered with its result takes real time, times the scale.
#[tokio::test]
async fn a_slow_call_takes_its_time() {
    let stage = Stage::set().await;
    let before = std::time::Instant::now();
    assert_eq!(stage.speak("", &text("sim:slow=120")).await.status(), StatusCode::OK);
    assert!(before.elapsed().as_millis() >= 120);
}
