//! What each endpoint takes, for the description of the API.

use domain::Kind;
use domain::request::{Family, schema};
use web::Takes;

use crate::submit;

pub const REQUESTS: &[Takes] = &[
    submit::IMAGE.takes(|catalog| schema(Kind::Image, Family::Legacy, catalog)),
    submit::VIDEO.takes(|catalog| schema(Kind::Video, Family::Legacy, catalog)),
    submit::AVATAR.takes(|catalog| schema(Kind::Avatar, Family::Legacy, catalog)),
    submit::TTS.takes(|catalog| schema(Kind::Tts, Family::Legacy, catalog)),
    submit::COMPOSITE.takes(|catalog| schema(Kind::Composite, Family::Legacy, catalog)),
    submit::IMAGE_STUDIO.takes(|catalog| schema(Kind::Image, Family::Studio, catalog)),
    submit::VIDEO_STUDIO.takes(|catalog| schema(Kind::Video, Family::Studio, catalog)),
    submit::AVATAR_STUDIO.takes(|catalog| schema(Kind::Avatar, Family::Studio, catalog)),
    submit::VOICE_STUDIO.takes(|catalog| schema(Kind::Tts, Family::Studio, catalog)),
];
