//! Tiles that are coded as HEVC. The crate that decodes them reads whole files only, so each tile is put into a file of
//! its own. That way one tile is in memory at a time, and its size is known before it is decoded.

use heic_decoder::{ColorInfo, DecodedImage, ImageInfo, RgbOptions};
use image::{GrayImage, RgbImage};

use super::canvas::Coded;
use super::{CodePoints, Error, broken, caught};
use crate::decode::MAX_DECODED;

/// While a tile is decoded: a plane and two quarters of one at 4 bytes a sample, and the colours.
pub(super) const BYTES_PER_PIXEL: u64 = 9;

pub(super) fn colours(coded: &Coded<'_>, said: Option<CodePoints>) -> Result<RgbImage, Error> {
    caught(|| {
        let decoded = decoded(coded)?;
        let options = RgbOptions { color: Some(meaning(&decoded, said)), ..RgbOptions::default() };
        let rgb = decoded.to_rgb8_with_options(&options).map_err(unreadable)?;
        drop(decoded);
        let size = u32::try_from(rgb.width).ok().zip(u32::try_from(rgb.height).ok());
        size.and_then(|(width, height)| RgbImage::from_raw(width, height, rgb.data))
            .ok_or_else(|| broken("it has no pixels"))
    })
}

pub(super) fn opacities(coded: &Coded<'_>) -> Result<GrayImage, Error> {
    caught(|| {
        let decoded = decoded(coded)?;
        let most = (1_i64 << decoded.bit_depth_luma.min(16)) - 1;
        let opacity =
            |sample: &i32| u8::try_from((i64::from(*sample) * 255 + most / 2) / most).unwrap_or(u8::MAX);
        let size = u32::try_from(decoded.width).ok().zip(u32::try_from(decoded.height).ok());
        size.and_then(|(width, height)| {
            GrayImage::from_raw(width, height, decoded.y.iter().map(opacity).collect())
        })
        .ok_or_else(|| broken("it has no opacities"))
    })
}

/// The boxes count more than what the coded frame says.
fn meaning(decoded: &DecodedImage, said: Option<CodePoints>) -> ColorInfo {
    let coded = decoded.color_info.map(|info| CodePoints {
        primaries: info.color_primaries,
        transfer: info.transfer_characteristics,
        matrix: info.matrix_coefficients,
        full_range: info.full_range,
    });
    let said = said.or(coded).unwrap_or(CodePoints::UNSAID).or_unsaid();
    ColorInfo {
        color_primaries: said.primaries,
        transfer_characteristics: said.transfer,
        matrix_coefficients: said.matrix,
        full_range: said.full_range,
    }
}

fn decoded(coded: &Coded<'_>) -> Result<DecodedImage, Error> {
    let file = file(coded).ok_or(Error::TooLarge)?;
    let info = heic_decoder::probe(&file).map_err(unreadable)?;
    if !is_as_large(&info, coded) {
        return Err(broken("a part of it is not as large as it says"));
    }
    // The planes have 4 bytes a sample, and the colours one each.
    let samples_of_two_pixels = match info.chroma_format_idc {
        0 => 2,
        1 => 3,
        2 => 4,
        _ => 6,
    };
    if u64::from(coded.width) * u64::from(coded.height) * (samples_of_two_pixels * 2 + 3) > MAX_DECODED {
        return Err(Error::TooLarge);
    }
    heic_decoder::decode(&file).map_err(unreadable)
}

fn is_as_large(info: &ImageInfo, coded: &Coded<'_>) -> bool {
    let same = |actual: usize, stated: u32| u32::try_from(actual) == Ok(stated);
    same(info.width, coded.width) && same(info.height, coded.height)
}

fn unreadable(error: heic_decoder::HeifError) -> Error {
    match error {
        heic_decoder::HeifError::LimitExceeded(_) => Error::TooLarge,
        error => Error::Undecodable(error.to_string()),
    }
}

/// The length of a box's header, in bytes.
const HEADER: usize = 8;

/// A HEIC file with this tile as its only picture. `None`: it is longer than the numbers in such a file reach.
fn file(coded: &Coded<'_>) -> Option<Vec<u8>> {
    let size = [[0; 4], coded.width.to_be_bytes(), coded.height.to_be_bytes()].concat();
    let properties = [boxed(*b"hvcC", coded.configuration)?, boxed(*b"ispe", &size)?].concat();
    let opening = boxed(*b"ftyp", b"heic\0\0\0\0mif1heic")?;
    let meta = |start: u32| {
        let length = u32::try_from(coded.bytes.len()).ok()?.to_be_bytes();
        let place =
            [b"\0\0\0\0\x44\0\0\x01\0\x01\0\0\0\x01".as_slice(), &start.to_be_bytes(), &length].concat();
        let described =
            [boxed(*b"ipco", &properties)?, boxed(*b"ipma", b"\0\0\0\0\0\0\0\x01\0\x01\x02\x81\x02")?]
                .concat();
        let entry = boxed(*b"infe", b"\x02\0\0\0\0\x01\0\0hvc1\0")?;
        let body = [
            vec![0; 4],
            boxed(*b"hdlr", b"\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0")?,
            boxed(*b"pitm", b"\0\0\0\0\0\x01")?,
            boxed(*b"iinf", &[b"\0\0\0\0\0\x01".as_slice(), &entry].concat())?,
            boxed(*b"iprp", &described)?,
            boxed(*b"iloc", &place)?,
        ]
        .concat();
        boxed(*b"meta", &body)
    };
    let start = opening.len() + meta(0)?.len() + HEADER;
    let meta = meta(u32::try_from(start).ok()?)?;
    Some([opening, meta, boxed(*b"mdat", &coded.bytes)?].concat())
}

fn boxed(name: [u8; 4], body: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(body.len()).ok()?.checked_add(8)?;
    Some([length.to_be_bytes().as_slice(), &name, body].concat())
}
