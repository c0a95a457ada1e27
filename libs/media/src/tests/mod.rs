//! Tests on real pictures, videos and sounds, all of which are made here.

mod as_mp4;
mod by_ffmpeg;
mod colours;
mod file_types;
mod fits;
mod formats;
mod lengths;
mod mended_sounds;
mod mp4_file;
mod orientation;
mod prepares;
mod refuses;
mod sound_files;
mod sounds;
mod videos;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::{FileType, Picture};

const RED: Rgb<u8> = Rgb([220, 20, 20]);
const GREEN: Rgb<u8> = Rgb([20, 200, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

/// Red, green, blue and yellow, from top left to bottom right.
const CORNERS: [[u8; 3]; 4] = [[220, 30, 30], [30, 180, 60], [30, 60, 220], [230, 210, 30]];

/// A quarter of each colour.
fn corners() -> RgbImage {
    RgbImage::from_fn(96, 64, |x, y| Rgb(CORNERS[usize::from(x >= 48) + 2 * usize::from(y >= 32)]))
}

fn assert_corners(image: &DynamicImage, name: &str) {
    assert_corners_within(5, image, name);
}

fn assert_corners_within(tolerance: u8, image: &DynamicImage, name: &str) {
    let image = image.to_rgb8();
    let (width, height) = image.dimensions();
    let at = [(1, 1), (5, 1), (1, 5), (5, 5)].map(|(x, y)| image.get_pixel(width * x / 6, height * y / 6).0);
    let close = |(shown, expected): ([u8; 3], [u8; 3])| {
        shown.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= tolerance)
    };
    assert!(at.into_iter().zip(CORNERS).all(close), "{name}: {at:?}");
}

fn encoded(image: impl Into<DynamicImage>, file_type: FileType) -> Vec<u8> {
    let image = image.into();
    let mut bytes = Cursor::new(Vec::new());
    match file_type {
        FileType::Png => image.write_to(&mut bytes, ImageFormat::Png),
        FileType::Jpeg => image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)),
        FileType::WebP => image.write_to(&mut bytes, ImageFormat::WebP),
        FileType::Gif => image.into_rgba8().write_to(&mut bytes, ImageFormat::Gif),
        other => panic!("{other:?} is no picture"),
    }
    .unwrap();
    bytes.into_inner()
}

/// No two pixels close together are alike, so that a shift by one shows.
fn pattern(width: u32, height: u32) -> RgbImage {
    let byte = |n: u32| u8::try_from(n % 251).unwrap();
    RgbImage::from_fn(width, height, |x, y| Rgb([byte(x * 7), byte(y * 11), byte(x + y)]))
}

fn decoded(picture: &Picture) -> DynamicImage {
    let image = image::load_from_memory(&picture.bytes).unwrap();
    assert_eq!((image.width(), image.height()), (picture.width, picture.height));
    image
}

fn close(a: Rgb<u8>, b: Rgb<u8>) -> bool {
    a.0.iter().zip(b.0).all(|(a, b)| a.abs_diff(b) < 12)
}
