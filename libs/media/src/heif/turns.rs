//! How a picture is cropped, turned and mirrored before it is shown. Unlike the orientation in EXIF, which such files
//! hold for information only, this always applies.

use image::DynamicImage;

use super::numbers::Numbers;
use crate::mp4::boxes::Name;

pub(super) enum Turn {
    /// By this many quarters, clockwise.
    Clockwise(u8),
    /// Left and right change places.
    Sideways,
    /// Top and bottom change places.
    UpsideDown,
    /// What remains is this large, and lies this far from the centre: a numerator and a denominator, to the right and
    /// down.
    Crop { size: (u32, u32), shift: [(i64, i64); 2] },
}

impl Turn {
    pub(super) fn read(name: Name, body: &[u8]) -> Option<Self> {
        match &name {
            // The file counts quarters anticlockwise.
            b"irot" => Some(Self::Clockwise((4 - (body.first()? & 3)) % 4)),
            b"imir" if body.first()? & 1 == 0 => Some(Self::UpsideDown),
            b"imir" => Some(Self::Sideways),
            b"clap" => crop(body),
            _ => None,
        }
    }

    pub(super) fn size(&self, (width, height): (u32, u32)) -> (u32, u32) {
        match self {
            Self::Clockwise(1 | 3) => (height, width),
            Self::Crop { size, .. } => (size.0.min(width), size.1.min(height)),
            _ => (width, height),
        }
    }

    pub(super) fn apply(&self, image: DynamicImage) -> DynamicImage {
        match self {
            Self::Clockwise(1) => image.rotate90(),
            Self::Clockwise(2) => image.rotate180(),
            Self::Clockwise(3) => image.rotate270(),
            Self::Clockwise(_) => image,
            Self::Sideways => image.fliph(),
            Self::UpsideDown => image.flipv(),
            Self::Crop { shift: [across, down], .. } => {
                let (width, height) = self.size((image.width(), image.height()));
                let x = start(image.width(), width, *across);
                let y = start(image.height(), height, *down);
                image.crop_imm(x, y, width, height)
            }
        }
    }
}

/// Each number is a numerator and a denominator.
fn crop(body: &[u8]) -> Option<Turn> {
    let mut numbers = Numbers(body);
    let mut fraction = || Some((numbers.u32(4)?, numbers.u32(4).filter(|below| *below > 0)?));
    let (width, height, across, down) = (fraction()?, fraction()?, fraction()?, fraction()?);
    let signed = |(above, below): (u32, u32)| (i64::from(above.cast_signed()), i64::from(below));
    Some(Turn::Crop { size: (width.0 / width.1, height.0 / height.1), shift: [signed(across), signed(down)] })
}

/// Where what remains of a side begins.
fn start(whole: u32, part: u32, (above, below): (i64, i64)) -> u32 {
    let rest = i64::from(whole.saturating_sub(part));
    let start = (rest * below + 2 * above).div_euclid(2 * below);
    u32::try_from(start.clamp(0, rest)).unwrap_or_default()
}
