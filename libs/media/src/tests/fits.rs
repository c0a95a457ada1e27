//! `fit`: sizes, pixels and what is kept of them.

use image::{DynamicImage, ImageBuffer, Luma, LumaA, RgbImage, Rgba, RgbaImage};

use super::{BLUE, GREEN, RED, close, decoded, encoded, pattern};
use crate::{FileType, fit, inspect, sniff};

const PICTURES: [FileType; 3] = [FileType::Png, FileType::Jpeg, FileType::WebP];

#[test]
fn a_picture_of_the_right_size_comes_back_untouched() {
    for file_type in PICTURES {
        let bytes = encoded(pattern(300, 257), file_type);
        let picture = fit(bytes.clone(), 300, 257).unwrap();
        assert_eq!((picture.mime, picture.width, picture.height), (file_type.mime(), 300, 257));
        assert_eq!(picture.bytes, bytes, "{file_type:?}");
    }
}

#[test]
fn every_kind_becomes_a_png_of_exactly_the_size() {
    let cases = [
        ((304, 272), (300, 257)),
        ((64, 64), (200, 100)),
        ((90, 30), (30, 90)),
        ((30, 90), (90, 30)),
        ((16, 16), (1, 1)),
        ((1, 1), (16, 9)),
    ];
    for file_type in PICTURES {
        for ((from_width, from_height), (width, height)) in cases {
            let picture = fit(encoded(pattern(from_width, from_height), file_type), width, height).unwrap();
            assert_eq!((picture.mime, picture.width, picture.height), ("image/png", width, height));
            assert_eq!(inspect(&picture.bytes).unwrap(), (FileType::Png, width, height));
            decoded(&picture);
        }
    }
}

#[test]
fn a_crop_without_resizing_keeps_every_pixel() {
    let original = pattern(1600, 912);
    let image = decoded(&fit(encoded(original.clone(), FileType::Png), 1600, 900).unwrap()).to_rgb8();
    let expected = RgbImage::from_fn(1600, 900, |x, y| *original.get_pixel(x, y + 6));
    assert!(image == expected, "the picture is not rows 6 to 905 of the original");
}

#[test]
fn a_crop_is_centred() {
    // The blue bars of 6 rows above and below are exactly what is cut off. Green marks the corners of what stays.
    let picture = RgbImage::from_fn(304, 272, |x, y| match (x, y) {
        (_, 0..6 | 266..) => BLUE,
        (0..20 | 284.., 6..26 | 246..266) => GREEN,
        _ => RED,
    });
    let image = decoded(&fit(encoded(picture, FileType::Png), 300, 257).unwrap()).to_rgb8();
    for (x, y) in [(0, 0), (299, 0), (0, 256), (299, 256)] {
        assert!(close(*image.get_pixel(x, y), GREEN), "corner {x},{y}: {:?}", image.get_pixel(x, y));
    }
    assert!(close(*image.get_pixel(150, 128), RED));
    assert!(image.pixels().all(|pixel| !close(*pixel, BLUE)));
}

#[test]
fn a_wide_picture_loses_its_sides_evenly() {
    let picture = RgbImage::from_fn(300, 100, |x, _| if (100..200).contains(&x) { GREEN } else { BLUE });
    let image = decoded(&fit(encoded(picture, FileType::Png), 100, 100).unwrap()).to_rgb8();
    assert!(image.pixels().all(|pixel| *pixel == GREEN));
}

#[test]
fn grey_transparent_and_deep_pictures_keep_their_channels() {
    let grey: ImageBuffer<Luma<u8>, _> = ImageBuffer::from_pixel(40, 30, Luma([90]));
    let grey_deep: ImageBuffer<Luma<u16>, _> = ImageBuffer::from_pixel(40, 30, Luma([40_000]));
    let grey_alpha: ImageBuffer<LumaA<u8>, _> = ImageBuffer::from_pixel(40, 30, LumaA([90, 128]));
    let deep: ImageBuffer<Rgba<u16>, _> =
        ImageBuffer::from_pixel(40, 30, Rgba([1_000, 30_000, 60_000, 32_768]));
    let alpha = RgbaImage::from_pixel(40, 30, Rgba([10, 100, 200, 128]));
    let cases: [DynamicImage; 5] =
        [grey.into(), grey_deep.into(), grey_alpha.into(), deep.into(), alpha.into()];
    for original in cases {
        let image = decoded(&fit(encoded(original.clone(), FileType::Png), 25, 25).unwrap());
        assert_eq!(image.color(), original.color());
        let (before, after) = (original.to_rgba16(), image.to_rgba16());
        let near = |a: u16, b: u16| a.abs_diff(b) < 600;
        let first = before.get_pixel(0, 0);
        assert!(
            after.pixels().all(|p| p.0.iter().zip(first.0).all(|(a, b)| near(*a, b))),
            "{:?}",
            image.color()
        );
    }
}

#[test]
fn the_colours_of_unseen_pixels_do_not_leak_into_what_is_seen() {
    for (across, down) in [(25, 25), (60, 60)] {
        let half =
            RgbaImage::from_fn(
                40,
                40,
                |x, _| {
                    if x < 20 { Rgba([220, 30, 30, 255]) } else { Rgba([0, 255, 0, 0]) }
                },
            );
        let image = decoded(&fit(encoded(half, FileType::Png), across, down).unwrap()).to_rgba8();
        let seen = image.pixels().filter(|pixel| pixel.0[3] > 8);
        let greenest = seen.map(|pixel| pixel.0[1]).max().unwrap();
        assert!(greenest <= 34, "{across} × {down}: {greenest}");
    }
}

#[test]
fn transparency_of_a_webp_is_kept() {
    let alpha = RgbaImage::from_pixel(40, 30, Rgba([10, 100, 200, 128]));
    let image = decoded(&fit(encoded(alpha, FileType::WebP), 25, 25).unwrap()).to_rgba8();
    assert_eq!(image.get_pixel(12, 12).0[3], 128);
}

#[test]
fn a_header_is_enough_to_inspect() {
    for file_type in PICTURES {
        let bytes = encoded(pattern(304, 272), file_type);
        assert_eq!(sniff(&bytes), Some(file_type));
        assert_eq!(inspect(&bytes).unwrap(), (file_type, 304, 272));
    }
}
