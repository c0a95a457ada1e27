//! Speech: one burst of tone per word, at the pace of a reader. It cannot be understood, but it begins, ends
//! and pauses like speech and is as long.

use std::ops::Range;

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::sound;
use super::{MediaError, Workshop};
use crate::numbers;

/// Letters that are read in a second.
const LETTERS: f64 = 14.0;
/// The same for Chinese, Japanese and Korean, where a letter is a syllable.
const SYLLABLES: f64 = 4.0;
const SHORTEST: f64 = 1.0;

#[derive(Clone, Debug)]
pub(crate) struct Speech {
    pub(crate) text: String,
    /// Decides the pitch.
    pub(crate) voice: String,
    /// 1 is normal.
    pub(crate) speed: f64,
    /// Samples per second.
    pub(crate) rate: u32,
}

/// One word and when it is spoken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spoken {
    pub(crate) word: String,
    pub(crate) start: f64,
    pub(crate) end: f64,
}

impl Speech {
    pub(crate) fn seconds(&self) -> f64 {
        self.natural_seconds().max(SHORTEST)
    }

    pub(crate) fn millis(&self) -> u32 {
        numbers::millis(self.seconds())
    }

    /// In order and without overlap, the pauses between them.
    pub(crate) fn spoken(&self) -> Vec<Spoken> {
        let natural = self.natural_seconds();
        let stretch = if natural > 0.0 { self.seconds() / natural / self.speed } else { 1.0 };
        let mut at = 0.0;
        let words = words(&self.text).into_iter().map(|word| {
            let start = at;
            let end = start + read_seconds(&word) * stretch;
            at = end + stretch / LETTERS;
            Spoken { word, start, end }
        });
        words.collect()
    }

    fn natural_seconds(&self) -> f64 {
        let words = words(&self.text);
        let pauses = f64::from(u32::try_from(words.len().saturating_sub(1)).unwrap_or(u32::MAX)) / LETTERS;
        (words.iter().map(|word| read_seconds(word)).sum::<f64>() + pauses) / self.speed
    }
}

impl Workshop {
    /// 16 bit, mono, with its header.
    pub(crate) async fn wav(&self, speech: Speech) -> Result<Bytes, MediaError> {
        let rate = speech.rate;
        let samples = spawn_blocking(move || samples(&speech)).await?;
        Ok(sound::wav(&samples, rate).into())
    }

    /// Without one.
    pub(crate) async fn pcm(&self, speech: Speech) -> Result<Bytes, MediaError> {
        Ok(spawn_blocking(move || samples(&speech)).await?.into())
    }
}

/// Little endian.
fn samples(speech: &Speech) -> Vec<u8> {
    let place = |seconds: f64| numbers::count(seconds * f64::from(speech.rate));
    let whole = usize::try_from(place(speech.seconds())).unwrap_or(0);
    let mut samples: Vec<i16> = vec![0; whole];
    let wave = wave();
    let pitch = voice_pitch(&speech.voice);
    for spoken in speech.spoken() {
        let bounds =
            [spoken.start, spoken.end].map(|seconds| usize::try_from(place(seconds)).unwrap_or(whole));
        let [from, to] = bounds.map(|bound| bound.min(whole));
        let hertz = pitch.saturating_add(self::pitch(&spoken.word, 0, 15));
        speak(&mut samples, from..to, hertz, speech.rate, &wave);
    }
    samples.into_iter().flat_map(i16::to_le_bytes).collect()
}

/// Swells and fades at its ends, and about five times a second in between as syllables do.
fn speak(samples: &mut [i16], part: Range<usize>, hertz: u32, rate: u32, wave: &[i16; 256]) {
    let length = i64::try_from(part.len()).unwrap_or(0);
    let ramp = i64::from(rate / 40).min(length / 2).max(1);
    let (step, slow_step) = (turn(hertz, rate), turn(5, rate));
    let (mut phase, mut slow_phase) = (0_u32, 0_u32);
    let Some(part) = samples.get_mut(part) else { return };
    for (sample, place) in part.iter_mut().zip(0_i64..) {
        let edge = place.min(length.saturating_sub(place)).min(ramp);
        // 60 to 100 %.
        let swell = 80_000_i64.saturating_add(i64::from(at(wave, slow_phase)));
        let loud = i64::from(at(wave, phase)) * edge / ramp * swell / 100_000;
        *sample = i16::try_from(loud).unwrap_or(0);
        phase = phase.wrapping_add(step);
        slow_phase = slow_phase.wrapping_add(slow_step);
    }
}

fn at(wave: &[i16; 256], phase: u32) -> i16 {
    let [first, ..] = phase.to_be_bytes();
    wave.get(usize::from(first)).copied().unwrap_or(0)
}

/// How far a sample moves through the wave, the whole of it being 2³².
fn turn(hertz: u32, rate: u32) -> u32 {
    let turn = (u64::from(hertz) << 32).checked_div(u64::from(rate)).unwrap_or(0);
    u32::try_from(turn).unwrap_or(u32::MAX)
}

/// One period of a voice: a tone with a few harmonics, up to 60 % of full scale.
fn wave() -> [i16; 256] {
    let mut wave = [0; 256];
    for (sample, place) in wave.iter_mut().zip(0_u32..) {
        let angle = numbers::fraction(place) / 256.0 * std::f32::consts::TAU;
        let tone =
            angle.sin() + 0.5 * (2.0 * angle).sin() + 0.35 * (3.0 * angle).sin() + 0.2 * (5.0 * angle).sin();
        *sample = i16::try_from(numbers::whole(tone / 2.05 * 20_000.0)).unwrap_or(0);
    }
    wave
}

/// The voices that are known by name, in hertz, far enough from each other to be told apart. How deep each is was
/// chosen, not measured.
const VOICES: [(&str, u32); 9] = [
    ("onyx", 90),
    ("echo", 108),
    ("ash", 124),
    ("fable", 140),
    ("alloy", 157),
    ("sage", 174),
    ("nova", 192),
    ("coral", 211),
    ("shimmer", 231),
];

fn voice_pitch(voice: &str) -> u32 {
    let known = VOICES.iter().find(|(name, _)| *name == voice);
    known.map_or_else(|| pitch(voice, 90, 150), |(_, hertz)| *hertz)
}

/// Hertz, always the same for the same name.
fn pitch(name: &str, least: u32, width: u32) -> u32 {
    let first = Sha256::digest(name).first().copied().unwrap_or(0);
    least.saturating_add(u32::from(first) * width / 255)
}

/// A letter of Chinese, Japanese or Korean is a word of its own.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split_whitespace() {
        let mut word = String::new();
        for letter in run.chars() {
            if is_syllable(letter) {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                words.push(letter.to_string());
            } else {
                word.push(letter);
            }
        }
        words.extend((!word.is_empty()).then_some(word));
    }
    words
}

/// A syllable brings its pause with it.
fn read_seconds(word: &str) -> f64 {
    let seconds = |letter| if is_syllable(letter) { 1.0 / SYLLABLES - 1.0 / LETTERS } else { 1.0 / LETTERS };
    word.chars().map(seconds).sum()
}

fn is_syllable(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests;
