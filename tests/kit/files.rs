//! Makes small files for tests that upload something.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// A black picture.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    png_of(width, height, [0, 0, 0])
}

pub fn png_of(width: u32, height: u32, color: [u8; 3]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, Rgb(color)).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Silence of so many 16-bit samples in one channel. At a lower rate the same bytes last longer.
pub fn wav(rate: u32, samples: u32) -> Vec<u8> {
    let bytes = samples * 2;
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + bytes).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    wav.extend([1, 0, 1, 0]);
    wav.extend(rate.to_le_bytes());
    wav.extend((rate * 2).to_le_bytes());
    wav.extend([2, 0, 16, 0]);
    wav.extend(b"data");
    wav.extend(bytes.to_le_bytes());
    wav.resize(wav.len() + usize::try_from(bytes).unwrap(), 0);
    wav
}
