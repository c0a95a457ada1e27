//! `POST /v1beta/models/{model}:generateContent` of the models that speak. The sound is plain samples, as the pages of the
//! older models say; that those of 3.8 send the same is unverified.

use std::time::Duration;

use axum::Json;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::errors::Result;
use crate::accept::{Order, between};
use crate::fields::{Fields, Wrong};
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::workshop::{Encoding, File, Recipe, Sound, Speech};
use crate::world::World;

/// A guess: third parties report some seconds for a sentence.
const TYPICAL: [Duration; 2] = [Duration::from_secs(3), Duration::from_secs(6)];
const RATE: u32 = 24_000;
const MEDIA_TYPE: &str = "audio/L16;codec=pcm;rate=24000";
/// Tokens of a second of sound (unverified).
const TOKENS_PER_SECOND: u64 = 25;

/// The prebuilt voices.
const VOICES: &[&str] = &[
    "Zephyr",
    "Puck",
    "Charon",
    "Kore",
    "Fenrir",
    "Leda",
    "Orus",
    "Aoede",
    "Callirrhoe",
    "Autonoe",
    "Enceladus",
    "Iapetus",
    "Umbriel",
    "Algieba",
    "Despina",
    "Erinome",
    "Algenib",
    "Rasalgethi",
    "Laomedeia",
    "Achernar",
    "Alnilam",
    "Schedar",
    "Gacrux",
    "Pulcherrima",
    "Achird",
    "Zubenelgenubi",
    "Vindemiatrix",
    "Sadachbia",
    "Sadaltager",
    "Sulafat",
];

pub(super) async fn generate(world: &World, model: &'static str, body: &Value) -> Result<Response> {
    let speech = read(body)?;
    let request = json!({ "voice": speech.voice });
    let order = Order::answered_at_once(Vendor::Google, model, &speech.text, request);
    let accepted = world.accept(order)?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, &speech.text)).await;
    let tokens = u64::from(speech.millis()).saturating_mul(TOKENS_PER_SECOND) / 1000;
    let sound = Recipe::Sound(Sound { speech, encoding: Encoding::Pcm });
    let (field, value) = match accepted.words.ending {
        Ending::InputModerated => ("promptFeedback", json!({ "blockReason": "PROHIBITED_CONTENT" })),
        Ending::OutputModerated => ("candidates", finished("PROHIBITED_CONTENT", &[])),
        Ending::Failed => ("candidates", finished("OTHER", &[])),
        ending => match sound.after(ending) {
            Some(recipe) => ("candidates", finished("STOP", &[part(&world.workshop.make(recipe).await?)])),
            None => ("candidates", finished("STOP", &[])),
        },
    };
    let answer = json!({
        field: value, "modelVersion": model, "responseId": accepted.start.task.replace('-', ""),
        "usageMetadata": { "candidatesTokenCount": tokens, "totalTokenCount": tokens },
    });
    Ok(accepted.answer(Json(answer)))
}

fn part(file: &File) -> Value {
    json!({ "inlineData": { "mimeType": MEDIA_TYPE, "data": STANDARD.encode(&file.bytes) } })
}

fn finished(reason: &str, parts: &[Value]) -> Value {
    json!([{ "content": { "role": "model", "parts": parts }, "finishReason": reason, "index": 0 }])
}

/// One text, one voice.
fn read(body: &Value) -> std::result::Result<Speech, Wrong> {
    let fields = Fields::new(body)?;
    fields.only(&["contents", "generationConfig"])?;
    let mut texts = Vec::new();
    for content in fields.objects("contents")? {
        content.choice("role", &["user"])?;
        for part in content.objects("parts")? {
            part.only(&["text"])?;
            texts.extend(part.text("text")?);
        }
    }
    let text = texts.join("\n");
    if text.is_empty() {
        return Err(fields.other("contents", "GenerateContentRequest.contents: contents is not specified"));
    }
    let config = fields.need("generationConfig", fields.object("generationConfig")?)?;
    config.only(&["responseModalities", "speechConfig"])?;
    if config.list("responseModalities")?.is_none_or(|list| list.as_slice() != ["AUDIO"]) {
        let sentence = "The requested combination of response modalities is not supported by the model.";
        return Err(config.other("responseModalities", sentence));
    }
    let voice = voice(&config)?.to_owned();
    Ok(Speech { text, voice, speed: 1.0, rate: RATE })
}

fn voice<'a>(config: &Fields<'a>) -> std::result::Result<&'a str, Wrong> {
    let Some(speech) = config.object("speechConfig")? else { return Ok("Kore") };
    speech.only(&["voiceConfig", "languageCode"])?;
    speech.text("languageCode")?;
    let Some(voice) = speech.object("voiceConfig")? else { return Ok("Kore") };
    voice.only(&["prebuiltVoiceConfig"])?;
    let Some(prebuilt) = voice.object("prebuiltVoiceConfig")? else { return Ok("Kore") };
    prebuilt.only(&["voiceName"])?;
    Ok(prebuilt.choice("voiceName", VOICES)?.unwrap_or("Kore"))
}
