//! Puts a picture together from its tiles. Most pictures are one tile; phones cut theirs into some fifty.

use std::borrow::Cow;

use image::{DynamicImage, GrayImage, ImageBuffer, Pixel, RgbImage, Rgba, RgbaImage, imageops};

use super::items::Items;
use super::numbers::Numbers;
use super::{Error, broken};
use crate::decode::fits_limits;
use crate::mp4::boxes::Name;

pub(super) struct Canvas {
    pub(super) width: u32,
    pub(super) height: u32,
    columns: u32,
    tile_width: u32,
    tile_height: u32,
    /// Row by row, and never empty.
    tiles: Vec<u32>,
}

/// A tile before it is decoded.
pub(super) struct Coded<'a> {
    pub(super) kind: Name,
    /// The box that configures its decoder.
    pub(super) configuration: &'a [u8],
    pub(super) bytes: Cow<'a, [u8]>,
    /// What the boxes say. A decoder refuses anything else.
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Canvas {
    pub(super) fn new(items: &Items<'_>, id: u32) -> Result<Self, Error> {
        let canvas = match items.kind(id) {
            Some(kind) if kind == *b"grid" => Self::grid(items, id),
            Some(_) => size(items, id).map(|(width, height)| Self {
                width,
                height,
                columns: 1,
                tile_width: width,
                tile_height: height,
                tiles: vec![id],
            }),
            None => None,
        };
        let canvas = canvas.ok_or_else(|| broken("its size and its tiles do not go together"))?;
        fits_limits(canvas.width, canvas.height)?;
        fits_limits(canvas.tile_width, canvas.tile_height)?;
        Ok(canvas)
    }

    fn grid(items: &Items<'_>, id: u32) -> Option<Self> {
        let bytes = items.bytes(id)?;
        let mut numbers = Numbers(&bytes);
        numbers.u8()?;
        let side = if numbers.u8()? & 1 == 0 { 2 } else { 4 };
        let (rows, columns) = (u32::from(numbers.u8()?) + 1, u32::from(numbers.u8()?) + 1);
        let (width, height) = (numbers.u32(side)?, numbers.u32(side)?);
        let tiles = items.parts(id).to_vec();
        let (tile_width, tile_height) = size(items, *tiles.first()?)?;
        let all_there = usize::try_from(rows * columns).is_ok_and(|count| count == tiles.len());
        let all_alike = tiles.iter().all(|tile| size(items, *tile) == Some((tile_width, tile_height)));
        let covered = is_covered(width, columns, tile_width) && is_covered(height, rows, tile_height);
        (all_there && all_alike && covered).then_some(Self {
            width,
            height,
            columns,
            tile_width,
            tile_height,
            tiles,
        })
    }

    pub(super) fn first_tile(&self) -> u32 {
        self.tiles.first().copied().unwrap_or_default()
    }

    /// The most memory that decoding takes, in bytes: one tile at a time, and the whole with an opacity.
    pub(super) fn decoded_bytes(&self, items: &Items<'_>) -> u64 {
        const PER_PIXEL: u64 = 4;
        let area = |width, height| u64::from(width) * u64::from(height);
        let per_tile_pixel = match items.kind(self.first_tile()) {
            Some(kind) if kind == *b"av01" => super::av1::BYTES_PER_PIXEL,
            _ => super::hevc::BYTES_PER_PIXEL,
        };
        let whole = if self.is_one_tile() { 0 } else { area(self.width, self.height) * PER_PIXEL };
        whole + area(self.tile_width, self.tile_height) * per_tile_pixel
    }

    fn is_one_tile(&self) -> bool {
        self.tiles.len() == 1 && (self.width, self.height) == (self.tile_width, self.tile_height)
    }

    /// Decodes tile after tile, and lays them side by side.
    pub(super) fn painted<P: Pixel<Subpixel = u8>>(
        &self,
        items: &Items<'_>,
        decode: impl Fn(&Coded<'_>) -> Result<ImageBuffer<P, Vec<u8>>, Error>,
    ) -> Result<ImageBuffer<P, Vec<u8>>, Error> {
        let mut bytes_left = items.most_coded_bytes();
        let mut drawn = |tile| {
            let coded = self.coded(items, tile).ok_or_else(|| broken("a part of it is missing"))?;
            bytes_left = bytes_left
                .checked_sub(coded.bytes.len())
                .ok_or_else(|| broken("its parts are larger than the file"))?;
            let drawn = decode(&coded)?;
            if drawn.dimensions() == (self.tile_width, self.tile_height) {
                return Ok(drawn);
            }
            Err(broken("a part of it is not as large as it says"))
        };
        if self.is_one_tile() {
            return drawn(self.first_tile());
        }
        let mut canvas = ImageBuffer::new(self.width, self.height);
        for (index, tile) in (0_u32..).zip(&self.tiles) {
            let at = |index: u32, side: u32| i64::from(index) * i64::from(side);
            let (column, row) = (index % self.columns, index / self.columns);
            imageops::replace(
                &mut canvas,
                &drawn(*tile)?,
                at(column, self.tile_width),
                at(row, self.tile_height),
            );
        }
        Ok(canvas)
    }

    fn coded<'a>(&self, items: &Items<'a>, id: u32) -> Option<Coded<'a>> {
        let kind = items.kind(id)?;
        let configuration = items.property(id, if kind == *b"av01" { *b"av1C" } else { *b"hvcC" })?;
        let bytes = items.bytes(id)?;
        Some(Coded { kind, configuration, bytes, width: self.tile_width, height: self.tile_height })
    }
}

/// Whether the tiles fill a side, and the last one is needed for that. Without the second rule a small file could have
/// thousands of large tiles decoded of which nothing is seen.
const fn is_covered(side: u32, tiles: u32, tile: u32) -> bool {
    tiles.saturating_mul(tile) >= side && tiles.saturating_sub(1).saturating_mul(tile) < side
}

fn size(items: &Items<'_>, id: u32) -> Option<(u32, u32)> {
    let mut numbers = Numbers(items.property(id, *b"ispe")?.get(4..)?);
    Some((numbers.u32(4)?, numbers.u32(4)?))
}

/// `multiplied`: the colours are multiplied by the opacities already, and are divided by them here.
pub(super) fn with_opacities(colours: &RgbImage, opacities: &GrayImage, multiplied: bool) -> DynamicImage {
    let (width, height) = colours.dimensions();
    let resized;
    let opacities = if opacities.dimensions() == (width, height) {
        opacities
    } else {
        resized = imageops::resize(opacities, width, height, imageops::FilterType::Triangle);
        &resized
    };
    let pixels = colours.pixels().zip(opacities.pixels()).flat_map(|(colour, opacity)| {
        let [red, green, blue] = colour.0;
        let [opacity] = opacity.0;
        let undone = |part: u8| if multiplied { divided(part, opacity) } else { part };
        Rgba([undone(red), undone(green), undone(blue), opacity]).0
    });
    RgbaImage::from_raw(width, height, pixels.collect()).unwrap_or_default().into()
}

fn divided(part: u8, opacity: u8) -> u8 {
    let (part, opacity) = (u16::from(part), u16::from(opacity.max(1)));
    u8::try_from(((part * 255 + opacity / 2) / opacity).min(255)).unwrap_or(u8::MAX)
}
