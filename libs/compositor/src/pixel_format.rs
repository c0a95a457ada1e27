//! Reads the names that ffmpeg has for the ways in which samples are stored.

/// What the name of a pixel format says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent properties of a format")]
pub(crate) struct Format {
    pub(crate) is_rgb: bool,
    pub(crate) has_alpha: bool,
    pub(crate) is_deep: bool,
    /// Whether it has the full range by its nature.
    pub(crate) is_full: bool,
}

impl Format {
    pub(crate) fn new(name: &str) -> Self {
        const PACKED: [&str; 10] =
            ["rgb", "bgr", "argb", "abgr", "0rgb", "0bgr", "gbr", "pal8", "x2rgb", "x2bgr"];
        let is_rgb = PACKED.iter().any(|start| name.starts_with(start));
        let is_grey = name.starts_with("gray") || name.starts_with("ya") || name.starts_with("mono");
        let transparent = ["yuva", "gbrap", "rgba", "bgra", "argb", "abgr", "pal8", "ya8", "ya16", "ayuv"];
        let deep = ["9", "10", "12", "14", "16", "32", "48", "64"];
        // A number that belongs to the layout is none of bits: nv12, yuv420p, yuv410p.
        let name_of_depth = name.trim_end_matches("le").trim_end_matches("be");
        let is_8_bit = matches!(name_of_depth, "nv12" | "nv16" | "gray" | "rgb24" | "bgr24");
        Self {
            is_rgb,
            has_alpha: transparent.iter().any(|start| name.starts_with(start)),
            is_deep: !is_8_bit && deep.iter().any(|bits| name_of_depth.ends_with(bits)),
            is_full: is_rgb || is_grey || name.starts_with("yuvj"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixel_formats_say_how_deep_and_how_transparent_they_are() {
        for (name, deep, alpha) in [
            ("yuv420p", false, false),
            ("yuv420p10le", true, false),
            ("yuva444p12le", true, true),
            ("nv12", false, false),
            ("p010le", true, false),
            ("rgb24", false, false),
            ("rgb48be", true, false),
            ("argb", false, true),
            ("rgba64be", true, true),
            ("gbrap", false, true),
            ("yuv410p", false, false),
            ("pal8", false, true),
        ] {
            let format = Format::new(name);
            assert_eq!((format.is_deep, format.has_alpha), (deep, alpha), "{name}");
        }
    }
}
