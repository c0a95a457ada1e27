//! What the samples of a film mean: which matrix, range, primaries and transfer they have, as the film states it or
//! else as players assume it. Nothing here runs ffmpeg.

use crate::light::{Primaries, Transfer};
use crate::pixel_format::Format;

/// How a film's samples are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent properties of a film")]
pub(crate) struct Signal {
    pub(crate) matrix: Matrix,
    pub(crate) range: Range,
    pub(crate) primaries: Primaries,
    pub(crate) transfer: Transfer,
    /// Whether it has more than 8 bits a sample.
    pub(crate) is_deep: bool,
    pub(crate) is_interlaced: bool,
    /// Whether something may show through it.
    pub(crate) is_transparent: bool,
    /// Whether something shows through its first frames.
    pub(crate) is_cut_out: bool,
    /// Whether its colours have been multiplied by its alpha already.
    pub(crate) is_premultiplied: bool,
    /// The decoder that also reads its alpha, where ffmpeg's own does not.
    pub(crate) decoder: Option<&'static str>,
}

/// How brightness and colour differences are made of red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Matrix {
    /// They are not made: the samples are red, green and blue themselves.
    Rgb,
    Bt601,
    Bt709,
    Bt2020,
    Smpte240m,
    Fcc,
}

impl Matrix {
    /// The name that ffmpeg's filter `scale` has for it, in all versions; `None`: the filter needs none.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Rgb => None,
            Self::Bt601 => Some("bt601"),
            Self::Bt709 => Some("bt709"),
            Self::Bt2020 => Some("bt2020"),
            Self::Smpte240m => Some("smpte240m"),
            Self::Fcc => Some("fcc"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Range {
    /// From 16 to 235, as television has it.
    Limited,
    Full,
}

impl Range {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Limited => "tv",
            Self::Full => "pc",
        }
    }
}

/// What a film states about itself, in ffmpeg's words. What it does not state is `unknown`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) pixel_format: String,
    /// As it is coded: before it is turned upright or stretched.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) range: String,
    pub(crate) matrix: String,
    pub(crate) primaries: String,
    pub(crate) transfer: String,
    pub(crate) is_interlaced: bool,
    /// Whether every sample of its alpha says opaque in its first frames.
    pub(crate) is_opaque: bool,
    pub(crate) is_premultiplied: bool,
    pub(crate) decoder: Option<&'static str>,
}

impl Signal {
    /// Each property is as the film states it. Where it is silent, its size decides, as in mpv: a film that is at
    /// least 1280 wide or more than 576 high is read as BT.709, and a smaller one as BT.601. The error completes a
    /// sentence that begins with "this film".
    pub(crate) fn new(stated: &Stated) -> Result<Self, String> {
        let format = Format::new(&stated.pixel_format);
        let matrix = matrix(stated, format)?;
        let primaries = primaries(stated, matrix)?;
        Ok(Self {
            matrix,
            range: range(stated, format),
            primaries,
            transfer: transfer(&stated.transfer)?,
            is_deep: format.is_deep,
            is_interlaced: stated.is_interlaced,
            is_transparent: format.has_alpha,
            is_cut_out: format.has_alpha && !stated.is_opaque,
            is_premultiplied: stated.is_premultiplied,
            decoder: stated.decoder,
        })
    }

    /// Whether its red, green and blue are those of the result.
    pub(crate) fn is_plain(&self) -> bool {
        self.primaries == Primaries::Bt709 && self.transfer == Transfer::Screen
    }

    /// Whether its samples are made of red, green and blue as those of the result are.
    pub(crate) fn is_as_results_are(&self) -> bool {
        self.matrix == Matrix::Bt709 && self.range == Range::Limited
    }
}

fn matrix(stated: &Stated, format: Format) -> Result<Matrix, String> {
    if format.is_rgb {
        return Ok(Matrix::Rgb);
    }
    match stated.matrix.as_str() {
        "bt709" => Ok(Matrix::Bt709),
        "bt470bg" | "smpte170m" => Ok(Matrix::Bt601),
        "bt2020nc" | "bt2020c" => Ok(Matrix::Bt2020),
        "smpte240m" => Ok(Matrix::Smpte240m),
        "fcc" => Ok(Matrix::Fcc),
        // An RGB film that was stored in another format keeps the mark by mistake.
        "unknown" | "unspecified" | "reserved" | "gbr" | "" => {
            Ok(if is_large(stated) { Matrix::Bt709 } else { Matrix::Bt601 })
        }
        other => Err(untakeable("colour matrix", other)),
    }
}

const fn is_large(stated: &Stated) -> bool {
    const WIDTH: u32 = 1280;
    const HEIGHT: u32 = 576;
    stated.width >= WIDTH || stated.height > HEIGHT
}

