//! Reads what ffmpeg's first pass has measured of a mix.

use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measured {
    /// In LUFS.
    pub(crate) loudness: f64,
    /// In dBTP.
    pub(crate) peak: f64,
    /// In LU.
    pub(crate) range: f64,
    /// In LUFS.
    pub(crate) threshold: f64,
    /// In LU.
    pub(crate) offset: f64,
}

/// The faintest mix that is made louder, in LUFS. A quiet room is louder than this.
const FAINTEST: f64 = -60.0;

/// The measurement as ffmpeg prints it: numbers are texts, and silence is `-inf`.
#[derive(Deserialize)]
struct Printed {
    input_i: String,
    input_tp: String,
    input_lra: String,
    input_thresh: String,
    target_offset: String,
}

impl Measured {
    /// Reads ffmpeg's output. Returns `None` if nothing sounds, or so faintly that only noise would be made loud.
    pub(crate) fn read(output: &str) -> Option<Self> {
        let json = output.get(output.rfind('{')?..=output.rfind('}')?)?;
        let printed: Printed = serde_json::from_str(json).ok()?;
        // Clamped to what the second pass accepts, because a mix may be louder than its own scale.
        let number = |text: &str, least: f64, most: f64| {
            let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite())?;
            Some(number.clamp(least, most))
        };
        Some(Self {
            loudness: number(&printed.input_i, -99.0, 0.0).filter(|loudness| *loudness > FAINTEST)?,
            peak: number(&printed.input_tp, -99.0, 99.0)?,
            range: number(&printed.input_lra, 0.0, 99.0)?,
            threshold: number(&printed.input_thresh, -99.0, 0.0)?,
            offset: number(&printed.target_offset, -99.0, 99.0)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(loudness: &str) -> String {
        format!(
            "[Parsed_loudnorm_0 @ 0x1]\n{{\n\"input_i\" : \"{loudness}\",\n\"input_tp\" : \"-8.10\",\n\
             \"input_lra\" : \"2.30\",\n\"input_thresh\" : \"-33.50\",\n\"output_i\" : \"-16.5\",\n\
             \"normalization_type\" : \"dynamic\",\n\"target_offset\" : \"0.50\"\n}}\n"
        )
    }

    #[test]
    fn a_measurement_is_read_and_silence_is_none() {
        let found = Measured::read(&output("-23.40")).unwrap();
        assert_eq!((found.loudness, found.threshold, found.offset), (-23.4, -33.5, 0.5));
        assert_eq!(Measured::read(&output("-inf")), None);
        assert_eq!(Measured::read(&output("-64.2")), None, "hiss stays hiss");
        assert_eq!(Measured::read("no such thing"), None);
    }
}
