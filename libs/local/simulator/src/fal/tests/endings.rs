//! The words that decide how a request ends, and whether its submit is answered.

use super::*;

type Body = fn(&str) -> Value;

/// One endpoint of each kind, and what its words are in.
fn kinds() -> [(&'static str, Body); 4] {
    [
        (IMAGE, |text| json!({ "prompt": text })),
        (VIDEO, |text| json!({ "prompt": text, "duration": "4s" })),
        ("fal-ai/elevenlabs/tts/turbo-v2.5", |text| json!({ "text": text })),
        (
            "veed/fabric-1.0/text",
            |text| json!({ "text": text, "image_url": picture(30, 30), "resolution": "480p" }),
        ),
    ]
}

#[tokio::test]
async fn moderation_shows_at_the_result() {
    let stage = Stage::set().await;
    for (endpoint, body) in kinds() {
        for word in ["sim:moderated", "sim:late-moderated"] {
            let text = format!("{endpoint} {word}");
            let faults = stage.faults(endpoint, &body(&text)).await;
            assert_eq!(faults, [("content_policy_violation".to_owned(), json!(["body", "prompt"]))]);
            assert_eq!(stage.job(&text).await["billed_units"], 0);
        }
    }
}

#[tokio::test]
async fn moderation_of_an_input_is_early_and_the_status_says_why() {
    let stage = Stage::set().await;
    let early = stage.accepted(IMAGE, &prompt("sim:moderated sim:slow=100")).await;
    let late = stage.accepted(IMAGE, &prompt("sim:late-moderated sim:slow=100")).await;
    stage.pass(15_000);
    let polled: Value = stage.follow(&early["status_url"]).await.json().await.unwrap();
    assert_eq!(
        (&polled["status"], &polled["error_type"]),
        (&json!("COMPLETED"), &json!("content_policy_violation"))
    );
    assert!(polled["error"].is_string());
    let polled: Value = stage.follow(&late["status_url"]).await.json().await.unwrap();
    assert_eq!(polled["status"], "IN_PROGRESS");
}

#[tokio::test]
async fn a_model_can_break() {
    let stage = Stage::set().await;
    for (endpoint, body) in kinds() {
        let response = stage.ended(endpoint, &body(&format!("{endpoint} sim:fail"))).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()["x-fal-error-type"], "internal_server_error");
        assert_eq!(response.headers()["x-fal-retryable"], "false");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["detail"][0]["type"], "internal_server_error");
    }
}

#[tokio::test]
async fn an_empty_result_is_a_success_without_media() {
    let stage = Stage::set().await;
    for (endpoint, body) in kinds() {
        let text = format!("{endpoint} sim:empty-result");
        let output = stage.output(endpoint, &body(&text)).await;
        let nothing = [&output["images"], &output["video"], &output["audio"]];
        assert!(nothing.iter().all(|one| one.is_null() || **one == json!([])), "{output}");
        assert_eq!(stage.job(&text).await["billed_units"], 0);
    }
}

#[tokio::test]
async fn bad_media_cannot_be_decoded() {
    let stage = Stage::set().await;
    for (endpoint, body) in kinds() {
        let text = format!("{endpoint} sim:bad-media");
        let output = stage.output(endpoint, &body(&text)).await;
        let file =
            [&output["images"][0], &output["video"], &output["audio"]].into_iter().find(|one| !one.is_null());
        let bytes = stage.file(file.unwrap()).await;
        assert!(kit::probe(&bytes, "format=duration").parse::<f64>().is_err(), "{endpoint}");
        assert!(image::load_from_memory(&bytes).is_err());
        assert_eq!(stage.job(&text).await["billed_units"], 1);
    }
}

#[tokio::test]
async fn a_submit_whose_answer_is_dropped_exists() {
    let stage = Stage::set().await;
    for (endpoint, body) in kinds() {
        let text = format!("{endpoint} sim:drop-answer");
        let request = Stage::keyed(stage.post(&format!("/{endpoint}"), &body(&text)));
        let error = request.send().await.unwrap_err();
        assert!(error.is_request() && error.status().is_none(), "{error:?}");
        assert_eq!(stage.job(&text).await["starts"], 1);
    }
}
