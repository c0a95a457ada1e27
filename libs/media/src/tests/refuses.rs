//! Refusals of files that are no picture, are not whole or are too large.

use super::colours::file;
use super::{encoded, pattern};
use crate::{Error, FileType, Prepare, fit, inspect, pixels, prepare, sniff};
use domain::ErrorClass;

#[test]
fn what_only_poses_as_a_picture_is_refused() {
    let cases: [&[u8]; 19] = [
        b"",
        b"\x89PNG",
        b"\xFF\xD8",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>",
        b"<?xml version=\"1.0\"?><svg/>",
        b"\xEF\xBB\xBF<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        b"\n <svg onload=\"alert(1)\"/>",
        b"\xFF\xFE<\0s\0v\0g\0/\0>\0",
        b"\x1F\x8B\x08\0\0\0\0\0\0\x03svgz",
        b"<!doctype html><html></html>",
        b"<HTML><script>alert(1)</script>",
        b"<!--\x89PNG\r\n\x1A\n--><html></html>",
        b"PNG\r\n\x1A\n<html></html>",
        // The signature as a transfer in text mode leaves it.
        b"\x89PNG\n\x1A\n\0\0\0\x0DIHDR",
        b"%PDF-1.7\n%\xFF\xD8\xFF",
        b"II*\0\x08\0\0\0\0\0\0\0",
        b"\0\0\x01\0\x01\0\x10\x10\0\0\0\0",
        b"BM\x3a\x00\x00\x00\x00\x00\x00\x00\x36\x00",
        b"{\"error\":\"expired\"}",
    ];
    for bytes in cases {
        assert_eq!(sniff(bytes), None);
        assert!(matches!(inspect(bytes), Err(Error::NotAPicture(_))), "{bytes:?}");
        assert!(matches!(prepare(bytes, Prepare::default()), Err(Error::NotAPicture(_))), "{bytes:?}");
        let error = fit(bytes.to_vec(), 10, 10).unwrap_err();
        assert!(matches!(error, Error::NotAPicture(_)), "{bytes:?}");
        assert_eq!(error.class(), ErrorClass::CallersFault);
    }
}

/// The right first bytes make a file pass for a picture only until somebody reads on, and every reader does.
#[test]
fn a_page_behind_the_first_bytes_of_a_picture_is_broken() {
    let starts: [&[u8]; 7] = [
        b"\x89PNG\r\n\x1A\n",
        b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR",
        b"\xFF\xD8\xFF\xE0",
        b"RIFF\x24\0\0\0WEBP",
        b"GIF89a",
        b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    ];
    let pages: [&[u8]; 3] = [
        b"",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>",
        b"<!doctype html><html><script>alert(1)</script></html>",
    ];
    for (start, page) in starts.iter().flat_map(|start| pages.map(|page| (start, page))) {
        let bytes = [start, page].concat();
        let named = String::from_utf8_lossy(&bytes);
        // Whatever follows "GIF89a" can be read as a size, and even as one that is too large.
        let is_gif = sniff(&bytes) == Some(FileType::Gif);
        let refused = |error: Error| {
            matches!(error, Error::Broken(_) | Error::Undecodable(_))
                || (is_gif && matches!(error, Error::TooLarge))
        };
        assert!(is_gif || inspect(&bytes).is_err_and(refused), "{named:?}");
        assert!(pixels(&bytes).is_err_and(refused), "{named:?}");
        assert!(prepare(&bytes, Prepare::default()).is_err_and(refused), "{named:?}");
        assert!(fit(bytes.clone(), 10, 10).is_err_and(refused), "{named:?}");
    }
}

