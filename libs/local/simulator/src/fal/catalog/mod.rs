//! The endpoints that are played, and the file in which the input of each is typed. The types are those of
//! fal's JavaScript client 1.10.1, where no other source is named.

mod fabric;
mod flux;
mod gpt_image;
mod heygen;
mod image_size;
mod kling;
mod kling_avatar;
mod luma;
mod nano_banana;
mod seedance;
mod seedream;
mod speech;
mod veo;

use super::asked::{Asked, Place, Track};
use super::reader::Reader;

/// Whether a picture is made from words, or from pictures too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Text,
    Edit,
}

/// None if there is no such endpoint.
pub(super) fn read<'a>(endpoint: &str, input: &mut Reader<'a>) -> Option<Asked<'a>> {
    Some(match endpoint {
        "fal-ai/nano-banana" | "fal-ai/gemini-25-flash-image" => nano_banana::plain(input, Mode::Text),
        "fal-ai/nano-banana/edit" | "fal-ai/gemini-25-flash-image/edit" => {
            nano_banana::plain(input, Mode::Edit)
        }
        "fal-ai/nano-banana-pro" | "fal-ai/gemini-3-pro-image-preview" => nano_banana::pro(input, Mode::Text),
        "fal-ai/nano-banana-pro/edit" | "fal-ai/gemini-3-pro-image-preview/edit" => {
            nano_banana::pro(input, Mode::Edit)
        }
        "fal-ai/bytedance/seedream/v4/text-to-image" => seedream::v4(input, Mode::Text),
        "fal-ai/bytedance/seedream/v4/edit" => seedream::v4(input, Mode::Edit),
        "fal-ai/bytedance/seedream/v4.5/text-to-image" => seedream::v4_5(input, Mode::Text),
        "fal-ai/bytedance/seedream/v4.5/edit" => seedream::v4_5(input, Mode::Edit),
        "fal-ai/flux-2-pro" => flux::pro(input, Mode::Text),
        "fal-ai/flux-2-pro/edit" => flux::pro(input, Mode::Edit),
        "fal-ai/gpt-image-1.5" => gpt_image::read(input, Mode::Text),
        "fal-ai/gpt-image-1.5/edit" => gpt_image::read(input, Mode::Edit),
        "fal-ai/elevenlabs/tts/multilingual-v2" => speech::multilingual(input),
        "fal-ai/elevenlabs/tts/turbo-v2.5" => speech::turbo(input),
        "fal-ai/elevenlabs/tts/eleven-v3" => speech::v3(input),
        "fal-ai/kling-video/v2.6/pro/text-to-video" => kling::v2_6_text(input),
        "fal-ai/kling-video/v2.6/pro/image-to-video" => kling::v2_6_image(input),
        "fal-ai/kling-video/v3/standard/text-to-video" => kling::v3_text(input, kling::STANDARD),
        "fal-ai/kling-video/v3/pro/text-to-video" => kling::v3_text(input, kling::PRO),
        "fal-ai/kling-video/v3/standard/image-to-video" => kling::v3_image(input, kling::STANDARD),
        "fal-ai/kling-video/v3/pro/image-to-video" => kling::v3_image(input, kling::PRO),
        "fal-ai/kling-video/ai-avatar/v2/standard" => kling_avatar::read(input, kling::STANDARD),
        "fal-ai/kling-video/ai-avatar/v2/pro" => kling_avatar::read(input, kling::PRO),
        "luma/agent/ray/v3.2/text-to-video" => luma::text(input),
        "luma/agent/ray/v3.2/image-to-video" => luma::image(input),
        "fal-ai/veo3.1" | "fal-ai/veo3.1/fast" | "fal-ai/veo3.1/lite" => veo::text(input),
        "fal-ai/veo3.1/image-to-video"
        | "fal-ai/veo3.1/fast/image-to-video"
        | "fal-ai/veo3.1/lite/image-to-video" => veo::image(input),
        "fal-ai/veo3.1/first-last-frame-to-video"
        | "fal-ai/veo3.1/fast/first-last-frame-to-video"
        | "fal-ai/veo3.1/lite/first-last-frame-to-video" => veo::frames(input),
        "fal-ai/veo3.1/reference-to-video" => veo::references(input),
        "fal-ai/bytedance/seedance/v1/pro/text-to-video" => seedance::v1(input, seedance::TEXT),
        "fal-ai/bytedance/seedance/v1/pro/image-to-video" => seedance::v1(input, seedance::IMAGE),
        "fal-ai/bytedance/seedance/v1.5/pro/text-to-video" => seedance::v1_5(input, seedance::TEXT),
        "fal-ai/bytedance/seedance/v1.5/pro/image-to-video" => seedance::v1_5(input, seedance::IMAGE),
        "bytedance/seedance-2.0/text-to-video" => seedance::v2(input, seedance::TEXT),
        "bytedance/seedance-2.0/image-to-video" => seedance::v2(input, seedance::IMAGE),
        "veed/fabric-1.0" | "veed/fabric-1.0/fast" => fabric::recording(input),
        "veed/fabric-1.0/text" => fabric::text(input),
        "fal-ai/heygen/avatar4/image-to-video" => heygen::image(input),
        "fal-ai/heygen/avatar4/digital-twin" => heygen::twin(input),
        _ => return None,
    })
}

/// `sync_mode`.
fn place(input: &mut Reader<'_>) -> Place {
    if input.flag("sync_mode") == Some(true) { Place::Inline } else { Place::Link }
}

/// A length such as `"5"` or `"5s"`, in milliseconds.
fn millis(input: &mut Reader<'_>, lengths: &'static [&'static str], default: u32) -> u32 {
    let given = input.choice("duration", lengths);
    let seconds = given.and_then(|given| given.trim_end_matches('s').parse().ok());
    seconds.unwrap_or(default).saturating_mul(1000)
}

/// By `generate_audio`, which is true unless it is set.
fn track(input: &mut Reader<'_>, millis: u32) -> Track {
    if input.flag("generate_audio") == Some(false) { Track::Silent { millis } } else { Track::Hum { millis } }
}

/// `480p` and the like: the shorter side.
fn short_side(resolution: &str) -> u32 {
    match resolution {
        "4k" => 2160,
        other => other.trim_end_matches('p').parse().unwrap_or(720),
    }
}
