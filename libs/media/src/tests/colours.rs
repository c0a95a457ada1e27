//! What a viewer shows is what we hand on: every way of saying what colours mean, through every way out.

use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageBuffer, ImageEncoder, Luma, Rgb, Rgba, RgbaImage};
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::refuses::crc32;
use super::{CORNERS, assert_corners, assert_corners_within, corners, encoded};
use crate::decode::Opened;
use crate::{FileType, Prepare, fit, pixels, prepare};

/// A file that another program made; see the README beside them.
macro_rules! file {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../tests/files/", $name)).as_slice())
    };
}
pub(super) use file;

/// The corners in the colours of a profile, at 16 bits a channel.
fn deep_corners(profile: &ColorProfile) -> ImageBuffer<Rgb<u16>, Vec<u16>> {
    let transform = ColorProfile::new_srgb()
        .create_transform_16bit(Layout::Rgb, profile, Layout::Rgb, TransformOptions::default())
        .unwrap();
    let mut deep = DynamicImage::from(corners()).into_rgb16();
    let from = deep.as_raw().clone();
    transform.transform(&from, &mut deep).unwrap();
    deep
}

fn png_with_profile(image: impl Into<DynamicImage>, profile: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).unwrap();
    }
    image.into().write_with_encoder(encoder).unwrap();
    bytes
}

