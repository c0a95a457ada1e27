//! What a request has in a field, as the message of a job that fails because of it shows it.

use super::{Applied, Request, input_sources};
use crate::given::shown;

impl Request {
    /// `None`: the field is none that names something outside the request, or it has several values.
    pub fn given(&self, applied: &Applied, field: &str) -> Option<String> {
        match field {
            "avatar_id" => self.avatar_id().map(shown),
            "voice_id" => self.voice_id().map(shown),
            _ => self.source_given(applied, field),
        }
    }

    fn source_given(&self, applied: &Applied, field: &str) -> Option<String> {
        let sources = input_sources(self, applied);
        let mut named = sources.iter().filter(|file| file.field == field);
        let only = named.next().filter(|_| named.next().is_none());
        only.map(|file| file.source.shown())
    }

    fn avatar_id(&self) -> Option<&str> {
        match self {
            Self::Avatar(avatar) => avatar.avatar_id.as_deref(),
            Self::Image(_) | Self::Video(_) | Self::Tts(_) | Self::Composite(_) => None,
        }
    }

    fn voice_id(&self) -> Option<&str> {
        match self {
            Self::Avatar(avatar) => avatar.voice_id.as_deref(),
            Self::Tts(speech) => Some(&speech.voice_id),
            Self::Image(_) | Self::Video(_) | Self::Composite(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::request::{Family, Source};
    use crate::{Catalog, Kind};

    const URL: &str = "https://user.example/pictures/a.png?token=secret";
    const SHOWN: &str = "https://user.example/…/a.png";
    const ASSET: &str = "asset:0198c0de-0000-7000-8000-000000000000";
    const JOB: &str = "job:0198c0de-0000-7000-8000-000000000000/1";

    fn given(kind: Kind, body: &Value, field: &str) -> Option<String> {
        let request = Request::read(kind, Family::Studio, body, &Catalog::shipped().unwrap());
        let logo = Some(Source::try_from(ASSET.to_owned()).unwrap());
        request.unwrap().given(&Applied { logo, ..Applied::default() }, field)
    }

    #[test]
    fn what_a_request_names_outside_is_shown_by_its_field() {
        let long = "v".repeat(80);
        let shortened = format!("{}…", "v".repeat(60));
        let picture = json!({"prompt": "x", "reference_image_urls": [URL]});
        let video = json!({"prompt": "x", "provider": "kling_2_6", "image_url": JOB});
        let portrait = json!({"provider": "kling_avatar", "image_url": ASSET, "audio_url": URL});
        let avatar = json!({"avatar_id": "ann", "voice_id": long, "script": "Good morning to all of you."});
        let ad = json!({
            "clips": [{"source": URL}, {"source": JOB}], "overlays": [{"source": ASSET}],
            "narration": {"source": JOB}, "music": {"source": ASSET},
        });
        for (kind, body, field, expected) in [
            (Kind::Image, &picture, "reference_image_urls", SHOWN),
            (Kind::Image, &picture, "brand_kit_id.logo", ASSET),
            (Kind::Video, &video, "image_url", JOB),
            (Kind::Avatar, &portrait, "image_url", ASSET),
            (Kind::Avatar, &portrait, "audio_url", SHOWN),
            (Kind::Avatar, &avatar, "avatar_id", "ann"),
            (Kind::Avatar, &avatar, "voice_id", &shortened),
            (Kind::Tts, &json!({"text": "x", "voice_id": "jon"}), "voice_id", "jon"),
            (Kind::Composite, &ad, "clips[0].source", SHOWN),
            (Kind::Composite, &ad, "clips[1].source", JOB),
            (Kind::Composite, &ad, "overlays[0].source", ASSET),
            (Kind::Composite, &ad, "narration.source", JOB),
            (Kind::Composite, &ad, "music.source", ASSET),
        ] {
            assert_eq!(given(kind, body, field).as_deref(), Some(expected), "{field} of {body}");
        }
    }

    #[test]
    fn a_field_with_several_values_shows_none_and_words_are_not_repeated() {
        let several = json!({"prompt": "x", "reference_image_urls": [URL, JOB]});
        assert_eq!(given(Kind::Image, &several, "reference_image_urls"), None);
        for field in ["prompt", "avatar_id", "voice_id", "image_url", ""] {
            assert_eq!(given(Kind::Image, &several, field), None, "{field}");
        }
    }
}
