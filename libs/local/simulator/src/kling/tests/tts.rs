//! Speech: answered at once, remembered for the avatars.

use super::*;

fn speech(text: &str) -> Value {
    json!({ "text": text, "voice_id": "oversea_male1", "voice_language": "en" })
}

#[tokio::test]
async fn speech_is_as_long_as_it_says() {
    let stage = Stage::fast().await;
    let task = stage.accepted(TTS, &speech(&words(20))).await;
    assert_eq!((&task["task_status"], &task["final_unit_deduction"]), (&json!("succeed"), &json!("0.05")));
    let audio = &task["task_result"]["audios"][0];
    assert!(audio["id"].is_string());
    let response = stage.fetch(audio["url"].as_str().unwrap()).await;
    assert_eq!(response.headers()["content-type"], "audio/mpeg");
    let file = response.bytes().await.unwrap();
    assert_eq!(kit::probe(&file, "stream=codec_name"), "mp3");
    let told: f64 = audio["duration"].as_str().unwrap().parse().unwrap();
    let heard: f64 = kit::probe(&file, "format=duration").parse().unwrap();
    assert!(told > 5.0 && (told - heard).abs() < 0.2, "{told} {heard}");
    assert_eq!(stage.job(&words(20)).await["billed_units"], 1);
}

#[tokio::test]
async fn each_field_has_its_limits() {
    let stage = Stage::fast().await;
    for (field, value) in [
        ("text", json!(null)),
        ("text", json!("")),
        ("text", json!("é".repeat(1001))),
        ("voice_id", json!(null)),
        ("voice_language", json!(null)),
        ("voice_language", json!("de")),
        ("voice_speed", json!(0.7)),
        ("voice_speed", json!(2.1)),
        ("voice_speed", json!("fast")),
    ] {
        let mut body = speech("hello");
        body[field] = value;
        let (status, code, message) = stage.refused(TTS, &body).await;
        assert_eq!((status, code), (400, 1201));
        assert!(message.starts_with(field), "{message}");
    }
    let mut body = speech(&"é".repeat(1000));
    body["voice_speed"] = Value::Null;
    stage.accepted(TTS, &body).await;
}

#[tokio::test]
async fn every_word_has_its_meaning() {
    let stage = Stage::fast().await;
    for (word, status, code, billed) in [
        ("sim:late-moderated", 400, 1301, 0),
        ("sim:fail", 500, 5000, 0),
        ("sim:429=1", 429, 1302, 0),
        ("sim:500=1", 500, 5000, 0),
    ] {
        let (found, number, _) = stage.refused(TTS, &speech(word)).await;
        assert_eq!((found, number), (status, code), "{word}");
        assert_eq!(stage.job(word).await["billed_units"], billed, "{word}");
    }
    assert_eq!(stage.refused(TTS, &speech("sim:moderated")).await.1, 1301);
    assert!(stage.jobs("sim:moderated").await.is_empty());
    let empty = stage.accepted(TTS, &speech("sim:empty-result")).await;
    assert_eq!(empty["task_result"], json!({ "audios": [] }));
    let broken = stage.accepted(TTS, &speech("sim:bad-media")).await;
    let url = broken["task_result"]["audios"][0]["url"].as_str().unwrap();
    let file = stage.fetch(url).await.bytes().await.unwrap();
    assert!(kit::probe(&file, "format=duration").parse::<f64>().is_err());
    stage.accepted(TTS, &speech("sim:slow=1")).await;
    let dropped = stage.post(TTS, &speech("sim:drop-answer")).bearer_auth(KEY).send().await;
    assert!(dropped.unwrap_err().is_request());
    assert_eq!(stage.job("sim:drop-answer").await["starts"], 1);
}

#[tokio::test]
async fn speech_is_no_task_to_be_asked_for() {
    let stage = Stage::fast().await;
    let task = stage.accepted(TTS, &speech("hello")).await["task_id"].as_str().unwrap().to_owned();
    assert!(stage.query(&format!("task_ids={task}")).await.is_empty());
    assert_eq!(stage.get(&format!("{AVATAR}/{task}")).await.status(), StatusCode::NOT_FOUND);
}
