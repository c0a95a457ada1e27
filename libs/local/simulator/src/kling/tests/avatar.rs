//! Avatars: from a face and a sound to a clip.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::kit::png;
use crate::tests::first_frame::red_pixels;

/// The id of a spoken text and how long it is, in seconds.
pub(super) async fn spoken(stage: &Stage, text: &str) -> (String, f64) {
    let body = json!({ "text": text, "voice_id": "oversea_male1", "voice_language": "en" });
    let audio = stage.accepted(TTS, &body).await["task_result"]["audios"][0].take();
    (audio["id"].as_str().unwrap().to_owned(), audio["duration"].as_str().unwrap().parse().unwrap())
}

pub(super) fn face(width: u32, height: u32) -> String {
    STANDARD.encode(png(width, height))
}

#[tokio::test]
async fn an_avatar_speaks_as_long_as_its_script() {
    let stage = Stage::fast().await;
    let (audio_id, seconds) = spoken(&stage, &words(8)).await;
    let stage = Stage(stage.0.killed_and_reopened().await);
    let body = json!({ "image": face(400, 300), "audio_id": audio_id });
    let clip = stage.clip(AVATAR, &body).await;
    assert_eq!(kit::probe(&clip, "stream=codec_name,width,height"), "h264,960,720\naac");
    let heard: f64 = kit::probe(&clip, "format=duration").parse().unwrap();
    assert!((heard - seconds).abs() < 0.06, "{heard} {seconds}");
    assert!(red_pixels(&clip) > 10_000);
    let models: Vec<_> = stage.jobs(&words(8)).await.into_iter().map(|job| job["model"].clone()).collect();
    assert_eq!(models, ["avatar", "tts"], "the script is the avatar's name in the books");
}

#[tokio::test]
async fn an_avatar_speaks_a_given_sound() {
    let stage = Stage::fast().await;
    let (audio_id, _) = spoken(&stage, &words(8)).await;
    let world = &stage.simulator.world;
    let link = crate::link::to(
        world,
        Vendor::Kling,
        &audio_id,
        "audio.mp3",
        world.now_ms(),
        std::time::Duration::from_hours(1),
    );
    let url = link.unwrap();
    let sound = stage.fetch(&url).await.bytes().await.unwrap();
    for sound_file in [url, STANDARD.encode(&sound)] {
        let body = json!({ "image": face(300, 400), "sound_file": sound_file, "mode": "pro", "prompt": "she smiles" });
        let clip = stage.clip(AVATAR, &body).await;
        assert_eq!(kit::probe(&clip, "stream=codec_name,width,height"), "h264,1080,1440\naac");
        let [heard, given]: [f64; 2] =
            [&clip[..], &sound[..]].map(|file| kit::probe(file, "format=duration").parse().unwrap());
        assert!((heard - given).abs() < 0.06, "{heard} {given}");
    }
}

#[tokio::test]
async fn an_avatar_is_found_by_both_its_ids_and_in_both_standards() {
    let stage = Stage::fast().await;
    let (audio_id, seconds) = spoken(&stage, &words(8)).await;
    let body = json!({
        "image": face(300, 300), "audio_id": audio_id, "prompt": "she smiles", "external_task_id": "job-1",
    });
    let created = stage.accepted(AVATAR, &body).await;
    let id = created["task_id"].as_str().unwrap();
    let expected = |status: &str, updated_at: i64| {
        json!({
            "task_id": id, "task_status": status, "task_status_msg": "", "created_at": kit::BEGINNING_MS,
            "task_info": { "external_task_id": "job-1" }, "updated_at": updated_at,
        })
    };
    assert_eq!(created, expected("submitted", kit::BEGINNING_MS));
    assert_eq!(stage.poll_avatar(id).await, created);
    assert_eq!(stage.query("external_task_ids=job-1").await[0]["status"], "submitted");

    stage.pass(LONG_MS);
    let mut polled = stage.poll_avatar("job-1").await;
    let video = polled["task_result"]["videos"][0].take();
    assert_eq!(video["duration"], json!(seconds.to_string()));
    assert_eq!((&polled["task_status"], &polled["task_id"]), (&json!("succeed"), &json!(id)));
    let units: f64 = polled["final_unit_deduction"].as_str().unwrap().parse().unwrap();
    assert!((units - 0.4 * seconds.ceil()).abs() < 0.01, "{units}");
    let found = stage.poll(id).await;
    assert_eq!((&found["status"], &found["outputs"][0]["url"]), (&json!("succeeded"), &video["url"]));

    assert_eq!(stage.refused(AVATAR, &body).await.1, 1201, "the name is taken");
    assert_eq!(stage.job("she smiles").await["starts"], 1);
}

#[tokio::test]
async fn an_unknown_avatar_does_not_exist() {
    let stage = Stage::set().await;
    let clip = stage.task("a red fox").await;
    for id in ["nobody", &clip] {
        let response = stage.get(&format!("{AVATAR}/{id}")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(response.json::<Value>().await.unwrap()["code"], 1203);
    }
}

#[tokio::test]
async fn every_word_of_the_prompt_has_its_meaning() {
    let stage = Stage::fast().await;
    let (audio_id, _) = spoken(&stage, &words(8)).await;
    let body = |prompt: &str| json!({ "image": face(300, 300), "audio_id": audio_id, "prompt": prompt });
    for (word, status, message, videos) in [
        ("sim:late-moderated", "failed", "risk control", 0),
        ("sim:fail", "failed", "Generation failed", 0),
        ("sim:empty-result", "succeed", "", 0),
        ("sim:bad-media", "succeed", "", 1),
    ] {
        let task = stage.accepted(AVATAR, &body(word)).await["task_id"].as_str().unwrap().to_owned();
        stage.pass(LONG_MS);
        let polled = stage.poll_avatar(&task).await;
        assert_eq!(polled["task_status"], status, "{word}");
        assert!(polled["task_status_msg"].as_str().unwrap().contains(message), "{word}");
        assert_eq!(polled["task_result"]["videos"].as_array().unwrap().len(), videos, "{word}");
        assert_eq!(stage.job(word).await["billed_units"], videos, "{word}");
    }
    assert_eq!(stage.refused(AVATAR, &body("sim:moderated")).await.1, 1301);
    for code in [1302, 5000] {
        assert_eq!(stage.refused(AVATAR, &body("sim:429=1 sim:500=1")).await.1, code);
    }
    let dropped = stage.post(AVATAR, &body("sim:drop-answer")).bearer_auth(KEY).send().await;
    assert!(dropped.unwrap_err().is_request());
    assert_eq!(stage.job("sim:drop-answer").await["starts"], 1);
}

#[tokio::test]
async fn the_words_of_a_script_count_for_its_avatar() {
    let stage = Stage::fast().await;
    let (audio_id, _) = spoken(&stage, &format!("sim:bad-media sim:slow=200 {}", words(8))).await;
    let body = json!({ "image": face(300, 300), "audio_id": audio_id });
    let task = stage.accepted(AVATAR, &body).await["task_id"].as_str().unwrap().to_owned();
    stage.pass(199);
    assert_eq!(stage.poll_avatar(&task).await["task_status"], "processing");
    stage.pass(1);
    let url = stage.poll_avatar(&task).await["task_result"]["videos"][0]["url"].take();
    let clip = stage.fetch(url.as_str().unwrap()).await.bytes().await.unwrap();
    assert_eq!(kit::probe(&clip, "stream=codec_name"), "");
}
