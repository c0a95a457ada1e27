//! What can be asked of each kind, as options. A field has the API's name, by which it is sent; its option may have a
//! shorter one.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

#[derive(Debug, Args, Serialize)]
pub(crate) struct Image {
    prompt: String,
    /// The model; `hub models --type image` lists them.
    #[arg(long)]
    provider: Option<String>,
    /// 1:1, 9:16, 4:5, 16:9 or 3:4.
    #[arg(long, conflicts_with_all = ["width", "height"])]
    aspect_ratio: Option<String>,
    /// 720p or 1080p: the pixels of the short side.
    #[arg(long, conflicts_with_all = ["width", "height"])]
    resolution: Option<String>,
    /// The exact pixels, with models that make them.
    #[arg(long)]
    width: Option<u32>,
    /// The exact pixels, with models that make them.
    #[arg(long)]
    height: Option<u32>,
    /// How many pictures, 1 to 4.
    #[arg(short = 'n', long = "variants", value_name = "NUMBER")]
    num_variants: Option<u32>,
    /// What not to show.
    #[arg(long = "negative", value_name = "WORDS")]
    negative_prompt: Option<String>,
    /// A number that makes the same picture again.
    #[arg(long)]
    seed: Option<u64>,
    /// photorealistic, cinematic, 3d, anime, product, or words of your own.
    #[arg(long)]
    style: Option<String>,
    /// The language of text in the picture.
    #[arg(long)]
    language: Option<String>,
    /// A picture to go by: a file, an https address, asset:ID or job:ID; may be given several times.
    #[arg(long = "reference", value_name = "SOURCE")]
    reference_image_urls: Vec<String>,
    /// A brand kit.
    #[arg(long = "brand-kit", value_name = "ID")]
    brand_kit_id: Option<String>,
    /// A colour of the brand, such as #e4002b; may be given several times.
    #[arg(long = "brand-color", value_name = "COLOR")]
    brand_colors: Vec<String>,
}

#[derive(Debug, Args, Serialize)]
pub(crate) struct Video {
    prompt: String,
    /// The model; `hub models --type video` lists them.
    #[arg(long)]
    provider: Option<String>,
    /// The first frame: a file, an https address, asset:ID or job:ID.
    #[arg(long = "image", value_name = "SOURCE")]
    image_url: Option<String>,
    /// A picture of what the video shows, as --image; may be given several times.
    #[arg(long = "reference", value_name = "SOURCE")]
    reference_image_urls: Vec<String>,
    /// Seconds.
    #[arg(long)]
    duration: Option<u32>,
    /// 16:9, 9:16 or 1:1.
    #[arg(long)]
    aspect_ratio: Option<String>,
    /// photorealistic, cinematic, 3d, anime, product, or words of your own.
    #[arg(long)]
    style: Option<String>,
    /// A brand kit.
    #[arg(long = "brand-kit", value_name = "ID")]
    brand_kit_id: Option<String>,
    /// A colour of the brand, such as #e4002b; may be given several times.
    #[arg(long = "brand-color", value_name = "COLOR")]
    brand_colors: Vec<String>,
}

#[expect(clippy::struct_field_names, reason = "the API has a field `avatar_id`")]
#[derive(Debug, Args, Serialize)]
pub(crate) struct Avatar {
    /// What is said; or a recording by --audio.
    script: Option<String>,
    /// The model; `hub models --type avatar` lists them.
    #[arg(long)]
    provider: Option<String>,
    /// Who speaks; `hub avatars` lists them.
    #[arg(long = "avatar", value_name = "ID")]
    avatar_id: Option<String>,
    /// Who speaks, with models that take a picture: a file, an https address, asset:ID or job:ID.
    #[arg(long = "image", value_name = "SOURCE")]
    image_url: Option<String>,
    /// A recording, as --image.
    #[arg(long = "audio", value_name = "SOURCE")]
    audio_url: Option<String>,
    /// The longest recording to pay for.
    #[arg(long, value_name = "SECONDS")]
    max_seconds: Option<u32>,
    /// `hub voices` lists them.
    #[arg(long = "voice", value_name = "ID")]
    voice_id: Option<String>,
    /// 16:9, 9:16 or 1:1.
    #[arg(long)]
    aspect_ratio: Option<String>,
    /// 720p or 1080p.
    #[arg(long)]
    resolution: Option<String>,
}

#[derive(Debug, Args, Serialize)]
pub(crate) struct Speech {
    text: String,
    /// The model; `hub models --type tts` lists them.
    #[arg(long)]
    provider: Option<String>,
    /// `hub voices` lists them.
    #[arg(long = "voice", value_name = "ID")]
    voice_id: Option<String>,
    /// A tag such as en or pt-BR.
    #[arg(long)]
    language: Option<String>,
    /// 1 is as fast as usual.
    #[arg(long)]
    speed: Option<f64>,
    /// mp3 or wav.
    #[arg(long = "format", value_name = "FORMAT")]
    output_format: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Ad {
    /// The timeline as JSON; - reads it from stdin. Files that it names, relative to its own folder, are uploaded.
    #[arg(value_name = "TIMELINE")]
    pub(crate) timeline: PathBuf,
}

impl Image {
    /// The studio has all models. Sizes to the pixel are the other endpoint's.
    pub(crate) const fn path(&self) -> &'static str {
        match (self.width, self.height) {
            (None, None) => "/creative-hub/image-studio/generate",
            _ => "/creative-hub/generate/image",
        }
    }
}
