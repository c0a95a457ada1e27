//! What each model takes and costs.

use super::*;

#[tokio::test]
async fn each_model_has_its_settings() {
    let stage = Stage::set().await;
    for (model, settings) in [
        ("kling-2.6", json!({ "duration": 6 })),
        ("kling-2.6", json!({ "duration": "5" })),
        ("kling-2.6", json!({ "duration": 15 })),
        ("kling-2.6", json!({ "resolution": "4k" })),
        ("kling-2.6", json!({ "resolution": 720 })),
        ("kling-2.6", json!({ "aspect_ratio": "4:3" })),
        ("kling-2.6", json!({ "audio": true })),
        ("kling-2.6", json!({ "audio": "native" })),
        ("kling-2.6", json!({ "multi_shot": false })),
        ("kling-3.0", json!({ "duration": 2 })),
        ("kling-3.0", json!({ "duration": 16 })),
        ("kling-3.0", json!({ "multi_shot": "no" })),
        ("kling-3.0-turbo", json!({ "audio": "off" })),
        ("kling-3.0-turbo", json!({ "multi_shot": true })),
        ("kling-3.0-turbo", json!({ "resolution": "4k" })),
    ] {
        let body = text("a red fox", &settings);
        let (status, code, message) = stage.refused(&format!("/text-to-video/{model}"), &body).await;
        assert_eq!((status, code), (400, 1201), "{model} {settings}: {message}");
        assert!(message.starts_with("settings."), "{message}");
    }
    assert!(stage.jobs("a red fox").await.is_empty(), "nothing was started");
}

#[tokio::test]
async fn each_model_has_its_price() {
    let stage = Stage::set().await;
    for (model, settings, units) in [
        ("kling-2.6", json!({ "duration": 10 }), "3.0"),
        ("kling-2.6", json!({ "resolution": "1080p" }), "2.5"),
        ("kling-2.6", json!({ "resolution": "1080p", "audio": "native" }), "5.0"),
        ("kling-3.0", json!({ "multi_shot": false }), "3.0"),
        ("kling-3.0", json!({ "audio": "native", "multi_shot": true }), "4.5"),
        ("kling-3.0", json!({ "resolution": "1080p", "audio": "native", "duration": 15 }), "18.0"),
        ("kling-3.0", json!({ "resolution": "4k", "duration": 3 }), "9.0"),
        ("kling-3.0-turbo", json!({ "duration": 4 }), "3.2"),
    ] {
        let created = stage.accepted(&format!("/text-to-video/{model}"), &text("a red fox", &settings)).await;
        stage.pass(LONG_MS);
        let polled = stage.poll(created["id"].as_str().unwrap()).await;
        assert_eq!(polled["billing"][0]["amount"], units, "{model} {settings}");
    }
}
