//! Marks where lines may break in scripts that have no spaces between words.

use std::collections::BTreeSet;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_script::{Script, UnicodeScript};

use super::choice::clusters;

/// Unicode leaves the line breaks of the first four to dictionaries, and those of the others to syllables.
const SPACELESS: [Script; 6] =
    [Script::Thai, Script::Lao, Script::Khmer, Script::Myanmar, Script::Javanese, Script::Balinese];
/// It is not seen, and lines may break at it.
pub(super) const WORD_MARK: char = '\u{200b}';

/// Marks the words of a text. The dictionary knows no names and no slang, and guesses there, so its breaks are taken
/// only where a syllable can end.
pub(super) fn with_word_marks(text: &str) -> String {
    if !text.chars().any(is_spaceless) {
        return text.to_owned();
    }
    let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
    let breaks: BTreeSet<usize> = segmenter.segment_str(text).collect();
    let mut marked = String::with_capacity(text.len() * 2);
    for (at, cluster) in clusters(text) {
        if breaks.contains(&at) && marked.chars().next_back().is_some_and(may_end) && may_begin(cluster) {
            marked.push(WORD_MARK);
        }
        marked.push_str(cluster);
    }
    marked
}

fn is_spaceless(character: char) -> bool {
    SPACELESS.contains(&character.script())
}

/// Thai and Lao write some vowels before their consonant, and Khmer and Myanmar join two consonants with a sign.
fn may_end(character: char) -> bool {
    is_spaceless(character)
        && !matches!(character, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}' | '\u{1039}' | '\u{17d2}')
}

/// A vowel that follows its consonant begins no word, and neither does a consonant that is marked as silent or last.
fn may_begin(cluster: &str) -> bool {
    let follows = |it: char| {
        matches!(it, '\u{e2f}' | '\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e45}' | '\u{e46}')
            || matches!(
                it,
                '\u{eb0}'
                    | '\u{eb2}'
                    | '\u{eb3}'
                    | '\u{ebd}'
                    | '\u{ec6}'
                    | '\u{102b}'
                    | '\u{102c}'
                    | '\u{1038}'
            )
    };
    let closes = |it: char| matches!(it, '\u{e4c}' | '\u{ecc}' | '\u{103a}' | '\u{17cb}' | '\u{17cd}');
    let first = cluster.chars().next();
    first.is_some_and(|it| is_spaceless(it) && !follows(it)) && !cluster.chars().any(closes)
}
