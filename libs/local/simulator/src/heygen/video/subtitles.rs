//! Subtitles in the SRT format: a few words at a time as they are spoken.

use super::Video;
use crate::numbers;
use crate::workshop::{File, Speech};

const WORDS: usize = 8;

/// What a recording says is not known.
pub(super) fn file(video: &Video, speech: Option<&Speech>) -> File {
    let text = match speech {
        Some(speech) => cues(speech),
        None => cue(1, 0.0, numbers::seconds(video.millis), "[speech]"),
    };
    File { bytes: text.into(), media_type: "application/x-subrip" }
}

fn cues(speech: &Speech) -> String {
    let spoken = speech.spoken();
    let cues = spoken.chunks(WORDS).zip(1_u32..).map(|(words, number)| {
        let (first, last) = (words.first().map(|word| word.start), words.last().map(|word| word.end));
        let text: Vec<&str> = words.iter().map(|spoken| spoken.word.as_str()).collect();
        cue(number, first.unwrap_or(0.0), last.unwrap_or(0.0), &text.join(" "))
    });
    cues.collect()
}

fn cue(number: u32, start: f64, end: f64, text: &str) -> String {
    format!("{number}\n{} --> {}\n{text}\n\n", time(start), time(end))
}

fn time(seconds: f64) -> String {
    let millis = numbers::millis(seconds);
    let whole = millis / 1000;
    format!("{:02}:{:02}:{:02},{:03}", whole / 3600, whole / 60 % 60, whole % 60, millis % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_srt_wants_it() {
        for (seconds, expected) in
            [(0.0, "00:00:00,000"), (61.5, "00:01:01,500"), (3725.0419, "01:02:05,042")]
        {
            assert_eq!(time(seconds), expected);
        }
    }

    #[test]
    fn every_word_is_in_a_cue() {
        let text = "one two three four five six seven eight nine".to_owned();
        let speech = Speech { text, voice: "x".to_owned(), speed: 1.0, rate: 8000 };
        let cues = cues(&speech);
        assert!(cues.starts_with("1\n00:00:00,000 --> "), "{cues}");
        assert!(cues.contains("\none two three four five six seven eight\n\n2\n"), "{cues}");
        assert!(cues.ends_with("\nnine\n\n"), "{cues}");
    }
}
