//! Sizes, formats, repeatability, and that the letters can be read.

use image::ImageFormat;

use super::*;

fn picture(prompt: &str, width: u32, height: u32) -> Picture {
    Picture {
        prompt: prompt.to_owned(),
        model: "flux-2-pro".to_owned(),
        size: Size { width, height },
        seed: 42,
        take: None,
    }
}

fn long_prompt(letters: usize) -> String {
    "A lighthouse keeper paints the fog above a quiet harbour. ".chars().cycle().take(letters).collect()
}

#[test]
fn every_format_is_itself_and_has_the_asked_size() {
    for (format, expected) in [
        (Format::Png, ImageFormat::Png),
        (Format::Jpeg, ImageFormat::Jpeg),
        (Format::Webp, ImageFormat::WebP),
    ] {
        let file = picture("a red fox", 304, 272).render(format).unwrap();
        assert_eq!(image::guess_format(&file).unwrap(), expected);
        let image = image::load_from_memory(&file).unwrap();
        assert_eq!((image.width(), image.height()), (304, 272));
    }
}

#[test]
fn the_same_picture_is_the_same_file() {
    let file = |prompt| picture(prompt, 256, 256).render(Format::Png).unwrap();
    assert_eq!(file("a red fox"), file("a red fox"));
    assert_ne!(file("a red fox"), file("a red dog"));
}

#[test]
fn no_shape_and_no_prompt_is_too_much() {
    let endless = "x".repeat(3000);
    for prompt in
        ["", " \n\n ", "a\nb\n\nc", "一只红色的狐狸 🦊 \u{0}\u{202e}", &endless, &long_prompt(10_000)]
    {
        for (width, height) in [(64, 64), (64, 4096), (4096, 64), (304, 272)] {
            let image = picture(prompt, width, height).draw().unwrap();
            assert_eq!(image.dimensions(), (width, height));
        }
    }
}

#[test]
fn the_whole_prompt_fits_also_when_it_is_long() {
    let font = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT).unwrap();
    for (letters, width, height, least) in [
        (9, 900.0, 800.0, 140.0),
        (2000, 900.0, 800.0, 24.0),
        (2000, 260.0, 220.0, 6.5),
        (2000, 54.0, 44.0, 1.0),
    ] {
        let prompt = long_prompt(letters);
        let lettering = Lettering::fitted(&font, &prompt, width, height);
        assert!(lettering.height() <= height, "{letters} letters: {lettering:?}");
        assert!(lettering.size() >= least, "{letters} letters: {lettering:?}");
        let drawn = lettering.lines().join(" ");
        assert_eq!(
            drawn.split_whitespace().collect::<String>(),
            prompt.split_whitespace().collect::<String>(),
            "nothing is left out"
        );
    }
}

/// WCAG asks for 4.5 between body text and what is behind it.
#[test]
fn light_letters_stand_out_from_every_background() {
    for number in 0..200 {
        let hash = Sha256::digest(format!("prompt {number}"));
        let image = background::gradient(Size { width: 64, height: 64 }, &hash);
        let brightest = image.pixels().copied().map(luminance).fold(0.0, f64::max);
        let contrast = (luminance(TEXT.colour) + 0.05) / (brightest + 0.05);
        assert!(contrast >= 4.5, "prompt {number}: {contrast}");
    }
}

pub(super) fn luminance(colour: Rgb<u8>) -> f64 {
    let linear = |channel: u8| {
        let unit = f64::from(channel) / 255.0;
        if unit <= 0.040_45 { unit / 12.92 } else { ((unit + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.0;
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[test]
fn a_broken_file_is_taken_for_a_png_and_cannot_be_decoded() {
    let file = broken_file(Size { width: 304, height: 272 });
    assert_eq!(image::guess_format(&file).unwrap(), ImageFormat::Png);
    assert!(image::load_from_memory(&file).is_err());
}
