//! How long a script takes to say: at most, for its price, and at least, for vendors that refuse short speech.

use crate::sentence::counted;

/// A slow voice says so many characters a second.
const SLOWEST_CHARACTERS: u32 = 12;
/// A fast voice says so many. Voices of vendors say about 15; a script that is accepted must not turn out too short.
const FASTEST_CHARACTERS: u32 = 20;
/// The same where a character is a syllable or a word. Voices say about 4 to 6.
const FASTEST_SYLLABLES: u32 = 8;

/// How long a script lasts at most, spoken slowly: 12 characters a second, or 4 where a character is a syllable or a
/// word. A quote that follows from it is binding; a shorter result costs less.
pub(in crate::request) fn spoken_seconds(script: &str) -> u32 {
    let twelfths: u32 = script.chars().map(|character| if is_syllable(character) { 3 } else { 1 }).sum();
    twelfths.div_ceil(SLOWEST_CHARACTERS).saturating_add(1)
}

/// The complaint about a script that a fast voice says in less than `least` seconds. It completes the sentence
/// "`script` …".
pub(super) fn too_short(script: &str, model: &str, least: u32) -> Option<String> {
    if shortest_fortieths(script) >= least.saturating_mul(FORTIETHS) {
        return None;
    }
    let characters = least.saturating_mul(FASTEST_CHARACTERS);
    let syllables = least.saturating_mul(FASTEST_SYLLABLES);
    let has = counted(script.chars().count(), "character");
    let spoken = script.chars().filter(|character| character.is_alphanumeric()).count();
    Some(format!(
        "must be at least {characters} characters long for {model} ({syllables} in Chinese, Japanese or Korean \
         writing), and has {has}, of which {spoken} are letters and digits. The model makes nothing of speech under \
         {least} seconds."
    ))
}

const FORTIETHS: u32 = 40;

/// How long a script lasts at least, in fortieths of a second. Nobody says a whole row of dots or spaces: of what is
/// neither letter nor digit, two in a row count at most.
fn shortest_fortieths(script: &str) -> u32 {
    let (mut fortieths, mut silent) = (0_u32, 0_u32);
    for character in script.chars() {
        silent = if character.is_alphanumeric() { 0 } else { silent.saturating_add(1) };
        let lasts = match silent {
            0 if is_syllable(character) && character <= '\u{ffff}' => FORTIETHS / FASTEST_SYLLABLES,
            0..=2 => FORTIETHS / FASTEST_CHARACTERS,
            _ => 0,
        };
        fortieths = fortieths.saturating_add(lasts);
    }
    fortieths
}

/// Chinese, Japanese and Korean writing.
const fn is_syllable(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_seconds_are_forty_characters_or_sixteen_syllables() {
        let is_long_enough = |script: &str| too_short(script, "m", 2).is_none();
        for (script, expected) in [
            ("a".repeat(40), true),
            ("a".repeat(39), false),
            ("Good morning, dear friends, and welcome!".to_owned(), true),
            ("Hello.".to_owned(), false),
            ("你".repeat(16), true),
            ("你".repeat(15), false),
            ("한".repeat(16), true),
            // Both kinds of writing together.
            ("你".repeat(8) + &"a".repeat(20), true),
            ("你".repeat(8) + &"a".repeat(19), false),
            // Rows of what nobody says.
            ("a".repeat(20) + &".".repeat(500), false),
            (format!("Hello{}you", " ".repeat(500)), false),
            ("😀".repeat(100), false),
        ] {
            assert_eq!(is_long_enough(&script), expected, "{script}");
        }
    }

    #[test]
    fn a_short_script_is_told_its_own_length_and_the_least() {
        for (script, has) in [
            ("Hello.".to_owned(), "and has 6 characters, of which 5 are letters and digits"),
            ("a".repeat(20) + &".".repeat(500), "and has 520 characters, of which 20 are letters and digits"),
            ("你".repeat(15), "and has 15 characters, of which 15 are letters and digits"),
        ] {
            let complaint = too_short(&script, "kling_avatar", 2).unwrap();
            let least = "must be at least 40 characters long for kling_avatar (16 in Chinese, Japanese or Korean writing)";
            assert!(complaint.starts_with(least) && complaint.contains(has), "{complaint}");
        }
    }
}
