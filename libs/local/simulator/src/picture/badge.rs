//! The label of an illustrated picture or clip: the number of the variant, the model, a few words of the prompt, the
//! size and the seed, on a dark panel.

use ab_glyph::{Font, FontRef, InvalidFont};
use image::{Rgb, RgbImage, Rgba, RgbaImage};

use super::lettering::{Ink, Lettering};
use super::palette::Palette;
use super::shapes::{Canvas, Slab};
use super::{Picture, Size};
use crate::numbers::{fraction, whole};

/// The family that the compositor letters ads with.
const BOLD: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../compositor/fonts/NotoSans-Bold.ttf"));
const WORDS: usize = 8;
/// No line of a badge has more: measuring a long prompt letter by letter is slow.
const MOST_LETTERS: usize = 100;
/// Below this height a picture has no room for the line of the prompt.
const ROOMY: u32 = 400;
/// Of 255: a little of what is behind shows through the panel.
pub(super) const PANEL_OPACITY: u8 = 236;

pub(super) const TEXT: Rgb<u8> = Rgb([252, 250, 245]);
/// What is less important.
pub(super) const DIM: Rgb<u8> = Rgb([214, 210, 203]);

/// Drawn for a picture of this size, with its place in it.
#[derive(Debug)]
pub(crate) struct Badge {
    pub(crate) image: RgbaImage,
    pub(crate) x: u32,
    pub(crate) y: u32,
}

struct Line<'a> {
    lettering: Lettering<'a>,
    colour: Rgb<u8>,
}

impl Badge {
    pub(super) fn new(picture: &Picture) -> Result<Self, InvalidFont> {
        let bold = FontRef::try_from_slice(BOLD)?;
        let light = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT)?;
        let Size { width, height } = picture.size;
        let palette = Palette::of(&picture.model);
        let short = fraction(width.min(height));
        let letters = (short / 30.0).clamp(13.0, 36.0);
        let (margin, padding) = ((short / 28.0).max(6.0), letters * 0.6);
        let most = (fraction(width) - 2.0 * margin - 2.0 * padding).max(8.0);

        let chip = picture.take.map(|take| take.to_string());
        let lines = lines(picture, &bold, &light, letters, most);
        let tall: f32 = lines.iter().map(|line| line.lettering.height()).sum();
        let chip_side = if chip.is_some() { tall.min(letters * 2.4) } else { 0.0 };
        let gap = if chip.is_some() { padding } else { 0.0 };
        let lines = self::lines(picture, &bold, &light, letters, (most - chip_side - gap).max(8.0));
        let widest = lines.iter().map(|line| line.lettering.width()).fold(0.0, f32::max);

        let size = (2.0 * padding + chip_side + gap + widest, 2.0 * padding + tall);
        let mut panel = RgbImage::from_pixel(pixels(size.0), pixels(size.1), palette.panel);
        if let Some(chip) = &chip {
            let (left, top) = (padding, (size.1 - chip_side) / 2.0);
            let slab = Slab { left, top, width: chip_side, height: chip_side, radius: chip_side * 0.26 };
            slab.fill(&mut panel, palette.chip);
            let number = Lettering::one_line(&bold, chip, chip_side * 0.8, chip_side * 0.72);
            let ink = Ink { colour: palette.panel, opacity: 255 };
            let x = left + (chip_side - number.width()) / 2.0 + number.space() / 2.0;
            number.draw(&mut panel, x, top + (chip_side - number.height()) / 2.0, ink);
        }
        let mut top = padding;
        for line in &lines {
            let ink = Ink { colour: line.colour, opacity: 255 };
            line.lettering.draw(&mut panel, padding + chip_side + gap, top, ink);
            top += line.lettering.height();
        }
        let image = rounded(&panel, letters * 0.5);
        let y = whole(fraction(height) - margin).saturating_sub(i64::from(image.height()));
        Ok(Self { x: pixels(margin), y: u32::try_from(y).unwrap_or(0), image })
    }

    pub(super) fn paint(&self, picture: &mut RgbImage) {
        for (x, y, Rgba([red, green, blue, alpha])) in self.image.enumerate_pixels() {
            picture.dab(
                self.x.saturating_add(x),
                self.y.saturating_add(y),
                Rgb([*red, *green, *blue]),
                *alpha,
            );
        }
    }
}

fn lines<'a>(
    picture: &Picture,
    bold: &'a FontRef<'a>,
    light: &'a FontRef<'a>,
    letters: f32,
    most: f32,
) -> Vec<Line<'a>> {
    let Size { width, height } = picture.size;
    let line = |font, text: &str, size: f32, colour| Line {
        lettering: Lettering::one_line(font, &cut(font, text, most / size), most, size),
        colour,
    };
    let small = (letters * 0.86).max(12.5);
    let mut lines = vec![line(bold, name(&picture.model), letters, TEXT)];
    let words = words(light, &picture.prompt);
    if height >= ROOMY && !words.is_empty() {
        lines.push(line(light, &words, small, TEXT));
    }
    lines.push(line(light, &format!("{width} × {height}  ·  seed {}", picture.seed), small, DIM));
    lines
}

/// A model's id without the words that say what it is asked for.
fn name(model: &str) -> &str {
    let model = model.strip_prefix("fal-ai/").unwrap_or(model);
    let tasks = ["/text-to-image", "/text-to-video", "/image-to-video", "/edit"];
    tasks.iter().find_map(|task| model.strip_suffix(task)).unwrap_or(model)
}

/// The first words of a prompt, without what the font cannot show.
fn words(font: &FontRef<'_>, prompt: &str) -> String {
    let known: String =
        prompt.chars().filter(|letter| letter.is_whitespace() || font.glyph_id(*letter).0 != 0).collect();
    let words: Vec<&str> = known.split_whitespace().collect();
    match words.get(..WORDS) {
        Some(first) if words.len() > WORDS => format!("{} …", first.join(" ")),
        _ => words.join(" "),
    }
}

/// `most` is a width for letters one pixel high.
fn cut(font: &FontRef<'_>, text: &str, most: f32) -> String {
    let fits = |text: &str| super::wrap::Words::new(font, text).length() <= most;
    if fits(text) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().take(MOST_LETTERS).collect();
    let shorter = |count: usize| {
        let start: String = letters.iter().take(count).collect();
        format!("{}…", start.trim_end())
    };
    let longest = (1..letters.len()).rev().map(shorter).find(|text| fits(text));
    longest.unwrap_or_else(|| shorter(1))
}

fn rounded(panel: &RgbImage, radius: f32) -> RgbaImage {
    let (width, height) = panel.dimensions();
    let mut mask = RgbaImage::new(width, height);
    let slab = Slab { left: 0.0, top: 0.0, width: fraction(width), height: fraction(height), radius };
    slab.fill(&mut mask, Rgb([0, 0, 0]));
    for (pixel, Rgb([red, green, blue])) in mask.pixels_mut().zip(panel.pixels()) {
        let Rgba([.., alpha]) = *pixel;
        *pixel = Rgba([*red, *green, *blue, alpha.min(PANEL_OPACITY)]);
    }
    mask
}

fn pixels(real: f32) -> u32 {
    u32::try_from(whole(real.ceil())).unwrap_or(1).max(1)
}
