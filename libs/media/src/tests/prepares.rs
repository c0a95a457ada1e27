//! `prepare`: pictures on their way to vendors.

use domain::ErrorClass;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageBuffer, Luma, LumaA, Rgb, RgbImage, Rgba, RgbaImage};

use super::orientation::photo;
use super::refuses::png_claiming;
use super::{BLUE, GREEN, RED, close, decoded, encoded, pattern};
use crate::{Error, FileType, Picture, Prepare, inspect, prepare, sniff};

const WHOLE: Prepare = Prepare { crop: None };

fn prepared(image: impl Into<DynamicImage>, how: Prepare) -> Picture {
    let picture = prepare(&encoded(image, FileType::Png), how).unwrap();
    let (file_type, width, height) = inspect(&picture.bytes).unwrap();
    assert_eq!((file_type.mime(), width, height), (picture.mime, picture.width, picture.height));
    assert!(picture.bytes.len() <= 3_700_000);
    picture
}

#[test]
fn sides_are_brought_within_the_limits_and_the_ratio_is_kept() {
    for ((from_width, from_height), size) in [
        ((640, 480), (640, 480)),
        ((300, 300), (300, 300)),
        ((2048, 2048), (2048, 2048)),
        ((2048, 300), (2048, 300)),
        ((2400, 1200), (2048, 1024)),
        ((1200, 2400), (1024, 2048)),
        ((150, 100), (450, 300)),
        ((100, 150), (300, 450)),
        ((1, 1), (300, 300)),
        // A long picture gets as large as both limits allow. Where they contradict each other, the ratio wins.
        ((1000, 200), (1500, 300)),
        ((200, 1000), (300, 1500)),
        ((1000, 100), (2048, 205)),
        ((4096, 64), (2048, 32)),
        ((3, 3000), (2, 2048)),
        ((1, 9000), (1, 2048)),
    ] {
        let picture = prepared(pattern(from_width, from_height), WHOLE);
        assert_eq!((picture.width, picture.height), size, "{from_width} x {from_height}");
        assert_eq!(sniff(&picture.bytes), Some(FileType::Jpeg));
    }
}

#[test]
fn a_crop_has_the_ratio_asked_for() {
    for ((from_width, from_height), ratio, size) in [
        ((1600, 900), (16, 9), (1600, 900)),
        ((1000, 1000), (16, 9), (1008, 567)),
        ((1000, 1000), (9, 16), (567, 1008)),
        ((900, 600), (1, 1), (600, 600)),
        ((2400, 1200), (1, 1), (1200, 1200)),
        ((2400, 1200), (16, 9), (2048, 1152)),
        ((100, 100), (16, 9), (544, 306)),
        ((1, 1), (9, 16), (306, 544)),
        ((640, 480), (1920, 1080), (640, 360)),
        ((400, 400), (10, 1), (2048, 205)),
    ] {
        let picture = prepared(pattern(from_width, from_height), Prepare { crop: Some(ratio) });
        assert_eq!((picture.width, picture.height), size, "{from_width} x {from_height} to {ratio:?}");
    }
}

#[test]
fn a_crop_is_taken_from_the_middle() {
    let bars = RgbImage::from_fn(900, 300, |x, _| if (300..600).contains(&x) { GREEN } else { BLUE });
    let image = decoded(&prepared(bars, Prepare { crop: Some((1, 1)) })).to_rgb8();
    assert_eq!(image.dimensions(), (300, 300));
    assert!(image.pixels().all(|pixel| close(*pixel, GREEN)));
}

#[test]
fn without_transparency_it_is_a_jpeg() {
    let grey: ImageBuffer<Luma<u8>, _> = ImageBuffer::from_pixel(400, 300, Luma([90]));
    let deep: ImageBuffer<Rgb<u16>, _> = ImageBuffer::from_pixel(400, 300, Rgb([0x5A00; 3]));
    let opaque = RgbaImage::from_pixel(400, 300, Rgba([90, 90, 90, 255]));
    let opaque_grey: ImageBuffer<LumaA<u8>, _> = ImageBuffer::from_pixel(400, 300, LumaA([90, 255]));
    let cases: [DynamicImage; 4] = [grey.into(), deep.into(), opaque.into(), opaque_grey.into()];
    for original in cases {
        let picture = prepared(original, WHOLE);
        assert_eq!(picture.mime, "image/jpeg");
        let image = decoded(&picture).to_rgb8();
        assert!(image.pixels().all(|pixel| close(*pixel, Rgb([90; 3]))));
    }
    for file_type in [FileType::Jpeg, FileType::WebP] {
        let picture = prepare(&encoded(pattern(400, 300), file_type), WHOLE).unwrap();
        assert_eq!((picture.mime, picture.width, picture.height), ("image/jpeg", 400, 300));
    }
}

