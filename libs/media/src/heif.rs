//! Pictures in the container of MP4: HEIC and AVIF. Their boxes say what a picture is made of; the pixels of each tile
//! are coded as one frame of a video.

mod av1;
mod canvas;
mod hevc;
mod items;
mod numbers;
mod turns;
mod yuv;

use image::DynamicImage;
use moxcms::ColorProfile;

use crate::colours::{cicp_profile, icc_profile};
use crate::decode::{MAX_DECODED, fits_limits};
use crate::{Error, FileType};
use canvas::{Canvas, Coded};
use items::Items;
use turns::Turn;

/// A HEIC or an AVIF of which only the boxes have been read.
pub(crate) struct Heif<'a> {
    items: Items<'a>,
    canvas: Canvas,
    /// Opacities, and whether the colours are multiplied by them already.
    alpha: Option<(Canvas, bool)>,
    turns: Vec<Turn>,
    code_points: Option<CodePoints>,
}

/// What numbers stand for, by ITU-T H.273.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CodePoints {
    primaries: u16,
    transfer: u16,
    matrix: u16,
    full_range: bool,
}

impl CodePoints {
    /// What holds for a picture that says nothing (ISO/IEC 23000-22, section 7.3.6.4): the colours of sRGB, the matrix
    /// of BT.601 and the full range.
    const UNSAID: Self = Self { primaries: 1, transfer: 13, matrix: 6, full_range: true };
    const UNSPECIFIED: u16 = 2;

    /// With what is unspecified filled in.
    const fn or_unsaid(self) -> Self {
        Self {
            matrix: if self.matrix == Self::UNSPECIFIED { Self::UNSAID.matrix } else { self.matrix },
            ..self
        }
    }
}

/// A picture may be cropped, turned and mirrored once each.
const MOST_TURNS: usize = 3;

fn broken(what: &str) -> Error {
    Error::Broken(what.to_owned())
}

impl<'a> Heif<'a> {
    pub(crate) fn new(file_type: FileType, bytes: &'a [u8]) -> Result<Self, Error> {
        let items = Items::read(bytes).ok_or_else(|| broken("its boxes make no sense"))?;
        let canvas = Canvas::new(&items, items.primary)?;
        let coding = items.kind(canvas.first_tile()).ok_or_else(|| broken("it has no coded picture"))?;
        if !matches!((file_type, &coding), (FileType::Avif, b"av01") | (FileType::Heic, b"hvc1" | b"av01")) {
            let coding = coding.escape_ascii();
            return Err(Error::Broken(format!("its pixels are coded as {coding}, which we cannot decode")));
        }
        let alpha = match items.alpha_of(items.primary) {
            Some(id) => Some((Canvas::new(&items, id)?, items.refers(*b"prem", items.primary, id))),
            None => None,
        };
        let turns: Vec<Turn> =
            items.properties(items.primary).filter_map(|(name, body)| Turn::read(name, body)).collect();
        if turns.len() > MOST_TURNS {
            return Err(broken("it is turned again and again"));
        }
        let code_points = code_points(&items);
        Ok(Self { items, canvas, alpha, turns, code_points })
    }

    /// Width and height before the picture is turned.
    pub(crate) fn dimensions(&self) -> (u32, u32) {
        (self.canvas.width, self.canvas.height)
    }

    /// Width and height as a viewer shows them.
    pub(crate) fn size(&self) -> (u32, u32) {
        self.turns.iter().fold(self.dimensions(), |size, turn| turn.size(size))
    }

    /// Refuses what takes too much memory, by what the boxes say. What is coded is held to it when it is decoded.
    pub(crate) fn within_limits(&self) -> Result<(), Error> {
        let bytes = self.canvas.decoded_bytes(&self.items)
            + self.alpha.as_ref().map_or(0, |(alpha, _)| alpha.decoded_bytes(&self.items));
        if bytes > MAX_DECODED {
            return Err(Error::TooLarge);
        }
        let (width, height) = self.size();
        if width == 0 || height == 0 {
            return Err(broken("it has no pixels"));
        }
        fits_limits(width, height)
    }

    /// The colours of the decoded pixels.
    pub(crate) fn profile(&self) -> Option<ColorProfile> {
        let icc = self.items.properties(self.items.primary).find_map(|(name, body)| match (&name, body) {
            (b"colr", [b'p', b'r', b'o', b'f', icc @ ..] | [b'r', b'I', b'C', b'C', icc @ ..]) => {
                icc_profile(icc)
            }
            _ => None,
        });
        icc.or_else(|| self.code_points.and_then(|said| cicp_profile((said.primaries, said.transfer))))
    }

    /// Decodes every pixel and turns the picture upright.
    pub(crate) fn decode(&self) -> Result<DynamicImage, Error> {
        let is_av1 = |coded: &Coded<'_>| coded.kind == *b"av01";
        let colours = self.canvas.painted(&self.items, |coded| {
            if is_av1(coded) {
                av1::colours(coded, self.code_points)
            } else {
                hevc::colours(coded, self.code_points)
            }
        })?;
        let mut image = match &self.alpha {
            None => DynamicImage::from(colours),
            Some((alpha, multiplied)) => {
                let opacities = alpha.painted(&self.items, |coded| {
                    if is_av1(coded) { av1::opacities(coded) } else { hevc::opacities(coded) }
                })?;
                canvas::with_opacities(&colours, &opacities, *multiplied)
            }
        };
        for turn in &self.turns {
            image = turn.apply(image);
        }
        Ok(image)
    }
}

/// A decoder that fails in the middle of a hostile file must not take more down than that file.
fn caught<T>(decode: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(decode))
        .unwrap_or_else(|_| Err(broken("its coded pixels make no sense")))
}

fn code_points(items: &Items<'_>) -> Option<CodePoints> {
    items.properties(items.primary).find_map(|(name, body)| match (&name, body) {
        (
            b"colr",
            [
                b'n',
                b'c',
                b'l',
                b'x',
                primaries_high,
                primaries,
                transfer_high,
                transfer,
                matrix_high,
                matrix,
                range,
                ..,
            ],
        ) => Some(CodePoints {
            primaries: u16::from_be_bytes([*primaries_high, *primaries]),
            transfer: u16::from_be_bytes([*transfer_high, *transfer]),
            matrix: u16::from_be_bytes([*matrix_high, *matrix]),
            full_range: range & 0x80 != 0,
        }),
        _ => None,
    })
}
