//! `ElevenLabs`: speech. The answer is the sound itself, so there is nothing to look at and nothing to stop. There is no
//! idempotency key. The vendor detects the language from the text: `eleven_multilingual_v2` takes no field for it.

mod errors;
mod voices;
mod wire;

use domain::Kind;
use domain::catalog::SpeechFormat;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::RequestBuilder;

use crate::adapter::{Adapter, Call, ListCall};
use crate::http::{self, RESULT};
use crate::ids::is_url_safe;
use crate::part::{Part, Parts};
use crate::{CallError, Page, SpeechTask, Start, StartError, Task, Voice, Work};

pub(crate) struct Elevenlabs;

impl Adapter for Elevenlabs {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>> {
        start(call, task).boxed()
    }

    fn voices<'a>(
        &self,
        call: ListCall<'a>,
        _kind: Kind,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page<Voice>, CallError>> {
        voices::voices(call, cursor).boxed()
    }

    fn voice<'a>(
        &self,
        call: ListCall<'a>,
        _kind: Kind,
        id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Voice>, CallError>> {
        voices::voice(call, id).boxed()
    }
}

async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let (Work::Speech(speech), Some(model)) = (task.work, call.route.wire_model(task.input())) else {
        return Err(StartError::not_done("ElevenLabs makes speech only"));
    };
    let parts = Parts::from_task(task);
    let answer = http::send(request(call, model, &speech, parts)?, RESULT).await?;
    errors::judge(&answer, parts).map(Start::Made)
}

fn request(
    call: Call<'_>,
    model: &str,
    speech: &SpeechTask<'_>,
    parts: Parts,
) -> Result<RequestBuilder, StartError> {
    if !is_url_safe(speech.voice_id) {
        return Err(StartError::NotHere(parts.invalid(Some(Part::Voice))));
    }
    let address = format!("{}/v1/text-to-speech/{}", call.route.base_url, speech.voice_id);
    let request = call.http.post(address).query(&[("output_format", output_format(speech.format))]);
    Ok(request.header("xi-api-key", call.key).json(&wire::Body::from_task(model, speech)))
}

/// WAV at 44.1 kHz and mp3 above 128 kbit/s need a larger plan.
const fn output_format(format: SpeechFormat) -> &'static str {
    match format {
        SpeechFormat::Mp3 => "mp3_44100_128",
        SpeechFormat::Wav => "wav_24000",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn the_voice_is_in_the_path_and_the_format_in_the_query() {
        let route = testing::route(Kind::Tts, "elevenlabs", "elevenlabs");
        let client = http::client().unwrap();
        let call = Call { http: &client, key: "secret", route: &route };
        let parts = Parts::from_accepted(domain::catalog::Vendor::Elevenlabs, Kind::Tts);
        let sent = |voice_id, format| {
            let speech = SpeechTask { text: "Hello.", voice_id, language: None, speed: None, format };
            request(call, "eleven_multilingual_v2", &speech, parts).map(|request| request.build().unwrap())
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
            let refused = StartError::NotHere(parts.invalid(Some(Part::Voice)));
            assert_eq!(sent(bad, SpeechFormat::Mp3).unwrap_err(), refused, "{bad}");
        }
    }
}
