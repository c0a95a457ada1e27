//! Avatars: from a face and a sound to a clip.

use super::*;
use crate::kit;
use crate::tests::files::{redness, shape};

/// More than an avatar takes here.
const LONG_MS: i64 = 1_000_000;
/// It takes more than two seconds to say.
const WORDS: &str = "lorem ipsum lorem ipsum lorem ipsum lorem ipsum";

/// Speech takes real time.
async fn fast() -> Client {
    Client::new(api(), "speech").await
}

/// The id of a text that was spoken.
async fn audio_id(client: &Client, text: &str) -> String {
    client.accepted(&spoken(text)).await.text("/data/task_result/audios/0/id")
}

fn face(width: u32, height: u32) -> String {
    STANDARD.encode(png(width, height))
}

async fn look(client: &Client, id: &str) -> Answered {
    client.get(&format!("{AVATAR}/{id}")).await
}

/// The result of an avatar with this body.
async fn ended(client: &Client, body: &Value) -> Answered {
    let started = client.post_to(AVATAR, body).await;
    client.pass(LONG_MS);
    look(client, &started.text("/data/task_id")).await
}

async fn file(client: &Client, result: &Answered) -> Vec<u8> {
    let response = client.fetch(&result.text("/data/task_result/videos/0/url")).await;
    assert_eq!(response.status(), 200);
    response.bytes().await.unwrap().to_vec()
}

fn seconds(file: &[u8]) -> f64 {
    kit::probe(file, "format=duration").parse().unwrap()
}

#[tokio::test]
async fn an_avatar_speaks_a_script_or_a_recording_as_long_as_that_is() {
    let client = fast().await;
    let speech = client.accepted(&spoken(WORDS)).await;
    let url = speech.text("/data/task_result/audios/0/url");
    let sound = client.fetch(&url).await.bytes().await.unwrap().to_vec();
    let client = client.killed_and_reopened().await;
    let (script, url) = (speech.text("/data/task_id"), client.target(&url));
    for (body, expected) in [
        (json!({ "image": face(400, 300), "audio_id": script }), "h264,960,720,"),
        (json!({ "image": face(300, 400), "sound_file": url, "mode": "pro" }), "h264,1080,1440,"),
        (json!({ "image": face(300, 400), "sound_file": STANDARD.encode(&sound) }), "h264,720,960,"),
    ] {
        let clip = file(&client, &ended(&client, &body).await).await;
        let shape = shape(Kind::Clip, &clip).unwrap();
        assert!(shape.starts_with(expected) && shape.ends_with(" + aac"), "{shape}");
        assert!((seconds(&clip) - seconds(&sound)).abs() < 0.2);
        assert!(redness(Kind::Clip, &clip) > 10_000);
    }
    let models: Vec<_> = client.jobs(WORDS).await.into_iter().map(|job| job["model"].clone()).collect();
    assert_eq!(models, ["avatar", "tts"], "the script stands for the avatar in the usage");
}

#[tokio::test]
async fn an_avatar_is_found_by_both_its_ids_and_in_both_standards() {
    let client = fast().await;
    let audio = audio_id(&client, WORDS).await;
    let body = json!({ "image": face(300, 300), "audio_id": audio, "external_task_id": "job-1" });
    let started = client.post_to(AVATAR, &body).await;
    let id = started.text("/data/task_id");
    let expected = json!({
        "task_id": id, "task_status": "submitted", "task_status_msg": "", "created_at": kit::BEGINNING_MS,
        "task_info": { "external_task_id": "job-1" }, "task_result": { "videos": [] },
    });
    assert_eq!(started.at("/data"), &expected);
    assert_eq!(look(&client, &id).await.at("/data"), &expected);
    client.pass(LONG_MS);
    let (legacy, newer) = (look(&client, "job-1").await, client.get("/tasks?external_task_ids=job-1").await);
    assert_eq!(
        (legacy.text("/data/task_status"), newer.text("/data/0/status")),
        ("succeed".into(), "succeeded".into())
    );
    assert_eq!(legacy.at("/data/task_result/videos/0/url"), newer.at("/data/0/outputs/0/url"));
    assert_eq!(client.post_to(AVATAR, &body).await.at("/code"), 1201, "the id is taken");
    assert_eq!(look(&client, &audio).await.status, 404, "speech is no task to be asked for");
    assert_eq!(client.get(&format!("/tasks?task_ids={audio}")).await.at("/data"), &json!([]));
}

#[tokio::test]
async fn the_words_of_a_script_count_for_its_avatar() {
    let client = fast().await;
    let script = format!("{WORDS} sim:bad-media sim:slow=200");
    let body = json!({ "image": face(300, 300), "audio_id": audio_id(&client, &script).await });
    let started = client.post_to(AVATAR, &body).await;
    client.pass(199);
    let id = started.text("/data/task_id");
    assert_eq!(look(&client, &id).await.at("/data/task_status"), "processing");
    client.pass(1);
    let clip = file(&client, &look(&client, &id).await).await;
    assert_eq!(shape(Kind::Clip, &clip), None);
}

#[tokio::test]
async fn what_an_avatar_is_made_of_must_be_right() {
    let client = fast().await;
    let audio = audio_id(&client, WORDS).await;
    let short = audio_id(&client, "hi").await;
    let large = client.serve(vec![0; (5 << 20) + 1]).await;
    let recording = |sound: &str| json!({ "image": face(300, 300), "sound_file": sound });
    let mut wrong = vec![
        (json!({ "image": face(300, 300), "audio_id": short }), "the sound must be from 2 to 300 s"),
        (recording(&STANDARD.encode("no sound")), "sound_file: is no sound"),
        (recording(&face(300, 300)), "sound_file: is no sound"),
        (recording("?"), "sound_file: "),
        (recording(&large), "sound_file: it is larger"),
        (recording(&STANDARD.encode(vec![0; (5 << 20) + 1])), "sound_file: is larger"),
    ];
    for (field, value, place) in [
        ("/image", json!(null), "image: "),
        ("/image", json!(7), "image: "),
        ("/image", json!(face(299, 300)), "image: "),
        ("/image", json!(STANDARD.encode("no picture")), "image: "),
        ("/image", json!(STANDARD.encode(vec![0; (10 << 20) + 1])), "image: "),
        ("/mode", json!("4k"), "mode: "),
        ("/audio_id", json!("nobody"), "audio_id: "),
        ("/audio_id", json!(null), "audio_id: "),
        ("/sound_file", json!("aGk="), "audio_id: "),
        ("/external_task_id", json!(7), "external_task_id: "),
    ] {
        wrong.push((with(json!({ "image": face(300, 300), "audio_id": audio }), field, value), place));
    }
    for (body, place) in wrong {
        let answer = client.post_to(AVATAR, &body).await;
        assert_eq!((answer.status, answer.at("/code")), (400, &json!(1201)));
        assert!(answer.text("/message").starts_with(place), "{answer:?}");
    }
    let nulls = json!({
        "image": face(300, 300), "audio_id": audio, "sound_file": null, "mode": null, "external_task_id": null,
        "model_name": "kling-v3",
    });
    assert_eq!(client.post_to(AVATAR, &nulls).await.status, 200);
}

#[tokio::test]
async fn speech_can_be_named_for_thirty_days() {
    let client = fast().await;
    let body = json!({ "image": face(300, 300), "audio_id": audio_id(&client, WORDS).await });
    client.pass(30 * DAY_MS - 1);
    assert_eq!(client.post_to(AVATAR, &body).await.at("/code"), 0);
    client.pass(1);
    assert_eq!(client.post_to(AVATAR, &body).await.at("/code"), 1201);
}
