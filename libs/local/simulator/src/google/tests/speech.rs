//! `generateContent` of the models that speak.

use super::*;
use crate::workshop::wav_of;

const LITE: &str = "/v1beta/models/gemini-3.8-flash-lite-tts:generateContent";
const RATE: u32 = 24_000;

fn body(text: &str) -> Value {
    spoken_by(text, "Kore")
}

fn spoken_by(text: &str, voice: &str) -> Value {
    json!({
        "contents": [{ "role": "user", "parts": [{ "text": text }] }],
        "generationConfig": {
            "responseModalities": ["AUDIO"],
            "speechConfig": { "voiceConfig": { "prebuiltVoiceConfig": { "voiceName": voice } } },
        },
    })
}

/// The samples, behind a header so that they can be probed.
fn spoken(result: &Answered) -> Option<Vec<u8>> {
    let sound = result.at("/candidates/0/content/parts/0/inlineData");
    let samples = STANDARD.decode(sound.get("data")?.as_str()?).unwrap();
    assert_eq!(sound["mimeType"], "audio/L16;codec=pcm;rate=24000");
    Some(if samples.starts_with(b"RIFF") { samples } else { wav_of(&samples, RATE) })
}

pub(super) fn subject() -> Subject {
    let reason = |reason: &str| status(200).is("/candidates/0/finishReason", reason);
    Subject {
        name: "speech",
        kind: Kind::Sound,
        path: LITE,
        body,
        polling: None,
        accepted: status(200).is("/modelVersion", "gemini-3.8-flash-lite-tts").has_text("/responseId"),
        media: |result| spoken(result).map(Media::Inline),
        endings: Endings {
            media: reason("STOP"),
            moderated: status(200)
                .is("/promptFeedback/blockReason", "PROHIBITED_CONTENT")
                .lacks("/candidates"),
            late_moderated: reason("PROHIBITED_CONTENT").lacks("/candidates/0/content/parts/0"),
            failed: reason("OTHER").lacks("/candidates/0/content/parts/0"),
            empty: reason("STOP").lacks("/candidates/0/content/parts/0"),
        },
        units: 1,
        busy: busy(),
        broken: broken(),
        most_active: None,
        links: None,
        cancel: None,
        malformed: malformed(),
        refused: refused(),
        tolerated: vec![json!({
            "contents": [{ "parts": [{ "text": "one" }, { "text": "two" }] }],
            "generation_config": { "response_modalities": ["AUDIO"], "speech_config": null },
        })],
        files: vec![(body("The fox."), "pcm_s16le")],
        with_picture: |_| Vec::new(),
    }
}

fn refused() -> Vec<(Value, Expected)> {
    let config = "generationConfig";
    let voice = "speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName";
    let mut refused = vec![
        (spoken_by("x", "alloy"), invalid(&format!("{config}.{voice}"))),
        (with(body("x"), "/generationConfig/speed", json!(2)), invalid(&format!("{config}.speed"))),
        (
            with(body("x"), "/generationConfig/responseModalities", json!(["IMAGE"])),
            invalid(&format!("{config}.responseModalities")),
        ),
    ];
    for body in [json!({}), json!({ "contents": [] }), body(""), with(body("x"), "/model", json!("x"))] {
        refused.push((body, error(400, "INVALID_ARGUMENT")));
    }
    refused
}