/// A film that is silent has the primaries that go with its matrix. For BT.601 these are those of the television
/// whose number of lines it has; without such a number they are BT.709's, which do the least damage.
fn primaries(stated: &Stated, matrix: Matrix) -> Result<Primaries, String> {
    match stated.primaries.as_str() {
        "bt709" => Ok(Primaries::Bt709),
        "bt470m" => Ok(Primaries::Ntsc1953),
        "bt470bg" => Ok(Primaries::Lines625),
        "smpte170m" | "smpte240m" => Ok(Primaries::Lines525),
        "film" => Ok(Primaries::Film),
        "bt2020" => Ok(Primaries::Bt2020),
        "smpte431" => Ok(Primaries::DciP3),
        "smpte432" => Ok(Primaries::DisplayP3),
        "ebu3213" | "jedec-p22" => Ok(Primaries::Ebu3213),
        "unknown" | "unspecified" | "reserved" | "" => Ok(match (matrix, stated.height) {
            (Matrix::Bt2020, _) => Primaries::Bt2020,
            // Motion JPEG has BT.601's matrix with a screen's primaries, whatever its size.
            (Matrix::Bt601, _) if stated.pixel_format.starts_with("yuvj") => Primaries::Bt709,
            (Matrix::Bt601, 480 | 486) if !is_large(stated) => Primaries::Lines525,
            (Matrix::Bt601, 576) if !is_large(stated) => Primaries::Lines625,
            _ => Primaries::Bt709,
        }),
        other => Err(untakeable("colour primaries", other)),
    }
}

/// The curves of BT.601, BT.709, SDR in BT.2020 and sRGB count as one, because screens show all of them alike.
fn transfer(stated: &str) -> Result<Transfer, String> {
    match stated {
        "bt709" | "smpte170m" | "smpte240m" | "iec61966-2-1" | "iec61966-2-4" | "bt1361" | "bt1361e"
        | "bt2020-10" | "bt2020-12" | "unknown" | "unspecified" | "reserved" | "" => Ok(Transfer::Screen),
        "bt470m" | "gamma22" => Ok(Transfer::Gamma22),
        "bt470bg" | "gamma28" => Ok(Transfer::Gamma28),
        "linear" => Ok(Transfer::Linear),
        "smpte2084" => Ok(Transfer::Pq),
        "arib-std-b67" => Ok(Transfer::Hlg),
        other => Err(untakeable("transfer curve", other)),
    }
}

fn range(stated: &Stated, format: Format) -> Range {
    match stated.range.as_str() {
        "tv" => Range::Limited,
        "pc" => Range::Full,
        _ if format.is_full => Range::Full,
        _ => Range::Limited,
    }
}

fn untakeable(what: &str, value: &str) -> String {
    format!(
        "has the {what} {value}; what is taken is BT.601, BT.709, BT.2020, P3, sRGB, and HDR as HLG or PQ. \
         Export it as one of these"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(pixel_format: &str, width: u32, height: u32) -> Stated {
        let unknown = || "unknown".to_owned();
        Stated {
            pixel_format: pixel_format.to_owned(),
            width,
            height,
            range: unknown(),
            matrix: unknown(),
            primaries: unknown(),
            transfer: unknown(),
            ..Stated::default()
        }
    }

    #[test]
    fn a_film_that_is_silent_is_read_as_players_read_it() {
        for (pixel_format, width, height, matrix, range, primaries) in [
            ("yuv420p", 1280, 720, Matrix::Bt709, Range::Limited, Primaries::Bt709),
            ("yuv420p", 720, 1280, Matrix::Bt709, Range::Limited, Primaries::Bt709),
            ("yuv422p10le", 1920, 1080, Matrix::Bt709, Range::Limited, Primaries::Bt709),
            ("yuv420p", 1280, 534, Matrix::Bt709, Range::Limited, Primaries::Bt709),
            ("yuv420p", 640, 360, Matrix::Bt601, Range::Limited, Primaries::Bt709),
            ("yuv420p", 720, 480, Matrix::Bt601, Range::Limited, Primaries::Lines525),
            ("yuv420p", 720, 576, Matrix::Bt601, Range::Limited, Primaries::Lines625),
            ("yuvj420p", 720, 576, Matrix::Bt601, Range::Full, Primaries::Bt709),
            ("gbrp", 640, 480, Matrix::Rgb, Range::Full, Primaries::Bt709),
            ("rgb24", 1280, 720, Matrix::Rgb, Range::Full, Primaries::Bt709),
            ("gray", 640, 360, Matrix::Bt601, Range::Full, Primaries::Bt709),
        ] {
            let read = Signal::new(&stated(pixel_format, width, height)).unwrap();
            let case = format!("{pixel_format} {width} × {height}");
            assert_eq!((read.matrix, read.range, read.primaries), (matrix, range, primaries), "{case}");
            assert_eq!(read.transfer, Transfer::Screen, "{case}");
        }
    }

    #[test]
    fn each_tag_counts_by_itself() {
        let tagged = Stated {
            matrix: "smpte170m".to_owned(),
            range: "pc".to_owned(),
            primaries: "smpte432".to_owned(),
            transfer: "arib-std-b67".to_owned(),
            ..stated("yuv420p10le", 1920, 1080)
        };
        let read = Signal::new(&tagged).unwrap();
        assert_eq!((read.matrix, read.range), (Matrix::Bt601, Range::Full));
        assert_eq!((read.primaries, read.transfer), (Primaries::DisplayP3, Transfer::Hlg));
        assert!(read.is_deep && !read.is_plain());
    }

    #[test]
    fn colours_that_cannot_be_converted_are_named() {
        let tagged = Stated { matrix: "ictcp".to_owned(), ..stated("yuv420p10le", 1920, 1080) };
        let problem = Signal::new(&tagged).unwrap_err();
        assert!(problem.starts_with("has the colour matrix ictcp; what is taken is BT.601"), "{problem}");
    }
}
