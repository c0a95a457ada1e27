//! How `ElevenLabs` answers the questions that are asked of every vendor, and what only it does.

mod inputs;
mod lists;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use super::endpoints;
use crate::kit;
use crate::tests::answers::{Answered, Expected, status};
use crate::tests::client::{Client, with};
use crate::tests::questions;
use crate::tests::subject::{Api, Endings, Kind, Media, Subject};
use crate::vendor::Vendor;

#[tokio::test]
async fn the_questions() {
    questions::ask(api).await;
}

async fn client() -> Client {
    Client::new(api(), "speech").await
}

const SPEECH: &str = "/v1/text-to-speech/21m00Tcm4TlvDq8ikWAM";
const FOX: &str = "The quick brown fox jumps over the lazy dog.";

pub(crate) fn api() -> Api {
    let no_key =
        || status(401).is("/detail/code", "invalid_api_key").is("/detail/type", "authentication_error");
    let sentence = |code: u16| status(code).has_text("/detail");
    let no_voice = status(404).is("/detail/code", "voice_not_found").is("/detail/param", "voice_id");
    Api {
        vendor: Vendor::Elevenlabs,
        key: ("xi-api-key", ""),
        headers: &[],
        endpoints: endpoints().list,
        wrong_keys: vec![(None, no_key()), (Some("sk_wrong"), no_key())],
        not_there: vec![
            (Method::GET, "/v1/nothing", sentence(404)),
            (Method::GET, SPEECH, sentence(405)),
            (Method::POST, "/v1/text-to-speech/nobody", no_voice),
        ],
        check_every_answer: check,
        subjects: vec![
            Subject { refused: inputs::refused(), tolerated: inputs::tolerated(), ..speech() },
            Subject {
                name: "speech with timestamps",
                path: "/v1/text-to-speech/21m00Tcm4TlvDq8ikWAM/with-timestamps",
                media: |result| {
                    let file = result.at("/audio_base64").as_str()?;
                    Some(Media::Inline(STANDARD.decode(file).unwrap()))
                },
                ..speech()
            },
        ],
    }
}

/// The header names the request, as an error does, which also has its code under the legacy name.
fn check(answer: &Answered) {
    let id = answer.header("request-id").unwrap();
    let detail = answer.at("/detail");
    assert_eq!(detail.is_null(), answer.is_success(), "{answer:?}");
    if detail.is_object() {
        assert_eq!((&detail["request_id"], &detail["status"]), (&json!(id), &detail["code"]));
        assert!(!answer.text("/detail/message").is_empty());
    }
    assert_eq!(answer.header("retry-after"), None, "unverified, so not sent");
}

fn text(text: &str) -> Value {
    json!({ "text": text })
}

fn speech() -> Subject {
    let blocked = || status(403).is("/detail/code", "content_policy_violation");
    let broken = || status(500).is("/detail/code", "internal_server_error");
    Subject {
        name: "speech",
        kind: Kind::Sound,
        path: SPEECH,
        body: text,
        polling: None,
        accepted: status(200),
        media: |result| result.is_success().then(|| Media::Inline(result.bytes.to_vec())),
        endings: Endings {
            media: status(200),
            moderated: blocked(),
            late_moderated: blocked(),
            failed: broken(),
            empty: status(200),
        },
        units: 1,
        busy: status(429).is("/detail/code", "rate_limit_exceeded"),
        broken: broken(),
        most_active: None,
        links: None,
        cancel: None,
        malformed: [
            status(422).is("/detail/0/type", "json_invalid"),
            status(422).is("/detail/0/loc", json!(["body"])),
        ],
        refused: Vec::new(),
        tolerated: Vec::new(),
        files: vec![(text("a"), "mp3")],
        with_picture: |_| Vec::new(),
    }
}

