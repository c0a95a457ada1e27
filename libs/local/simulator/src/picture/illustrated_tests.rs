//! That a person can tell model and variant of an illustrated picture, and read its badge.

use super::palette::{Palette, hue};
use super::*;

fn picture(model: &str, size: (u32, u32), take: Option<u32>, seed: i64) -> Picture {
    let (prompt, model) = ("a red fox in the mist".to_owned(), model.to_owned());
    Picture { prompt, model, size: Size { width: size.0, height: size.1 }, seed, take }
}

fn drawn(picture: &Picture) -> RgbImage {
    picture.illustrate().unwrap()
}

const MODELS: [&str; 14] = [
    "flux-2-pro",
    "gpt-image-1.5",
    "gemini-2.5-flash-image",
    "gemini-3-pro-image",
    "seedream-4-0-250828",
    "seedream-4-5-251128",
    "seedance-1-0-pro-250528",
    "veo-3.1-generate-preview",
    "kling-3.0",
    "ray-3.2",
    "gen4.5",
    "avatar_iv",
    "veed/fabric-1.0",
    "fal-ai/nano-banana",
];

/// Degrees, of the mean of all pixels.
fn mean_hue(image: &RgbImage) -> f64 {
    let count = f64::from(image.width()) * f64::from(image.height());
    let mean = [0, 1, 2]
        .map(|channel: usize| image.pixels().map(|pixel| f64::from(pixel.0[channel])).sum::<f64>() / count);
    let [red, green, blue] = mean;
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let span = most - least;
    let sixth = if red >= green.max(blue) {
        (green - blue) / span
    } else if green >= blue {
        2.0 + (blue - red) / span
    } else {
        4.0 + (red - green) / span
    };
    (sixth * 60.0).rem_euclid(360.0)
}

fn apart(one: f64, other: f64) -> f64 {
    let turn = (one - other).abs() % 360.0;
    turn.min(360.0 - turn)
}

#[test]
fn a_model_is_told_by_its_hue() {
    let seen = MODELS.map(|model| (model, mean_hue(&drawn(&picture(model, (192, 192), Some(1), 1)))));
    let twins = |one: &str, other: &str| (hue(one) - hue(other)).abs() < 1.0;
    for (model, hue) in seen {
        for (other, other_hue) in seen.iter().filter(|(other, _)| !twins(model, other)) {
            assert!(apart(hue, *other_hue) > 6.0, "{model} {hue:.0}°, {other} {other_hue:.0}°");
        }
    }
}

#[test]
fn a_model_has_one_hue_at_every_vendor() {
    for (own, elsewhere) in [
        ("flux-2-pro", "fal-ai/flux-2-pro/edit"),
        ("gpt-image-1.5", "fal-ai/gpt-image-1.5"),
        ("gemini-2.5-flash-image", "fal-ai/nano-banana"),
        ("gemini-3-pro-image", "fal-ai/nano-banana-pro/edit"),
        ("seedream-4-5-251128", "fal-ai/bytedance/seedream/v4.5/text-to-image"),
        ("seedream-4-0-250828", "fal-ai/bytedance/seedream/v4/edit"),
        ("kling-3.0", "fal-ai/kling-video/v3/standard/text-to-video"),
        ("veo-3.1-generate-preview", "fal-ai/veo3.1"),
        ("ray-3.2", "luma/agent/ray/v3.2/text-to-video"),
    ] {
        assert!((hue(own) - hue(elsewhere)).abs() < 0.1, "{own} {elsewhere}");
    }
}

#[test]
fn variants_differ_and_the_same_seed_gives_the_same_picture() {
    let scene = |seed| {
        Scene::new(&picture("kling-3.0", (128, 128), None, seed)).draw(Size { width: 128, height: 128 })
    };
    let different = |one: &RgbImage, other: &RgbImage| {
        one.pixels().zip(other.pixels()).filter(|(one, other)| one != other).count()
    };
    for seed in 0..8 {
        let changed = different(&scene(seed), &scene(seed + 1));
        assert!(changed > 128 * 128 / 20, "seeds {seed} and {}: {changed} pixels", seed + 1);
    }
    assert_eq!(scene(3), scene(3));
    let file = |seed, take| picture("kling-3.0", (256, 256), take, seed);
    assert_eq!(drawn(&file(7, None)), drawn(&file(7, None)));
    assert_ne!(drawn(&file(7, Some(1))), drawn(&file(7, Some(2))), "the badge shows the number");
}

/// WCAG asks for 4.5. The panel lets a little of what is behind through, at worst white.
#[test]
fn the_badge_can_be_read_whatever_is_behind_it() {
    for model in MODELS.into_iter().chain(["an avatar", "some model", "another one"]) {
        let palette = Palette::of(model);
        let mut ground = RgbImage::from_pixel(1, 1, Rgb([255; 3]));
        let opacity = badge::PANEL_OPACITY;
        Ink { colour: palette.panel, opacity }.dab(&mut ground, 0, 0, 255);
        let ground = *ground.get_pixel(0, 0);
        for ink in [badge::TEXT, badge::DIM] {
            assert!(contrast(ink, ground) >= 4.5, "{model}: {}", contrast(ink, ground));
        }
        let chip = contrast(palette.chip, palette.panel);
        assert!(chip >= 4.5, "{model}: {chip}");
    }
}

fn contrast(one: Rgb<u8>, other: Rgb<u8>) -> f64 {
    let (one, other) = (tests::luminance(one), tests::luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_badge_is_inside_of_every_usual_picture() {
    let long = "fal-ai/some/vendor/with/a/very/long/name/of/a/model/v4.5/preview/text-to-image";
    for size in [(256, 256), (1024, 1024), (1080, 1920), (1920, 1080), (304, 272), (4096, 512)] {
        for take in [None, Some(1), Some(128)] {
            let badge = picture(long, size, take, i64::from(u32::MAX)).badge().unwrap();
            let (right, bottom) = (badge.x + badge.image.width(), badge.y + badge.image.height());
            assert!(right <= size.0 && bottom <= size.1, "{size:?} {take:?}: {right} {bottom}");
        }
    }
}

#[test]
fn no_shape_and_no_prompt_is_too_much() {
    for prompt in ["", "\n", "一只红色的狐狸 🦊 \u{0}\u{202e}", &"x".repeat(3000)] {
        for size in [(1, 1), (16, 16), (64, 4096), (4096, 64)] {
            let picture = Picture { prompt: prompt.to_owned(), ..picture("flux-2-pro", size, Some(1), 1) };
            assert_eq!(drawn(&picture).dimensions(), size);
        }
    }
}