#[test]
fn a_picture_cut_anywhere_is_broken_unless_every_pixel_is_there() {
    let made = [FileType::Png, FileType::Jpeg, FileType::WebP, FileType::Gif]
        .map(|file_type| (file_type, encoded(pattern(48, 40), file_type)));
    let files = [
        (FileType::Avif, file!("grid.avif").1.to_vec()),
        (FileType::Heic, file!("phone.heic").1.to_vec()),
        (FileType::Jpeg, file!("progressive.jpg").1.to_vec()),
    ];
    for (file_type, bytes) in made.into_iter().chain(files) {
        let whole = pixels(&bytes).unwrap();
        let (mut taken, last) = (0, bytes.len() - 1);
        for length in (12..bytes.len()).step_by(7).chain(last - 16..=last) {
            match pixels(&bytes[..length]) {
                Ok(shown) => {
                    taken += 1;
                    assert!(
                        shown == whole,
                        "{file_type:?} cut at {length} of {} is another picture",
                        bytes.len()
                    );
                }
                Err(error) => {
                    assert!(
                        matches!(error, Error::Broken(_) | Error::Undecodable(_)),
                        "{file_type:?} cut at {length}: {error}"
                    );
                    assert!(fit(bytes[..length].to_vec(), 20, 20).is_err());
                }
            }
        }
        assert!(taken <= 16, "{file_type:?} is taken at {taken} lengths");
    }
}

#[test]
fn the_end_of_an_embedded_preview_is_not_the_end_of_the_photo() {
    let preview = encoded(pattern(8, 8), FileType::Jpeg);
    let photo = encoded(pattern(48, 40), FileType::Jpeg);
    let length = u16::try_from(preview.len() + 2).unwrap().to_be_bytes();
    let segment = [&[0xFF, 0xED], length.as_slice(), &preview].concat();
    let with_preview = [&photo[..2], &segment, &photo[2..]].concat();
    assert!(fit(with_preview.clone(), 48, 40).is_ok());
    let cut = with_preview[..with_preview.len() - 40].to_vec();
    assert!(matches!(fit(cut, 48, 40), Err(Error::Broken(_) | Error::Undecodable(_))));
}

#[test]
fn damage_inside_a_png_is_noticed_even_when_the_size_fits() {
    let mut bytes = encoded(pattern(48, 40), FileType::Png);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    assert!(matches!(fit(bytes, 48, 40), Err(Error::Broken(_) | Error::Undecodable(_))));
}

#[test]
fn a_few_bytes_that_claim_a_huge_picture_are_refused_by_the_header() {
    let cases = [(50_000, 50_000), (16_385, 1), (1, 16_385), (8_001, 8_000), (u32::MAX >> 1, 1)];
    for (width, height) in cases {
        let bytes = png_claiming(width, height, 8);
        assert!(bytes.len() < 64);
        assert!(matches!(inspect(&bytes), Err(Error::TooLarge)), "{width} x {height}");
        assert!(matches!(pixels(&bytes), Err(Error::TooLarge)), "{width} x {height}");
        assert!(matches!(prepare(&bytes, Prepare::default()), Err(Error::TooLarge)), "{width} x {height}");
        assert!(matches!(fit(bytes, 10, 10), Err(Error::TooLarge)), "{width} x {height}");
    }
    assert_eq!(inspect(&png_claiming(8_000, 8_000, 8)).unwrap(), (FileType::Png, 8_000, 8_000));
    assert!(
        matches!(inspect(&png_claiming(8_000, 8_000, 16)), Err(Error::TooLarge)),
        "deep pixels take twice"
    );
}

#[test]
fn a_jpeg_or_webp_that_claims_a_huge_picture_is_refused_by_the_header() {
    let mut jpeg = encoded(pattern(8, 8), FileType::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xC3, 0x50, 0xC3, 0x50]);
    assert!(matches!(inspect(&jpeg), Err(Error::TooLarge)));

    assert!(matches!(inspect(&webp_claiming(16_383, 16_383)), Err(Error::TooLarge)));
    // The decoder takes a side of 16384 for none at all.
    assert!(matches!(inspect(&webp_claiming(16_384, 16_384)), Err(Error::Broken(_) | Error::Undecodable(_))));
}

