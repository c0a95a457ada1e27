//! When each character of a text is spoken.

use serde::Serialize;

use crate::workshop::{Speech, Spoken};

/// Three lists of the same length. One character begins where the one before it ends.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Alignment {
    pub(super) characters: Vec<String>,
    #[serde(rename = "character_start_times_seconds")]
    pub(super) starts: Vec<f64>,
    #[serde(rename = "character_end_times_seconds")]
    pub(super) ends: Vec<f64>,
}

impl Alignment {
    pub(super) fn from_speech(speech: &Speech) -> Self {
        let mut alignment = Self::default();
        let mut words = speech.spoken().into_iter().peekable();
        let mut letters = Vec::new().into_iter();
        let mut at = 0.0;
        for character in speech.text.chars() {
            let end = if character.is_whitespace() {
                // The first of several takes the whole pause.
                words.peek().map_or(at, |next: &Spoken| next.start)
            } else {
                if letters.len() == 0 {
                    letters = words.next().map(|word| ends(&word)).unwrap_or_default().into_iter();
                }
                letters.next().unwrap_or(at)
            };
            alignment.push(character, at, end);
            at = end;
        }
        alignment
    }

    fn push(&mut self, character: char, start: f64, end: f64) {
        self.characters.push(character.to_string());
        self.starts.push(start);
        self.ends.push(end);
    }
}

/// When each letter of a word ends; each is as long as the others.
fn ends(word: &Spoken) -> Vec<f64> {
    let letters = u32::try_from(word.word.chars().count()).unwrap_or(u32::MAX);
    let long = (word.end - word.start) / f64::from(letters.max(1));
    (1..=letters).map(|letter| word.start + long * f64::from(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_follows_the_one_before_it() {
        for text in ["The quick  brown fox.", "", " a", "一只 red 狐狸", "\n\n"] {
            let speech = Speech { text: text.to_owned(), voice: "x".to_owned(), speed: 1.0, rate: 8000 };
            let Alignment { characters, starts, ends } = Alignment::from_speech(&speech);
            assert_eq!(characters.concat(), text);
            assert!(starts.iter().skip(1).eq(ends.iter().take(ends.len().saturating_sub(1))), "{text}");
            assert!(starts.iter().zip(&ends).all(|(start, end)| start <= end), "{text}: {starts:?} {ends:?}");
            assert!(ends.last().is_none_or(|last| *last <= speech.seconds() + 0.001), "{text}");
        }
    }
}