#[tokio::test]
async fn every_format_is_what_it_says() {
    let client = client().await;
    for (format, media_type, stream) in [
        ("mp3_44100_64", "audio/mpeg", "mp3,44100,1,64000"),
        ("mp3_44100_128", "audio/mpeg", "mp3,44100,1,128000"),
        ("wav_22050", "audio/wav", "pcm_s16le,22050,1,352800"),
        ("wav_24000", "audio/wav", "pcm_s16le,24000,1,384000"),
    ] {
        let answer = client.post_to(&format!("{SPEECH}?output_format={format}"), &text(FOX)).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(media_type)), "{format}");
        let entries = "stream=codec_name,sample_rate,channels,bit_rate";
        assert_eq!(kit::probe(&answer.bytes, entries), stream);
        let seconds: f64 = kit::probe(&answer.bytes, "format=duration").parse().unwrap();
        assert!((2.9..3.4).contains(&seconds), "{format}: {seconds}");
    }
    let wav = client.post_to(&format!("{SPEECH}?output_format=wav_22050"), &text(FOX)).await.bytes;
    let pcm = client.post_to(&format!("{SPEECH}?output_format=pcm_22050"), &text(FOX)).await.bytes;
    assert_eq!(wav.slice(44..), pcm, "raw samples have no header");
}

#[tokio::test]
async fn without_a_format_it_is_an_mp3_and_the_stream_is_the_same() {
    let client = client().await;
    let whole = client.accepted(&text(FOX)).await.bytes;
    assert_eq!(kit::probe(&whole, "stream=codec_name,sample_rate,bit_rate"), "mp3,44100,128000");
    assert_eq!(client.post_to(&format!("{SPEECH}/stream"), &text(FOX)).await.bytes, whole);
}

#[tokio::test]
async fn a_faster_voice_is_done_sooner() {
    let client = client().await;
    let mut samples = Vec::new();
    for speed in [0.7, 1.0, 1.2] {
        let body = json!({ "text": FOX, "voice_settings": { "speed": speed } });
        samples.push(client.post_to(&format!("{SPEECH}?output_format=pcm_22050"), &body).await.bytes.len());
    }
    assert!(samples[0].abs_diff(samples[1] * 10 / 7) < 16, "{samples:?}");
    assert!(samples[2].abs_diff(samples[1] * 10 / 12) < 16, "{samples:?}");
}

#[tokio::test]
async fn the_cost_is_in_the_headers() {
    let client = client().await;
    for (model, cost) in [("eleven_multilingual_v2", "44"), ("eleven_flash_v2_5", "22")] {
        let answer = client.accepted(&json!({ "text": FOX, "model_id": model })).await;
        assert_eq!(answer.header("character-cost"), Some(cost));
    }
}

#[tokio::test]
async fn every_character_has_its_time() {
    let client = client().await;
    let format = "output_format=pcm_22050";
    let timed = client.post_to(&format!("{SPEECH}/with-timestamps?{format}"), &text(FOX)).await;
    let pcm = STANDARD.decode(timed.text("/audio_base64")).unwrap();
    assert_eq!(pcm, client.post_to(&format!("{SPEECH}?{format}"), &text(FOX)).await.bytes);
    let list = |name: &str| timed.at(&format!("/alignment/{name}")).as_array().unwrap().clone();
    let characters = list("characters");
    assert_eq!(characters.iter().map(|one| one.as_str().unwrap()).collect::<String>(), FOX);
    let (starts, ends) = (list("character_start_times_seconds"), list("character_end_times_seconds"));
    assert_eq!((starts.len(), ends.len(), &starts[0]), (FOX.len(), FOX.len(), &json!(0.0)));
    let seconds = f64::from(u32::try_from(pcm.len()).unwrap()) / 44_100.0;
    assert!((ends.last().unwrap().as_f64().unwrap() - seconds).abs() < 0.01);
    assert_eq!(timed.at("/normalized_alignment"), timed.at("/alignment"));

    let empty = client.post_to(&format!("{SPEECH}/with-timestamps"), &text("sim:empty-result")).await;
    assert_eq!(empty.body, json!({ "audio_base64": "", "alignment": null, "normalized_alignment": null }));
}