#[test]
fn where_anything_shows_through_it_is_a_png_that_keeps_it() {
    let mut almost = RgbaImage::from_pixel(400, 300, Rgba([90, 90, 90, 255]));
    almost.put_pixel(399, 299, Rgba([90, 90, 90, 254]));
    assert_eq!(prepared(almost.clone(), WHOLE).mime, "image/png");
    // What is cropped away does not count.
    assert_eq!(prepared(almost, Prepare { crop: Some((1, 1)) }).mime, "image/jpeg");

    let glass: ImageBuffer<Rgba<u16>, _> = ImageBuffer::from_pixel(100, 100, Rgba([0, 0, 0xFFFF, 0x8080]));
    let picture = prepared(glass, WHOLE);
    let image = decoded(&picture);
    assert_eq!(image.color(), image::ColorType::Rgba8);
    assert!(image.to_rgba8().pixels().all(|pixel| *pixel == Rgba([0, 0, 255, 128])));
}

#[test]
fn a_photo_on_its_side_is_turned_upright() {
    let picture = prepare(&photo(6), WHOLE).unwrap();
    assert_eq!((picture.width, picture.height), (300, 600));
    let image = decoded(&picture).to_rgb8();
    assert!(close(*image.get_pixel(150, 60), RED) && close(*image.get_pixel(150, 540), BLUE));
}

#[test]
fn too_large_a_file_loses_quality_before_size() {
    let mut state = 1_u32;
    let mut noise = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let opaque = RgbImage::from_fn(1700, 1700, |_, _| Rgb([noise(), noise(), noise()]));
    let mut at_best = Vec::new();
    let best = JpegEncoder::new_with_quality(&mut at_best, 92);
    DynamicImage::from(opaque.clone()).write_with_encoder(best).unwrap();
    assert!(at_best.len() > 3_700_000, "{} bytes are small enough", at_best.len());
    let picture = prepared(opaque.clone(), WHOLE);
    assert_eq!((picture.mime, picture.width, picture.height), ("image/jpeg", 1700, 1700));

    let glass = RgbaImage::from_fn(1600, 800, |x, y| {
        let Rgb([red, green, blue]) = *opaque.get_pixel(x, y);
        Rgba([red, green, blue, red | 1])
    });
    let picture = prepared(glass, WHOLE);
    assert_eq!((picture.mime, picture.width, picture.height), ("image/png", 1200, 600));
}

#[test]
fn a_huge_claim_is_refused_by_the_header() {
    for (width, height) in [(50_000, 50_000), (16_385, 1), (8_001, 8_000)] {
        let error = prepare(&png_claiming(width, height, 8), WHOLE).unwrap_err();
        assert!(matches!(error, Error::TooLarge), "{width} x {height}: {error}");
        assert_eq!(error.class(), ErrorClass::CallersFault);
    }
}

#[test]
fn a_picture_cut_short_is_broken() {
    for file_type in [FileType::Png, FileType::Jpeg, FileType::WebP] {
        let bytes = encoded(pattern(48, 40), file_type);
        let error = prepare(&bytes[..bytes.len() / 2], WHOLE).unwrap_err();
        assert!(matches!(error, Error::Broken(_) | Error::Undecodable(_)), "{file_type:?}: {error}");
    }
}

#[test]
fn a_ratio_of_nothing_is_our_bug() {
    let bytes = encoded(pattern(48, 40), FileType::Png);
    for ratio in [(0, 1), (1, 0), (0, 0)] {
        let error = prepare(&bytes, Prepare { crop: Some(ratio) }).unwrap_err();
        assert!(matches!(error, Error::ImpossibleSize { .. }), "{error}");
        assert_eq!(error.class(), ErrorClass::OurBug);
    }
}
