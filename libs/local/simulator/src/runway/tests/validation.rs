//! What a start may say.

use super::*;

#[tokio::test]
async fn each_field_has_its_limits() {
    let stage = Stage::set().await;
    for (field, value, code) in [
        ("model", json!("gen4"), "invalid_enum_value"),
        ("model", json!(null), "invalid_type"),
        ("promptText", json!(null), "invalid_type"),
        ("promptText", json!(7), "invalid_type"),
        ("promptText", json!(""), "too_small"),
        ("promptText", json!("a".repeat(1001)), "too_big"),
        ("promptText", json!("🦊".repeat(501)), "too_big"),
        ("ratio", json!(null), "invalid_type"),
        ("ratio", json!(1.5), "invalid_type"),
        ("seed", json!(-1), "too_small"),
        ("seed", json!(4_294_967_296_u64), "too_big"),
        ("seed", json!("x"), "invalid_type"),
        ("contentModeration", json!({ "publicFigureThreshold": "high" }), "invalid_enum_value"),
        ("outputFormat", json!("prores"), "invalid_enum_value"),
    ] {
        let issues = stage.issues(TEXT, &changed(text("a red fox"), field, &value)).await;
        assert_eq!(issues.len(), 1, "{issues:?}");
        assert_eq!((&issues[0].0[0], issues[0].1.as_str()), (&json!(field), code));
        assert!(!issues[0].2.is_empty());
    }
    assert!(stage.jobs("a red fox").await.is_empty(), "nothing was started");
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let stage = Stage::set().await;
    let body = json!({ "model": "gen4.5", "ratio": "1:1", "duration": 60, "seed": -1 });
    let paths: Vec<Value> = stage.issues(IMAGE, &body).await.into_iter().map(|issue| issue.0).collect();
    assert_eq!(paths, ["promptText", "ratio", "duration", "seed", "promptImage"].map(|field| json!([field])));
}

#[tokio::test]
async fn the_longest_prompt_is_counted_in_utf_16() {
    let stage = Stage::set().await;
    stage.accepted(TEXT, &text(&"🦊".repeat(500))).await;
    stage.accepted(TEXT, &text(&"é".repeat(1000))).await;
}

#[tokio::test]
async fn nulls_and_unknown_fields_are_tolerated() {
    let stage = Stage::set().await;
    let mut body = text("a red fox");
    for field in ["seed", "contentModeration", "outputFormat", "proresProfile", "promptImage", "audio"] {
        body[field] = Value::Null;
    }
    body["negativePrompt"] = json!(7);
    body["style"] = json!("film");
    body["duration"] = json!(5.0);
    stage.accepted(TEXT, &body).await;
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let stage = Stage::set().await;
    assert_eq!(stage.issues(TEXT, &json!(["prompt"])).await[0].0, json!([]));
    let request = Stage::entitled(stage.client.post(stage.url(TEXT))).body("{\"model\": ");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(response.json::<Value>().await.unwrap()["error"].is_string());
}
