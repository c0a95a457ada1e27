//! How loud a sound is while each frame of a clip is shown.

use std::ffi::OsString;

use super::clip::{Clip, Track};
use super::{MediaError, Workshop};
use crate::numbers;

/// Samples per second that are enough to measure.
const RATE: u32 = 8000;

impl Workshop {
    /// From 0 to 1, one per frame of the clip.
    pub(super) async fn loudness(&self, clip: &Clip) -> Result<Vec<f64>, MediaError> {
        let (samples, rate) = match &clip.track {
            Track::Silent | Track::Hum => (Vec::new(), RATE),
            Track::Spoken(speech) => (self.pcm(speech.clone()).await?.to_vec(), speech.rate),
            Track::Kept(kept) => {
                let before = "-hide_banner -nostdin -v error -i";
                let after = format!("-map 0:a:0 -ac 1 -ar {RATE} -f s16le -");
                let words = |words: &str| words.split(' ').map(OsString::from).collect::<Vec<_>>();
                let path = self.kept_path(kept).into_os_string();
                (self.run("ffmpeg", [words(before), vec![path], words(&after)].concat()).await?, RATE)
            }
        };
        let heard = of_frames(&samples, f64::from(rate) / f64::from(clip.fps.number()));
        let silent = std::iter::repeat(0.0);
        let frames = usize::try_from(clip.frames()).unwrap_or(usize::MAX);
        Ok(heard.into_iter().chain(silent).take(frames).collect())
    }
}

/// Of 16 bit samples; the loudest frame is 1.
fn of_frames(samples: &[u8], samples_per_frame: f64) -> Vec<f64> {
    let bytes = usize::try_from(numbers::count(samples_per_frame)).unwrap_or(1).max(1).saturating_mul(2);
    let loudness: Vec<f64> = samples.chunks(bytes).map(mean).collect();
    let loudest = loudness.iter().copied().fold(0.0, f64::max);
    loudness.into_iter().map(|loud| if loudest > 0.0 { loud / loudest } else { 0.0 }).collect()
}

fn mean(samples: &[u8]) -> f64 {
    let (pairs, _) = samples.as_chunks::<2>();
    // A quarter of them is enough.
    let heard: Vec<f64> =
        pairs.iter().step_by(4).map(|pair| f64::from(i16::from_le_bytes(*pair).unsigned_abs())).collect();
    let count = u32::try_from(heard.len()).unwrap_or(u32::MAX).max(1);
    heard.iter().sum::<f64>() / f64::from(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loudest_frame_is_one_and_silence_is_none() {
        let samples: Vec<u8> =
            [0_i16; 8].into_iter().chain([500; 8]).chain([-1000; 8]).flat_map(i16::to_le_bytes).collect();
        assert_eq!(of_frames(&samples, 8.0), [0.0, 0.5, 1.0]);
        assert_eq!(of_frames(&samples[..32][..16], 8.0), [0.0]);
        assert_eq!(of_frames(&[], 8.0), [0.0; 0]);
    }
}