/// A PNG with chunks right behind its header.
fn png_with_chunks(image: impl Into<DynamicImage>, chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    const HEADER_ENDS: usize = 33;
    let png = png_with_profile(image, None);
    let chunk = |(name, body): &(&[u8; 4], Vec<u8>)| {
        let named = [name.as_slice(), body].concat();
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [length.as_slice(), &named, &crc32(&named).to_be_bytes()].concat()
    };
    let chunks: Vec<u8> = chunks.iter().flat_map(chunk).collect();
    [&png[..HEADER_ENDS], &chunks, &png[HEADER_ENDS..]].concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

#[test]
fn every_way_to_say_what_colours_mean_is_heeded() {
    let (p3, adobe) = (ColorProfile::new_display_p3(), ColorProfile::new_adobe_rgb());
    let wide = |profile: &ColorProfile| DynamicImage::from(deep_corners(profile));
    let icc = |profile: &ColorProfile| profile.encode().unwrap();
    let srgb_said = (b"sRGB", vec![0]);
    let adobe_primaries =
        (b"cHRM", numbers(&[31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000]));
    let srgb_primaries = (b"cHRM", numbers(&[31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]));
    let gamma = (b"gAMA", numbers(&[45_455]));
    let made: [(&str, Vec<u8>); 15] = [
        ("says nothing", encoded(corners(), FileType::Png)),
        ("sRGB profile", png_with_profile(corners(), Some(icc(&ColorProfile::new_srgb())))),
        ("P3, 16 bits", png_with_profile(wide(&p3), Some(icc(&p3)))),
        ("P3, with opacities", png_with_profile(wide(&p3).into_rgba8(), Some(icc(&p3)))),
        ("Adobe RGB, 8 bits", png_with_profile(wide(&adobe).into_rgb8(), Some(icc(&adobe)))),
        (
            "ProPhoto, 16 bits",
            png_with_profile(
                wide(&ColorProfile::new_pro_photo_rgb()),
                Some(icc(&ColorProfile::new_pro_photo_rgb())),
            ),
        ),
        (
            "BT.2020, 16 bits",
            png_with_profile(wide(&ColorProfile::new_bt2020()), Some(icc(&ColorProfile::new_bt2020()))),
        ),
        ("P3 by code points", png_with_chunks(wide(&p3), &[(b"cICP", vec![12, 13, 0, 1])])),
        (
            "code points count more",
            png_with_chunks(wide(&p3), &[srgb_said.clone(), (b"cICP", vec![12, 13, 0, 1])]),
        ),
        ("sRGB by code points", png_with_chunks(corners(), &[(b"cICP", vec![1, 13, 0, 1])])),
        ("Adobe RGB by primaries", png_with_chunks(wide(&adobe), &[adobe_primaries.clone(), gamma.clone()])),
        ("sRGB by primaries", png_with_chunks(corners(), &[srgb_primaries, gamma.clone()])),
        (
            "sRGB counts more than primaries",
            png_with_chunks(corners(), &[srgb_said, adobe_primaries.clone(), gamma.clone()]),
        ),
        ("only a gamma, as browsers take it", png_with_chunks(corners(), &[gamma])),
        ("absurd primaries", png_with_chunks(corners(), &[(b"cHRM", vec![0; 32]), (b"gAMA", numbers(&[0]))])),
    ];
    let files = [
        file!("display_p3.jpg"),
        file!("display_p3.png"),
        file!("display_p3.webp"),
        file!("display_p3.avif"),
        file!("display_p3.heic"),
    ];
    for (name, bytes) in made.iter().map(|(name, bytes)| (*name, bytes.as_slice())).chain(files) {
        assert_corners(&pixels(bytes).unwrap(), &format!("{name}, as pixels"));
        let prepared = prepare(bytes, Prepare::default()).unwrap();
        assert_corners(&says_nothing(&prepared.bytes), &format!("{name}, prepared"));
        let fitted = fit(bytes.to_vec(), 48, 48).unwrap();
        assert_corners(&says_nothing(&fitted.bytes), &format!("{name}, fitted"));
    }
}

/// The crate for colours is off by up to 6 in the weakest channel of a colour, against Little CMS.
#[test]
fn printing_inks_are_mixed_by_their_profile() {
    for (name, bytes) in [file!("inks.jpg"), file!("inks_mixed.jpg")] {
        assert_corners_within(6, &pixels(bytes).unwrap(), name);
        let prepared = prepare(bytes, Prepare::default()).unwrap();
        assert_corners_within(6, &says_nothing(&prepared.bytes), name);
        // Readers disagree about inks, so a result in inks never stays so.
        let fitted = fit(bytes.to_vec(), 96, 64).unwrap();
        assert_eq!(fitted.mime, "image/png");
        assert_corners_within(6, &says_nothing(&fitted.bytes), name);
    }
}

/// A JPEG cannot hold this green of Adobe RGB exactly, so what it holds is a little less red. The numbers are those of
/// Little CMS.
#[test]
fn adobe_rgb_is_heeded_whether_a_profile_or_the_camera_says_it() {
    for (name, bytes) in [file!("adobe_rgb.jpg"), file!("adobe_rgb_by_exif.jpg")] {
        for shown in
            [pixels(bytes).unwrap(), says_nothing(&prepare(bytes, Prepare::default()).unwrap().bytes)]
        {
            let shown = shown.to_rgb8();
            for (x, y, colour) in
                [(1, 1, [220, 30, 30]), (5, 1, [21, 180, 58]), (1, 5, [30, 60, 219]), (5, 5, [230, 210, 29])]
            {
                let at = shown.get_pixel(shown.width() * x / 6, shown.height() * y / 6).0;
                assert!(at.iter().zip(colour).all(|(a, b)| a.abs_diff(b) <= 2), "{name}: {at:?}");
            }
        }
    }
}

/// Decoded by a reader that knows no colours, of a file that says nothing about them.
fn says_nothing(bytes: &[u8]) -> DynamicImage {
    let Opened { .. } = Opened::new(bytes).unwrap();
    assert!(
        !bytes
            .windows(4)
            .any(|word| [b"iCCP", b"cICP", b"cHRM", b"ICC_"].contains(&word.try_into().unwrap()))
    );
    image::load_from_memory(bytes).unwrap()
}

#[test]
fn an_hdr_picture_is_shown_as_bright_as_one_without() {
    // White paper and half of its light, at 16 bits, by ITU-R BT.2408 and BT.2100.
    for (transfer, white, grey) in [(16, 38_050, 33_305), (18, 49_151, 41_431)] {
        let image: ImageBuffer<Rgb<u16>, _> =
            ImageBuffer::from_fn(40, 30, |x, _| Rgb([if x < 20 { white } else { grey }; 3]));
        let shown = pixels(&png_with_chunks(image, &[(b"cICP", vec![9, transfer, 0, 1])])).unwrap().to_rgb8();
        let (white, grey) = (shown.get_pixel(5, 5).0, shown.get_pixel(30, 5).0);
        assert!(white.iter().all(|part| *part >= 235), "{transfer}: {white:?}");
        // Half of the light is 188 in sRGB.
        assert!(grey.iter().all(|part| part.abs_diff(188) <= 5), "{transfer}: {grey:?}");
    }
}

#[test]
fn greys_follow_their_profile_and_stay_grey() {
    // A gamma of 1.8 makes 8-bit 128 lighter than sRGB does: 255 · f⁻¹((128 / 255)^1.8), with f the curve of sRGB.
    let profile = ColorProfile::new_gray_with_gamma(1.8).encode().unwrap();
    let grey: ImageBuffer<Luma<u8>, _> = ImageBuffer::from_pixel(40, 30, Luma([128]));
    let deep: ImageBuffer<Luma<u16>, _> = ImageBuffer::from_pixel(40, 30, Luma([128 * 257]));
    for image in [DynamicImage::from(grey), DynamicImage::from(deep)] {
        let kind = image.color();
        let shown = pixels(&png_with_profile(image, Some(profile.clone()))).unwrap();
        assert_eq!(shown.color(), kind);
        let [red, green, blue] = shown.to_rgb8().get_pixel(5, 5).0;
        assert!(red == green && green == blue && red.abs_diff(147) <= 2, "{red} {green} {blue}");
    }
}

#[test]
fn a_profile_that_does_not_fit_the_pixels_or_is_nonsense_is_ignored() {
    let header = |space: &[u8; 4]| [&[0; 16][..], space, &[7; 300]].concat();
    let grey = ColorProfile::new_gray_with_gamma(1.8).encode().unwrap();
    let mut cut = ColorProfile::new_display_p3().encode().unwrap();
    cut.truncate(200);
    let huge = vec![0; 5 * 1024 * 1024];
    for profile in [header(b"RGB "), header(b"CMYK"), vec![1, 2, 3], grey, cut, huge] {
        let png = png_with_profile(corners(), Some(profile));
        assert_corners(&pixels(&png).unwrap(), "ignored");
        assert_corners(&says_nothing(&prepare(&png, Prepare::default()).unwrap().bytes), "ignored");
    }
}

#[test]
fn opacities_are_not_converted() {
    let p3 = ColorProfile::new_display_p3();
    for opacity in [0, 1, 128, 255] {
        let image = RgbaImage::from_pixel(40, 30, Rgba([200, 100, 50, opacity]));
        let shown = pixels(&png_with_profile(image, Some(p3.encode().unwrap()))).unwrap().to_rgba8();
        assert_eq!(shown.get_pixel(3, 3).0[3], opacity);
        assert_ne!(shown.get_pixel(3, 3).0[0], 200);
    }
}

#[test]
fn a_result_of_the_right_size_keeps_its_bytes_and_so_its_profile() {
    let (_, bytes) = file!("display_p3.png");
    assert_eq!(fit(bytes.to_vec(), 96, 64).unwrap().bytes, bytes);
}

#[test]
fn the_corners_are_what_the_tests_say() {
    assert_eq!(CORNERS[0], [220, 30, 30]);
    assert_corners(&corners().into(), "the picture itself");
}
