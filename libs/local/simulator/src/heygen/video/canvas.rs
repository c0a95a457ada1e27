//! The size of a video: an aspect ratio with a resolution as its shorter side.

use crate::fields::{Fields, Wrong};
use crate::picture::Size;

const RATIOS: [&str; 6] = ["16:9", "9:16", "4:5", "5:4", "1:1", "auto"];
const RESOLUTIONS: [&str; 3] = ["4k", "1080p", "720p"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Canvas {
    /// None: that of the source.
    ratio: Option<(u32, u32)>,
    short: u32,
}

impl Canvas {
    pub(super) fn read(fields: &Fields<'_>) -> Result<Self, Wrong> {
        let ratio = match fields.choice("aspect_ratio", &RATIOS)?.unwrap_or("16:9") {
            "9:16" => Some((9, 16)),
            "4:5" => Some((4, 5)),
            "5:4" => Some((5, 4)),
            "1:1" => Some((1, 1)),
            "auto" => None,
            _ => Some((16, 9)),
        };
        let short = match fields.choice("resolution", &RESOLUTIONS)?.unwrap_or("720p") {
            "4k" => 2160,
            "1080p" => 1080,
            _ => 720,
        };
        Ok(Self { ratio, short })
    }

    /// Both sides are even, and none is longer than that of 16:9.
    pub(super) fn size(self, source: Size) -> Size {
        let (wide, high) = self.ratio.unwrap_or((source.width.max(1), source.height.max(1)));
        let long = |long: u32, short: u32| {
            let pixels = u64::from(self.short) * u64::from(long) / u64::from(short);
            u32::try_from(pixels).unwrap_or(u32::MAX).min(self.short * 16 / 9) & !1
        };
        if wide >= high {
            Size { width: long(wide, high), height: self.short }
        } else {
            Size { width: self.short, height: long(high, wide) }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_shorter_side_is_that_of_the_resolution() {
        let source = Size { width: 900, height: 1201 };
        for (body, width, height) in [
            (json!({}), 1280, 720),
            (json!({ "aspect_ratio": "9:16", "resolution": "1080p" }), 1080, 1920),
            (json!({ "aspect_ratio": "4:5" }), 720, 900),
            (json!({ "aspect_ratio": "5:4" }), 900, 720),
            (json!({ "aspect_ratio": "1:1", "resolution": "4k" }), 2160, 2160),
            (json!({ "aspect_ratio": "auto" }), 720, 960),
        ] {
            let canvas = Canvas::read(&Fields::of(&body).unwrap()).unwrap();
            assert_eq!(canvas.size(source), Size { width, height }, "{body}");
        }
        let auto = Canvas { ratio: None, short: 720 };
        let extreme = |width, height| auto.size(Size { width, height });
        assert_eq!(extreme(4000, 100), Size { width: 1280, height: 720 });
        assert_eq!(extreme(0, 0), Size { width: 720, height: 720 });
    }
}
