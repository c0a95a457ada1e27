//! The endpoints that are played, each with the function that reads its input. The types of the inputs are those of
//! fal's JavaScript client 1.10.1, where no other source is named. A field that nobody sends is refused.

mod clips;
mod pictures;
mod voices;

use super::asked::Asked;
use super::reader::Reader;

type Read = for<'a> fn(&mut Reader<'a>) -> Asked<'a>;

/// Whether something is made of words alone, or of pictures too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Words,
    Pictures,
}

pub(super) const ENDPOINTS: [(&str, Read); 29] = [
    ("fal-ai/nano-banana", |input| pictures::nano_banana(input, Mode::Words)),
    ("fal-ai/nano-banana/edit", |input| pictures::nano_banana(input, Mode::Pictures)),
    ("fal-ai/nano-banana-pro", |input| pictures::nano_banana_pro(input, Mode::Words)),
    ("fal-ai/nano-banana-pro/edit", |input| pictures::nano_banana_pro(input, Mode::Pictures)),
    ("fal-ai/bytedance/seedream/v4/text-to-image", |input| pictures::seedream_4(input, Mode::Words)),
    ("fal-ai/bytedance/seedream/v4/edit", |input| pictures::seedream_4(input, Mode::Pictures)),
    ("fal-ai/bytedance/seedream/v4.5/text-to-image", |input| pictures::seedream_4_5(input, Mode::Words)),
    ("fal-ai/bytedance/seedream/v4.5/edit", |input| pictures::seedream_4_5(input, Mode::Pictures)),
    ("fal-ai/flux-2-pro", |input| pictures::flux(input, Mode::Words)),
    ("fal-ai/flux-2-pro/edit", |input| pictures::flux(input, Mode::Pictures)),
    ("fal-ai/gpt-image-1.5", |input| pictures::gpt_image(input, Mode::Words)),
    ("fal-ai/gpt-image-1.5/edit", |input| pictures::gpt_image(input, Mode::Pictures)),
    // That the schema of 1.5 is unchanged is what third parties say.
    ("openai/gpt-image-2.5/flare/text-to-image", |input| pictures::gpt_image(input, Mode::Words)),
    ("openai/gpt-image-2.5/flare/edit", |input| pictures::gpt_image(input, Mode::Pictures)),
    ("fal-ai/kling-video/v2.6/pro/text-to-video", |input| clips::kling_2_6(input, Mode::Words)),
    ("fal-ai/kling-video/v2.6/pro/image-to-video", |input| clips::kling_2_6(input, Mode::Pictures)),
    ("fal-ai/kling-video/v3/standard/text-to-video", |input| clips::kling_3(input, Mode::Words)),
    ("fal-ai/kling-video/v3/standard/image-to-video", |input| clips::kling_3(input, Mode::Pictures)),
    ("luma/agent/ray/v3.2/text-to-video", |input| clips::luma(input, Mode::Words)),
    ("luma/agent/ray/v3.2/image-to-video", |input| clips::luma(input, Mode::Pictures)),
    ("fal-ai/veo3.1", |input| clips::veo(input, Mode::Words)),
    ("fal-ai/veo3.1/image-to-video", |input| clips::veo(input, Mode::Pictures)),
    ("fal-ai/veo3.1/reference-to-video", clips::veo_of_references),
    ("fal-ai/bytedance/seedance/v1/pro/text-to-video", |input| clips::seedance(input, Mode::Words)),
    ("fal-ai/bytedance/seedance/v1/pro/image-to-video", |input| clips::seedance(input, Mode::Pictures)),
    ("fal-ai/kling-video/ai-avatar/v2/standard", |input| voices::kling_avatar(input, 720)),
    ("fal-ai/kling-video/ai-avatar/v2/pro", |input| voices::kling_avatar(input, 1080)),
    ("veed/fabric-1.0", voices::fabric),
    ("fal-ai/elevenlabs/tts/multilingual-v2", voices::elevenlabs),
];

/// None if there is no such endpoint.
pub(super) fn read<'a>(endpoint: &str, input: &mut Reader<'a>) -> Option<Asked<'a>> {
    let (_, read) = ENDPOINTS.iter().find(|(name, _)| *name == endpoint)?;
    Some(read(input))
}

/// `480p` and the like: the shorter side.
fn short_side(resolution: &str) -> u32 {
    resolution.trim_end_matches('p').parse().unwrap_or(720)
}
