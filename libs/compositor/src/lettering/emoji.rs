//! Draws emoji in their own colours, from the pictures that their font has of them.

use cosmic_text::{CacheKey, FontSystem, SwashCache, SwashContent};
use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Rgba, RgbaImage};

use super::ink::{byte, float, whole};
use super::stamp::{Picture, Stamp};

/// Draws a glyph at the size that its key asks for, at this place of its line. `None`: it has no picture.
pub(super) fn draw(
    system: &mut FontSystem,
    pictures: &mut SwashCache,
    key: CacheKey,
    (x, y): (i32, i32),
) -> Option<Picture> {
    let font = system.get_font(key.font_id, key.font_weight)?;
    let native = f32::from(font.as_swash().color_strikes().next()?.ppem());
    // The picture is taken as it is and made larger or smaller here, because it must be premultiplied for that: the
    // hidden colour of its transparent pixels would become an edge.
    let whole_pixels = CacheKey { font_size_bits: native.to_bits(), ..key };
    let found = pictures.get_image_uncached(system, whole_pixels)?;
    if found.content != SwashContent::Color {
        return None;
    }
    let scale = f32::from_bits(key.font_size_bits) / native;
    let picture = RgbaImage::from_raw(found.placement.width, found.placement.height, found.data)?;
    let side = |native: u32| whole(float(native) * scale).max(1);
    let (width, height) = (side(picture.width()), side(picture.height()));
    let pixels = scaled(&picture, width, height);
    let left = x + moved(found.placement.left, scale);
    let top = y - moved(found.placement.top, scale);
    Some(Stamp { pixels, left, top, width, height })
}

/// Colours are from 0 to 1 in between, which is what `resize` takes for numbers with fractions.
fn scaled(picture: &RgbaImage, width: u32, height: u32) -> RgbaImage {
    let premultiplied: ImageBuffer<Rgba<f32>, Vec<f32>> =
        ImageBuffer::from_fn(picture.width(), picture.height(), |x, y| {
            let [red, green, blue, alpha] = picture.get_pixel(x, y).0.map(|level| f32::from(level) / 255.0);
            Rgba([red * alpha, green * alpha, blue * alpha, alpha])
        });
    let scaled = resize(&premultiplied, width, height, FilterType::CatmullRom);
    RgbaImage::from_fn(width, height, |x, y| {
        let [red, green, blue, alpha] = scaled.get_pixel(x, y).0;
        if alpha <= 0.0 {
            return Rgba([0; 4]);
        }
        Rgba([red / alpha, green / alpha, blue / alpha, alpha].map(|level| byte(level * 255.0)))
    })
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a distance within a letter, a few hundred pixels at most"
)]
fn moved(distance: i32, scale: f32) -> i32 {
    (distance as f32 * scale).round() as i32
}
