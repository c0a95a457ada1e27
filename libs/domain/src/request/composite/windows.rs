//! Finds texts and overlays that would never be seen, because the film is over before they begin.

use super::{CompositeRequest, FRAMES_PER_SECOND, Lengths, frames, millis_of};
use crate::fields::FieldError;
use crate::request::Facts;

impl CompositeRequest {
    /// What would not even be seen in the longest film that there may be, as far as lengths are known at submit.
    pub(in crate::request) fn known_to_be_unseen(&self, facts: &Facts) -> Vec<FieldError> {
        let longest = self.longest_millis(&Lengths::new(&self.sources(), facts));
        let frames = (longest * FRAMES_PER_SECOND).div_ceil(1000);
        self.never_seen(frames).into_iter().map(|(field, problem)| FieldError::new(&field, problem)).collect()
    }

    /// The fields that begin at or after the end of a film of so many frames, each with what is wrong with it. The
    /// renderer asks again, with the length that it has measured.
    pub fn never_seen(&self, total: u64) -> Vec<(String, String)> {
        let texts =
            self.texts.iter().enumerate().map(|(at, text)| (format!("texts[{at}].start"), text.start));
        let overlays = self.overlays.iter().enumerate();
        let overlays = overlays.map(|(at, upon)| (format!("overlays[{at}].start"), upon.start));
        let starts = texts.chain(overlays).filter_map(|(field, start)| Some((field, start?)));
        let late = starts.filter(|(_, start)| first_frame(*start) >= total);
        late.map(|(field, start)| (field, never_seen(start, total))).collect()
    }
}

/// The frame in which something that begins at this second is first seen.
pub fn first_frame(second: f64) -> u64 {
    if second <= 0.0 { 0 } else { frames(second) }
}

fn never_seen(start: f64, total: u64) -> String {
    let seconds = std::time::Duration::from_millis(millis_of(total)).as_secs_f64();
    format!("is {start} s, but the film is over after {seconds} s, so this would never be seen")
}