/// Sizes are in the boxes for readers and in the coded frames for decoders, and a hostile file may state two.
#[test]
fn a_heic_or_avif_that_claims_a_huge_picture_or_lies_about_a_tile_is_refused() {
    for (name, bytes) in [file!("plain.heic"), file!("plain.avif"), file!("phone.heic"), file!("grid.avif")] {
        let at = bytes.windows(4).position(|word| word == b"ispe").unwrap() + 8;
        for (side, too_large) in [(60_000_u32, true), (7_000, false), (97, false), (1, false), (0, false)] {
            let mut lying = bytes.to_vec();
            lying[at..at + 4].copy_from_slice(&side.to_be_bytes());
            let error = pixels(&lying).expect_err(name);
            // The tiles of a grid do not go together then, which is noticed first.
            let refused = matches!(error, Error::TooLarge) == too_large || name.contains("grid");
            assert!(refused, "{name} of {side}: {error}");
            assert_eq!(error.class(), ErrorClass::CallersFault);
        }
    }
}

#[test]
fn tiles_of_which_nothing_is_seen_are_not_decoded() {
    let (_, bytes) = file!("grid.avif");
    // One row of two tiles of 64 × 64, of which 96 × 64 are seen.
    let grid = [0, 0, 0, 1, 0, 96, 0, 64];
    let at = bytes.windows(8).position(|window| window == grid).unwrap();
    for (width, height, taken) in
        [(96, 64, true), (65, 1, true), (128, 64, true), (64, 64, false), (129, 64, false)]
    {
        let mut changed = bytes.to_vec();
        changed[at + 5] = width;
        changed[at + 7] = height;
        assert_eq!(pixels(&changed).is_ok(), taken, "{width} x {height}");
    }
}

/// No byte of a small file may bring a decoder down or make it allocate without bounds.
#[test]
fn a_heic_or_avif_with_any_byte_changed_is_a_picture_or_an_error() {
    for (_, bytes) in [file!("phone.heic"), file!("alpha.avif")] {
        for at in 0..bytes.len() {
            let mut changed = bytes.to_vec();
            changed[at] ^= if at % 2 == 0 { 0xFF } else { 0x01 };
            if let Err(error) = pixels(&changed) {
                assert_eq!(error.class(), ErrorClass::CallersFault, "{at}");
            }
        }
    }
}

#[test]
fn an_impossible_size_is_our_bug() {
    let bytes = encoded(pattern(8, 8), FileType::Png);
    for (width, height) in [(0, 10), (10, 0), (0, 0), (16_385, 1), (8_001, 8_000), (u32::MAX, u32::MAX)] {
        let error = fit(bytes.clone(), width, height).unwrap_err();
        assert!(matches!(error, Error::ImpossibleSize { .. }), "{width} x {height}: {error}");
        assert_eq!(error.class(), ErrorClass::OurBug);
    }
}

/// Lossless: a signature byte, then 14 bits of width and 14 of height, each minus one.
fn webp_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut webp = encoded(pattern(8, 8), FileType::WebP);
    let size = webp.windows(4).position(|word| word == b"VP8L").unwrap() + 9;
    webp[size..size + 4].copy_from_slice(&((width - 1) | ((height - 1) << 14)).to_le_bytes());
    webp
}

/// A header, the start of a data chunk and nothing more.
pub(super) fn png_claiming(width: u32, height: u32, depth: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes(), &height.to_be_bytes(), [depth, 6, 0, 0].as_slice(), &[0]].concat();
    let chunk = |name: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        let named = [name, body].concat();
        [length.as_slice(), &named, &crc32(&named).to_be_bytes()].concat()
    };
    [b"\x89PNG\r\n\x1A\n".as_slice(), &chunk(b"IHDR", &header), &chunk(b"IDAT", &[0x78, 0x9C, 0x03])].concat()
}

pub(super) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}
