//! What each model takes, makes and costs.

use super::*;

#[tokio::test]
async fn each_model_has_its_price() {
    let stage = Stage::set().await;
    for (model, ratio, seconds, audio, credits) in [
        ("gen4.5", "1280:720", json!(10), None, 120),
        ("veo3.1", "1920:1080", json!(4), None, 160),
        ("veo3.1", "720:1280", json!(8), Some(false), 160),
        ("veo3.1_fast", "1280:720", json!(6), Some(true), 90),
        ("veo3.1_fast", "1280:720", json!(6), Some(false), 60),
        ("seedance2", "1280:720", json!("auto"), Some(true), 180),
        ("seedance2", "1470:630", json!(15), Some(false), 540),
        ("seedance2", "1920:1080", json!(4), Some(false), 160),
        ("kling3.0_standard", "960:960", json!(3), Some(false), 27),
    ] {
        let mut body =
            json!({ "model": model, "promptText": "a red fox", "ratio": ratio, "duration": seconds });
        if let Some(audio) = audio {
            body["audio"] = json!(audio);
        }
        assert_eq!(stage.accepted(TEXT, &body).await["estimatedCost"]["credits"], credits, "{body}");
    }
}

#[tokio::test]
async fn a_model_that_can_speak_does_unless_it_is_told_not_to() {
    let stage = Stage::set().await;
    for (audio, codecs) in [(json!(null), "h264\naac"), (json!(true), "h264\naac"), (json!(false), "h264")] {
        let body = json!({
            "model": "veo3.1_fast", "promptText": "a red fox", "ratio": "1280:720", "duration": 4, "audio": audio,
            "negativePrompt": "blur", "seed": 4_294_967_295_u32,
        });
        let clip = stage.clip(TEXT, &body).await;
        assert_eq!(kit::probe(&clip, "stream=codec_name"), codecs, "{audio}");
        assert!((kit::probe(&clip, "format=duration").parse::<f64>().unwrap() - 4.0).abs() < 0.05);
    }
}

#[tokio::test]
async fn each_model_has_its_lengths_and_its_ratios() {
    let stage = Stage::set().await;
    for (model, ratio, duration, field) in [
        ("gen4.5", "1280:720", json!(1), "duration"),
        ("gen4.5", "1280:720", json!(11), "duration"),
        ("gen4.5", "1280:720", json!(2.5), "duration"),
        ("gen4.5", "1280:720", json!("5"), "duration"),
        ("gen4.5", "1280:720", json!("auto"), "duration"),
        ("gen4.5", "1280:720", Value::Null, "duration"),
        ("gen4.5", "960:960", json!(5), "ratio"),
        ("gen4.5", "16:9", json!(5), "ratio"),
        ("veo3.1", "1280:720", json!(5), "duration"),
        ("veo3.1", "1280:720", json!(10), "duration"),
        ("veo3.1", "960:960", json!(4), "ratio"),
        ("seedance2", "1280:720", json!(3), "duration"),
        ("seedance2", "1280:721", json!(4), "ratio"),
        ("kling3.0_standard", "1280:720", json!(16), "duration"),
        ("kling3.0_standard", "1920:1080", json!(5), "ratio"),
        ("kling3.0_standard", "", json!(5), "ratio"),
    ] {
        let body = json!({ "model": model, "promptText": "a red fox", "ratio": ratio, "duration": duration });
        let issues = stage.issues(TEXT, &body).await;
        assert_eq!(issues.iter().map(|issue| &issue.0).collect::<Vec<_>>(), [&json!([field])], "{body}");
    }
}

#[tokio::test]
async fn what_a_model_has_by_itself_need_not_be_asked_for() {
    let stage = Stage::set().await;
    for body in [
        json!({ "model": "seedance2", "promptText": "a red fox" }),
        json!({ "model": "kling3.0_standard", "ratio": "960:960", "cfgScale": 0.5 }),
        json!({ "model": "veo3.1", "promptText": "a red fox", "ratio": "1080:1920" }),
    ] {
        stage.accepted(TEXT, &body).await;
    }
}

#[tokio::test]
async fn the_turbo_needs_a_picture() {
    let stage = Stage::set().await;
    let issues = stage.issues(TEXT, &changed(text("a red fox"), "model", &json!("gen4_turbo"))).await;
    assert_eq!(issues[0].0, json!(["model"]));
}
