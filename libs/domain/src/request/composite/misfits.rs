//! What of a timeline does not fit its files. Submit asks with the lengths that are stored, and the renderer with those
//! that it has measured.

use super::length::{millis_of, seconds};
use super::{CompositeRequest, FRAMES_PER_SECOND, MAX_SECONDS, MAX_SOURCE_SECONDS};
use crate::fields::FieldError;
use crate::request::{Facts, InputRole, Length};

/// A cut may end this far behind its file's end, because clients and players round lengths.
pub const CUT_SLACK_MILLIS: u64 = 100;

impl CompositeRequest {
    /// All complaints about files of these lengths, which are in the order of the clips.
    pub fn misfits(&self, clips: &[Length]) -> Vec<FieldError> {
        let known = |at: usize| clips.get(at).copied().unwrap_or_default();
        (0..self.clips.len()).filter_map(|at| self.misfit(at, known(at))).collect()
    }

    /// The first complaint about the clip at this place.
    fn misfit(&self, at: usize, length: Length) -> Option<FieldError> {
        let (field, problem) = match length {
            Length::Unknown => return None,
            Length::Picture => self.unfit_picture(at)?,
            Length::Exactly(millis) => self.unfit_video(at, millis, "lasts")?,
            Length::AtMost(millis) => self.unfit_video(at, millis, "will last at most")?,
        };
        Some(FieldError::new(&format!("clips[{at}]{field}"), problem))
    }

    fn unfit_picture(&self, at: usize) -> Option<(&'static str, String)> {
        let clip = self.clips.get(at)?;
        for (field, time) in [(".start", clip.start), (".end", clip.end)] {
            if let Some(time) = time {
                let problem =
                    format!("is {time}, but this clip is a picture, which takes a duration instead");
                return Some((field, problem));
            }
        }
        self.too_short(at, self.picture_frames(at)).map(|problem| ("", problem))
    }

    fn unfit_video(&self, at: usize, millis: u64, lasts: &str) -> Option<(&'static str, String)> {
        let clip = self.clips.get(at)?;
        let length = seconds(millis);
        if self.output.is_still() {
            let problem = format!("is a video, and a {} takes a picture", self.output.as_str());
            return Some((".source", problem));
        }
        if let Some(duration) = clip.duration {
            let problem = format!(
                "is {duration}, but this clip is a video, which {lasts} {length} s and takes start and end instead"
            );
            return Some((".duration", problem));
        }
        if let Some(problem) = too_long_a_file(millis, lasts) {
            return Some((".source", problem));
        }
        let slack = seconds(CUT_SLACK_MILLIS);
        if let Some(start) = clip.start.filter(|start| *start > 0.0 && *start + slack >= length) {
            let problem =
                format!("is {start}, but the video {lasts} {length} s, and {slack} s of it must be left");
            return Some((".start", problem));
        }
        if let Some(end) = clip.end.filter(|end| *end > length + slack) {
            return Some((".end", format!("is {end}, but the video {lasts} {length} s")));
        }
        self.too_short(at, self.clip_frames(at, Some(millis))?).map(|problem| ("", problem))
    }

    /// What is wrong with a clip of so many frames beside the transitions at its ends.
    pub(super) fn too_short(&self, at: usize, frames: u64) -> Option<String> {
        let has_neighbour = self.clips.len() > 1 && self.clips.get(at).is_some();
        if !has_neighbour || self.overlap() == 0 || frames > 2 * self.overlap() {
            return None;
        }
        let (lasts, twice) = (seconds(millis_of(frames)), self.transition.duration * 2.0);
        Some(format!("lasts {lasts} s, and must last longer than twice the transition, which is {twice} s"))
    }

    /// What is wrong with a result of so many frames.
    pub(super) fn too_long(&self, frames: u64) -> Option<String> {
        let most = self.max_seconds.unwrap_or(MAX_SECONDS);
        let lasts = seconds(millis_of(frames));
        (frames > u64::from(most) * FRAMES_PER_SECOND)
            .then(|| format!("{lasts} s, and the result may last {most} s at most"))
    }

    /// What is known to be wrong by the time of the submit.
    pub(in crate::request) fn known_misfits(&self, facts: &Facts) -> Vec<FieldError> {
        let sources = self.sources();
        let lengths = |role| facts.lengths_of(role, &sources);
        let clips = lengths(InputRole::Clip);
        let mut misfits = self.misfits(&clips);
        for (role, field) in [(InputRole::Narration, "narration.source"), (InputRole::Music, "music.source")]
        {
            if let Some(Length::Exactly(millis)) = lengths(role).first()
                && let Some(problem) = too_long_a_file(*millis, "lasts")
            {
                misfits.push(FieldError::new(field, problem));
            }
        }
        for (at, length) in lengths(InputRole::Overlay).into_iter().enumerate() {
            let problem = self.unfit_overlay(length);
            misfits
                .extend(problem.map(|problem| FieldError::new(&format!("overlays[{at}].source"), problem)));
        }
        if misfits.is_empty() && !self.output.is_still() {
            misfits.extend(self.known_to_be_too_long(&clips, &lengths(InputRole::Narration)));
        }
        misfits
    }

    fn unfit_overlay(&self, length: Length) -> Option<String> {
        match length {
            Length::Exactly(_) | Length::AtMost(_) if self.output.is_still() => {
                Some(format!("is a video, and a {} takes a picture", self.output.as_str()))
            }
            Length::Exactly(millis) => too_long_a_file(millis, "lasts"),
            Length::AtMost(_) | Length::Picture | Length::Unknown => None,
        }
    }

    fn known_to_be_too_long(&self, clips: &[Length], narration: &[Length]) -> Option<FieldError> {
        if let Some(Length::Exactly(millis)) = narration.first()
            && let Some(problem) = self.too_long(self.total_frames(&[], Some(*millis)))
        {
            return Some(FieldError::new("narration.source", format!("lasts {problem}")));
        }
        let frames = |(at, length): (usize, &Length)| match length {
            Length::Picture => Some(self.picture_frames(at)),
            Length::Exactly(millis) => self.clip_frames(at, Some(*millis)),
            Length::Unknown | Length::AtMost(_) => self.clip_frames(at, None),
        };
        let clips: Option<Vec<u64>> = clips.iter().enumerate().map(frames).collect();
        let problem = self.too_long(self.total_frames(&clips?, None))?;
        Some(FieldError::new("clips", format!("last {problem}")))
    }
}

fn too_long_a_file(millis: u64, lasts: &str) -> Option<String> {
    let most = MAX_SOURCE_SECONDS;
    (millis > u64::from(most) * 1000)
        .then(|| format!("{lasts} {} s, and a file may last {most} s at most", seconds(millis)))
}
