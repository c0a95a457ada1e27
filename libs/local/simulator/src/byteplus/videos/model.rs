//! The models of clips, and the pixels of a ratio and a resolution. What is not here is unknown; 1.5 pro is
//! retired (vendor's notice of 2026).

use crate::byteplus::errors::ApiError;
use crate::picture::Size;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) id: &'static str,
    /// Else it has no switch for it.
    pub(super) has_sound: bool,
    pub(super) resolution: &'static str,
    pub(super) seconds: (i64, i64),
    /// The most reference pictures; what the vendor's own page says is unknown (third parties say nine for 2.0).
    pub(super) references: usize,
}

const RETIRED: &str = "seedance-1-5-pro-251215";
/// The default resolution of 2.0 is not in the facts (unverified).
static MODELS: [Model; 2] = [
    Model {
        id: "seedance-1-0-pro-250528",
        has_sound: false,
        resolution: "1080p",
        seconds: (2, 12),
        references: 0,
    },
    Model {
        id: "dreamina-seedance-2-0-260128",
        has_sound: true,
        resolution: "720p",
        seconds: (4, 15),
        references: 9,
    },
];

#[cfg(test)]
pub(in crate::byteplus) fn models() -> Vec<&'static str> {
    MODELS.iter().map(|model| model.id).chain([RETIRED]).collect()
}

pub(super) fn find(id: &str) -> Result<&'static Model, ApiError> {
    if id == RETIRED {
        return Err(ApiError::ClosedModel(id.to_owned()));
    }
    MODELS.iter().find(|model| model.id == id).ok_or_else(|| ApiError::UnknownModel(id.to_owned()))
}

pub(super) const RESOLUTIONS: [&str; 3] = ["480p", "720p", "1080p"];
pub(super) const RATIOS: [&str; 7] = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"];

/// Width and height of 1.0 pro at 480p, 720p and 1080p, from memory (unverified): each about as many pixels as
/// the 16:9 one, sides divisible by 16 or 32.
const OF_ONE: [(&str, [(u32, u32); 3]); 6] = [
    ("16:9", [(864, 480), (1248, 704), (1920, 1088)]),
    ("4:3", [(736, 544), (1120, 832), (1664, 1248)]),
    ("1:1", [(640, 640), (960, 960), (1440, 1440)]),
    ("3:4", [(544, 736), (832, 1120), (1248, 1664)]),
    ("9:16", [(480, 864), (704, 1248), (1088, 1920)]),
    ("21:9", [(960, 416), (1504, 640), (2176, 928)]),
];

impl Model {
    pub(super) fn pixels(&self, ratio: &str, resolution: &str) -> Size {
        let (short, column) = match resolution {
            "480p" => (480, 0),
            "1080p" => (1080, 2),
            _ => (720, 1),
        };
        let table = OF_ONE.iter().find(|(name, _)| !self.has_sound && *name == ratio);
        match table.and_then(|(_, sizes)| sizes.get::<usize>(column)) {
            Some((width, height)) => Size { width: *width, height: *height },
            None => of_short_side(ratio, short),
        }
    }
}

/// 2.0 keeps the short side, which its prices fit. Sides are even.
fn of_short_side(ratio: &str, short: u32) -> Size {
    let parts = ratio.split_once(':').and_then(|(wide, high)| Some((wide.parse().ok()?, high.parse().ok()?)));
    let (wide, high): (u32, u32) = parts.unwrap_or((16, 9));
    let long = short.saturating_mul(wide.max(high)).checked_div(wide.min(high)).unwrap_or(short) & !1;
    if wide >= high { Size { width: long, height: short } } else { Size { width: short, height: long } }
}

/// The ratio that is nearest to a picture's, for `adaptive`.
pub(super) fn nearest(size: Size) -> &'static str {
    let shapes = OF_ONE.map(|(ratio, _)| {
        let Size { width, height } = of_short_side(ratio, 1000);
        (ratio, width, height)
    });
    size.nearest(&shapes).unwrap_or("16:9")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_and_a_resolution_make_a_size() {
        let [one, two] = &MODELS;
        for (model, ratio, resolution, width, height) in [
            (one, "16:9", "1080p", 1920, 1088),
            (one, "9:16", "480p", 480, 864),
            (two, "16:9", "480p", 852, 480),
            (two, "16:9", "720p", 1280, 720),
            (two, "3:4", "1080p", 1080, 1440),
        ] {
            assert_eq!(model.pixels(ratio, resolution), Size { width, height }, "{ratio} {resolution}");
        }
        assert_eq!(nearest(Size { width: 1000, height: 1010 }), "1:1");
        assert_eq!(nearest(Size { width: 1000, height: 1700 }), "9:16");
    }
}
