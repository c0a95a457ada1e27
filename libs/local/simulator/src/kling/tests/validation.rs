//! What a start may say, apart from its settings.

use super::*;

#[tokio::test]
async fn each_field_has_its_limits() {
    let stage = Stage::set().await;
    for (field, value) in [
        ("prompt", json!(null)),
        ("prompt", json!("")),
        ("prompt", json!(7)),
        ("prompt", json!("é".repeat(2501))),
        ("contents", json!([])),
        ("settings", json!("5s")),
        ("options", json!("x")),
        ("options", json!({ "external_task_id": "" })),
        ("options", json!({ "external_task_id": 7 })),
        ("options", json!({ "callback_url": "not a url" })),
        ("options", json!({ "watermark_info": true })),
        ("options", json!({ "watermark_info": { "enabled": 1 } })),
    ] {
        let mut body = json!({ "prompt": "a red fox" });
        body[field] = value;
        let (status, code, message) = stage.refused(TEXT, &body).await;
        assert_eq!((status, code), (400, 1201), "{message}");
        assert!(message.starts_with(field), "{message}");
    }
}

#[tokio::test]
async fn prompts_are_counted_in_characters() {
    let stage = Stage::set().await;
    stage.accepted(TEXT, &json!({ "prompt": "é".repeat(2500) })).await;
    stage.accepted("/text-to-video/kling-3.0", &json!({ "prompt": "é".repeat(3072) })).await;
    assert_eq!(
        stage.refused("/text-to-video/kling-3.0", &json!({ "prompt": "é".repeat(3073) })).await.1,
        1201
    );
}

#[tokio::test]
async fn nulls_and_unknown_fields_are_tolerated() {
    let stage = Stage::set().await;
    for body in [
        json!({ "prompt": "a", "settings": null, "options": null, "contents": null, "negative_prompt": "b" }),
        json!({
            "prompt": "a",
            "settings": {
                "resolution": null, "aspect_ratio": null, "duration": null, "audio": null, "multi_shot": null,
                "cfg_scale": 1,
            },
            "options": { "callback_url": null, "external_task_id": null, "watermark_info": null },
        }),
        json!({ "prompt": "a", "options": { "watermark_info": { "enabled": null } } }),
    ] {
        for model in ["kling-2.6", "kling-3.0", "kling-3.0-turbo"] {
            stage.accepted(&format!("/text-to-video/{model}"), &body).await;
        }
    }
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let stage = Stage::set().await;
    assert_eq!(stage.refused(TEXT, &json!(["prompt"])).await.1, 1201);
    for path in [TEXT, IMAGE, AVATAR, TTS] {
        let request = stage.client.post(stage.url(path)).bearer_auth(KEY).body("{\"prompt\": ");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert_eq!(response.json::<Value>().await.unwrap()["code"], 1200);
    }
}
