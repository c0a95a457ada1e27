//! From luma and chroma to colours, in integers.

use image::{GrayImage, RgbImage};

/// Whole numbers that stand for parts of 65,536.
const ONE: i64 = 1 << 16;

/// The planes of a decoded frame.
pub(super) struct Planes<'a> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Bits a sample: 8, 10 or 12.
    pub(super) depth: u32,
    pub(super) luma: Plane<'a>,
    /// Blue and red. `None`: the picture is grey.
    pub(super) chroma: Option<[Plane<'a>; 2]>,
    /// By how many powers of two the chroma planes are smaller, across and down.
    pub(super) halved: (u32, u32),
}

#[derive(Clone, Copy)]
pub(super) struct Plane<'a> {
    pub(super) bytes: &'a [u8],
    /// In bytes.
    pub(super) stride: usize,
    /// A sample is two bytes long.
    pub(super) wide: bool,
}

/// The samples of one row of a plane. `None`: the plane is too short.
type Row = Option<Vec<usize>>;

/// How colours are mixed into luma and chroma.
#[derive(Clone, Copy)]
pub(super) enum Matrix {
    /// Not at all: the planes are green, blue and red.
    Identity,
    /// What red gets of the red chroma, blue of the blue one, and what green loses of either.
    Mixed { red: i64, blue: i64, green_blue: i64, green_red: i64 },
}

impl Matrix {
    /// By the code point of ITU-T H.273, whose table 4 gives the shares that these follow from.
    pub(super) const fn new(code_point: u16) -> Option<Self> {
        let (red, blue, green_blue, green_red) = match code_point {
            0 => return Some(Self::Identity),
            1 => (103_206, 121_609, 12_276, 30_679),
            5 | 6 => (91_881, 116_130, 22_553, 46_802),
            7 => (103_285, 119_669, 14_852, 31_236),
            9 => (96_639, 123_299, 10_784, 37_444),
            _ => return None,
        };
        Some(Self::Mixed { red, blue, green_blue, green_red })
    }
}

impl Plane<'_> {
    fn row(&self, row: usize, samples: usize) -> Row {
        let bytes = self.bytes.get(row.checked_mul(self.stride)?..)?;
        if self.wide {
            let (pairs, _) = bytes.get(..samples * 2)?.as_chunks::<2>();
            return Some(pairs.iter().map(|pair| usize::from(u16::from_ne_bytes(*pair))).collect());
        }
        Some(bytes.get(..samples)?.iter().map(|byte| usize::from(*byte)).collect())
    }
}

/// What every sample stands for: of 255, in parts of 65,536.
fn levels(depth: u32, zero: i64, span: i64) -> Vec<i64> {
    (0..1_i64 << depth).map(|sample| (sample - zero) * 255 * ONE / span).collect()
}

fn byte(level: i64) -> u8 {
    u8::try_from(((level + ONE / 2) / ONE).clamp(0, 255)).unwrap_or_default()
}

impl Planes<'_> {
    /// `None` if a plane is shorter than the picture.
    pub(super) fn colours(&self, matrix: Matrix, full_range: bool) -> Option<RgbImage> {
        let (most, scale) = ((1_i64 << self.depth) - 1, 1_i64 << (self.depth - 8));
        let lumas = if full_range {
            levels(self.depth, 0, most)
        } else {
            levels(self.depth, 16 * scale, 219 * scale)
        };
        let chroma_span = if full_range { most } else { 224 * scale };
        let chromas = levels(self.depth, 128 * scale, chroma_span);
        let mut pixels =
            Vec::with_capacity(usize::try_from(u64::from(self.width) * u64::from(self.height) * 3).ok()?);
        for (luma, blue, red) in self.rows() {
            let luma = luma?;
            let (blue, red) = (blue?, red?);
            for (x, sample) in luma.iter().enumerate() {
                let at = x >> self.halved.0;
                let luma = *lumas.get(*sample)?;
                let pixel = match (matrix, blue.get(at).zip(red.get(at))) {
                    (_, None) => [byte(luma); 3],
                    (Matrix::Identity, Some((blue, red))) => {
                        [byte(*lumas.get(*red)?), byte(luma), byte(*lumas.get(*blue)?)]
                    }
                    (
                        Matrix::Mixed { red: red_red, blue: blue_blue, green_blue, green_red },
                        Some((blue, red)),
                    ) => {
                        let (blue, red) = (*chromas.get(*blue)?, *chromas.get(*red)?);
                        [
                            byte(luma + red_red * red / ONE),
                            byte(luma - (green_blue * blue + green_red * red) / ONE),
                            byte(luma + blue_blue * blue / ONE),
                        ]
                    }
                };
                pixels.extend_from_slice(&pixel);
            }
        }
        RgbImage::from_raw(self.width, self.height, pixels)
    }

    pub(super) fn opacities(&self) -> Option<GrayImage> {
        let lumas = levels(self.depth, 0, (1_i64 << self.depth) - 1);
        let mut pixels = Vec::new();
        for (luma, _, _) in self.rows() {
            for sample in luma? {
                pixels.push(byte(*lumas.get(sample)?));
            }
        }
        GrayImage::from_raw(self.width, self.height, pixels)
    }

    /// Row by row: luma, blue and red. The chromas of a grey picture are empty.
    fn rows(&self) -> impl Iterator<Item = (Row, Row, Row)> {
        let width = usize::try_from(self.width).unwrap_or_default();
        let height = usize::try_from(self.height).unwrap_or_default();
        let chroma_width = (width + (1 << self.halved.0) - 1) >> self.halved.0;
        (0..height).map(move |row| {
            let chroma = |plane: usize| match &self.chroma {
                None => Some(Vec::new()),
                Some(planes) => planes.get(plane)?.row(row >> self.halved.1, chroma_width),
            };
            (self.luma.row(row, width), chroma(0), chroma(1))
        })
    }
}
