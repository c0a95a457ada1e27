//! Draws the picture a simulated vendor delivers: a scene in the model's colours with a badge or, plainly, the prompt on
//! a background of its own. It knows nothing of vendors and tasks.

mod background;
mod badge;
mod encode;
mod face;
mod inset;
mod lettering;
mod palette;
mod scene;
mod shapes;
mod style;
mod wrap;

use ab_glyph::{FontRef, InvalidFont};
use image::{ImageError, Rgb, RgbImage};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub(crate) use self::badge::Badge;
pub(crate) use self::encode::broken_file;
pub(crate) use self::encode::png;
pub(crate) use self::face::{Bust, MOUTHS};
use self::lettering::{Ink, Lettering};
use self::scene::Scene;
pub(crate) use self::scene::{Layers, SPARE, Sprite};
pub use self::style::MediaStyle;
use crate::numbers::fraction;

/// Everything a picture depends on: the same picture always gives the same bytes.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    pub(crate) prompt: String,
    pub(crate) model: String,
    pub(crate) size: Size,
    pub(crate) seed: i64,
    /// Which picture of its prompt and model it is, from 1 on; none where the request names the seed, which then decides
    /// everything.
    pub(crate) take: Option<u32>,
}

/// In pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Size {
    /// From `WIDTHxHEIGHT`.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let (width, height) = word.split_once('x')?;
        Some(Self { width: width.parse().ok()?, height: height.parse().ok()? })
    }

    /// The one of these sizes whose shape is most like this one's, by its name.
    pub(crate) fn nearest(self, sizes: &[(&'static str, u32, u32)]) -> Option<&'static str> {
        let shape = |width: u32, height: u32| (f64::from(width.max(1)) / f64::from(height.max(1))).ln();
        let off = |width, height| (shape(width, height) - shape(self.width, self.height)).abs();
        let nearest = sizes.iter().min_by(|a, b| off(a.1, a.2).total_cmp(&off(b.1, b.2)));
        nearest.map(|(name, ..)| *name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    Jpeg,
    Png,
    Webp,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum RenderError {
    #[error("the built-in font is broken: {0}")]
    Font(#[from] InvalidFont),
    #[error(transparent)]
    Encode(#[from] ImageError),
}

const TEXT: Ink = Ink { colour: Rgb([252, 250, 245]), opacity: 255 };
const FOOTER: Ink = Ink { colour: Rgb([252, 250, 245]), opacity: 190 };
const FRAME: Ink = Ink { colour: Rgb([252, 250, 245]), opacity: 70 };

impl Picture {
    /// A seed for a request that names none.
    pub(crate) fn any_seed(prompt: &str, size: Size) -> u32 {
        let hash = Sha256::new()
            .chain_update(size.width.to_be_bytes())
            .chain_update(size.height.to_be_bytes())
            .chain_update(prompt)
            .finalize();
        hash.iter().take(4).fold(0, |seed, byte| seed << 8 | u32::from(*byte))
    }

    /// The whole prompt as large as it fits, `sim:` words and all, with model, size and seed below. A
    /// character the font does not have (Chinese, emoji) shows as the font's empty box. A prompt that does
    /// not fit even at one pixel per line is cut off at the bottom.
    #[cfg(test)]
    pub(crate) fn render(&self, format: Format) -> Result<Vec<u8>, RenderError> {
        self.render_with(MediaStyle::Plain, None, format)
    }

    /// With another picture, small, in the upper right corner.
    pub(crate) fn render_with(
        &self,
        style: MediaStyle,
        inset: Option<&RgbImage>,
        format: Format,
    ) -> Result<Vec<u8>, RenderError> {
        let mut image = match style {
            MediaStyle::Plain => self.draw()?,
            MediaStyle::Illustrated => self.illustrate()?,
        };
        if let Some(inset) = inset {
            inset::draw(&mut image, inset);
        }
        Ok(encode::encode(&image, format)?)
    }

    fn illustrate(&self) -> Result<RgbImage, InvalidFont> {
        let mut image = Scene::new(self).draw(self.size);
        self.badge()?.paint(&mut image);
        Ok(image)
    }

    pub(crate) fn badge(&self) -> Result<Badge, InvalidFont> {
        Badge::new(self)
    }

    /// The parts of the scene, for a picture of this size.
    pub(crate) fn layers(&self, size: Size) -> Layers {
        Scene::new(self).layers(size)
    }

    fn draw(&self) -> Result<RgbImage, InvalidFont> {
        let Size { width, height } = self.size;
        let prose = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT)?;
        let mono = FontRef::try_from_slice(epaint_default_fonts::HACK_REGULAR)?;
        let mut image = background::gradient(self.size, &Sha256::digest(&self.prompt));

        let short = width.min(height);
        let margin = (short / 36).max(2);
        background::frame(&mut image, margin, (short / 500).max(1), FRAME);

        let inset = margin.saturating_mul(5).div_ceil(2);
        let inner_width = fraction(width.saturating_sub(inset.saturating_mul(2)));
        let inner_height = fraction(height.saturating_sub(inset.saturating_mul(2)));
        let (left, top) = (fraction(inset), fraction(inset));

        let largest = (fraction(short) / 40.0).clamp(9.0, 26.0);
        let footer = format!("{} · {width} × {height} · seed {}", self.model, self.seed);
        let footer = Lettering::one_line(&mono, &footer, inner_width, largest);
        let footer_top = top + inner_height - footer.height();
        footer.draw(&mut image, left, footer_top, FOOTER);

        let free_height = inner_height - footer.height() * 1.6;
        let prompt = Lettering::fitted(&prose, &self.prompt, inner_width, free_height);
        let above = ((free_height - prompt.height()) / 2.0).max(0.0);
        prompt.draw(&mut image, left, top + above, TEXT);
        Ok(image)
    }
}

impl Format {
    /// By the word the vendors use.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::Webp),
            _ => None,
        }
    }

    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

#[cfg(test)]
mod illustrated_tests;
#[cfg(test)]
mod tests;
