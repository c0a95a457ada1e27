//! `ElevenLabs`: speech. The answer is the sound itself; nothing to look at, nothing to stop, no idempotency
//! key. The language is heard from the text: `eleven_multilingual_v2` takes no field for it.

mod errors;
mod voices;
mod wire;

use domain::catalog::SpeechFormat;
use domain::{ErrorCode, Failure};
use reqwest::RequestBuilder;

pub(crate) use voices::voices;

use crate::http::{self, NoAnswer, RESULT};
use crate::ids::plain;
use crate::{Call, SpeechTask, Start, StartError, Task, Work};

pub(crate) async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let (Work::Speech(speech), Some(model)) = (task.work, call.route.wire_model(task.input())) else {
        return Err(StartError::RouteDown("ElevenLabs makes speech only".to_owned()));
    };
    let answer = http::send(request(call, model, &speech)?, RESULT).await.map_err(NoAnswer::not_started)?;
    errors::judge(&answer).map(Start::Made)
}

fn request(call: Call<'_>, model: &str, speech: &SpeechTask<'_>) -> Result<RequestBuilder, StartError> {
    if !plain(speech.voice_id) {
        return Err(StartError::Refused(Failure::new(ErrorCode::InvalidInput)));
    }
    let address = format!("{}/v1/text-to-speech/{}", call.route.base_url, speech.voice_id);
    let request = call.http.post(address).query(&[("output_format", output_format(speech.format))]);
    Ok(request.header("xi-api-key", call.key).json(&wire::Body::of(model, speech)))
}

/// WAV at 44.1 kHz, and mp3 above 128 kbit/s, want a larger plan.
const fn output_format(format: SpeechFormat) -> &'static str {
    match format {
        SpeechFormat::Mp3 => "mp3_44100_128",
        SpeechFormat::Wav => "wav_24000",
    }
}

#[cfg(test)]
mod tests {
    use domain::{Catalog, Kind};

    use super::*;

    #[test]
    fn the_voice_is_in_the_path_and_the_format_in_the_query() {
        let catalog = Catalog::shipped().unwrap();
        let route = catalog.model(Kind::Tts, "elevenlabs").unwrap().route("elevenlabs").unwrap();
        let client = http::client().unwrap();
        let call = Call { http: &client, key: "secret", route };
        let sent = |voice_id, format| {
            let speech = SpeechTask { text: "Hello.", voice_id, language: None, speed: None, format };
            request(call, "eleven_multilingual_v2", &speech).map(|request| request.build().unwrap())
        };
        for (format, address) in [
            (SpeechFormat::Mp3, "https://api.elevenlabs.io/v1/text-to-speech/v1?output_format=mp3_44100_128"),
            (SpeechFormat::Wav, "https://api.elevenlabs.io/v1/text-to-speech/v1?output_format=wav_24000"),
        ] {
            let request = sent("v1", format).unwrap();
            assert_eq!(request.url().as_str(), address);
            assert_eq!(request.headers()["xi-api-key"], "secret");
        }
        for bad in ["", "..", "a/../../v1/user", "a?b", "a#b", "a b"] {
            let refused = StartError::Refused(Failure::new(ErrorCode::InvalidInput));
            assert_eq!(sent(bad, SpeechFormat::Mp3).unwrap_err(), refused, "{bad}");
        }
    }
}
