//! Chooses the face that draws each part of a text.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use icu_properties::CodePointSetData;
use icu_properties::props::{
    DefaultIgnorableCodePoint, Emoji, EmojiModifier, EmojiPresentation, RegionalIndicator,
};
use icu_segmenter::GraphemeClusterSegmenter;
use unicode_script::{Script, ScriptExtension, UnicodeScript};

use super::LetteringError;
use super::faces::USUAL;
use super::fonts::{Face, Fonts};
use super::han::Han;

const TEXT_STYLE: char = '\u{fe0e}';
const EMOJI_STYLE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';

/// Emoji that are plain signs in dark grey, with which they could not be read on a dark picture. They are always
/// drawn in the colour of the text.
const SIGNS: &str = "©®™〰✔✖➕➖➗➰➿♾";

/// A part of a text that one face draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) bytes: Range<usize>,
    /// The place among the faces.
    pub(super) face: usize,
}

/// Divides a text into runs. Characters that no face has are named by the error.
pub(super) fn runs(fonts: &mut Fonts, text: &str) -> Result<Vec<Run>, LetteringError> {
    let scripts = text.chars().map(|it| it.script()).filter(|it| is_specific(*it)).collect();
    let mut choice = Choice { fonts, han: Han::from_text(text), scripts, last: USUAL };
    let (mut runs, mut missing) = (Vec::new(), BTreeSet::new());
    for (start, cluster) in clusters(text) {
        if let Some(face) = choice.face(cluster) {
            choice.last = face;
            add(&mut runs, start..start + cluster.len(), face);
            continue;
        }
        // No face has all of these marks on this letter. Each is drawn by a face that has it.
        for (at, character) in cluster.char_indices() {
            let end = start + at + character.len_utf8();
            match choice.face(cluster.get(at..at + character.len_utf8()).unwrap_or_default()) {
                Some(face) => add(&mut runs, start + at..end, face),
                None => _ = missing.insert(character),
            }
        }
    }
    if missing.is_empty() { Ok(runs) } else { Err(LetteringError::from_missing(missing)) }
}

/// What a reader sees as one character, each with its place in bytes.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bounds: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(text).collect();
    let ends: Vec<usize> = bounds.iter().skip(1).copied().collect();
    bounds.into_iter().zip(ends).filter_map(|(from, to)| Some((from, text.get(from..to)?)))
}

/// Whether a character is seen, so that it needs a glyph.
pub(super) fn is_seen(character: char) -> bool {
    !character.is_control()
        && !character.is_whitespace()
        && !CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

struct Choice<'a> {
    fonts: &'a mut Fonts,
    han: Han,
    /// The scripts that the text has.
    scripts: HashSet<Script>,
    /// The face that drew what stands before.
    last: usize,
}

impl Choice<'_> {
    /// The first face that has the whole cluster, or at least its parts.
    fn face(&mut self, cluster: &str) -> Option<usize> {
        let seen: Vec<char> = cluster.chars().filter(|it| is_seen(*it)).collect();
        if seen.is_empty() {
            // A plain space is taken from the usual face, so that all of them are equally wide.
            return Some(if cluster.contains(' ') { USUAL } else { self.last });
        }
        let faces = self.candidates(cluster, &seen);
        let fonts = &mut *self.fonts;
        let whole = faces.iter().copied().find(|face| seen.iter().all(|it| fonts.has(*face, *it)));
        whole.or_else(|| faces.into_iter().find(|face| seen.iter().all(|it| fonts.has_parts(*face, *it))))
    }

    /// All faces, the most suitable first.
    fn candidates(&self, cluster: &str, seen: &[char]) -> Vec<usize> {
        let wanted = Wanted {
            is_emoji: is_emoji(cluster, seen),
            own: seen.iter().map(UnicodeScript::script).find(|it| is_specific(*it)),
            shared: seen.first().map(UnicodeScript::script_extension).filter(|it| !it.is_common()),
        };
        let faces = self.fonts.faces().iter().enumerate();
        let faces = faces.filter(|(_, face)| self.han.takes(&face.family));
        let mut ranked: Vec<(Rank, usize)> =
            faces.map(|(place, face)| (self.rank(&wanted, place, face), place)).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, place)| place).collect()
    }

    fn rank(&self, wanted: &Wanted, place: usize, face: &Face) -> Rank {
        if wanted.is_emoji && face.is_emoji {
            return Rank::Emoji;
        }
        let writes = |marked: ScriptExtension| face.scripts.iter().any(|it| marked.contains_script(*it));
        match (wanted.own, wanted.shared) {
            (Some(own), _) if face.scripts.contains(&own) => Rank::Own,
            (None, Some(shared)) if writes(shared) && place == self.last => Rank::Own,
            (None, Some(shared))
                if writes(shared) && face.scripts.iter().any(|it| self.scripts.contains(it)) =>
            {
                Rank::Around
            }
            _ if place == USUAL => Rank::Usual,
            _ if place == self.last && !face.is_emoji => Rank::Before,
            (None, Some(shared)) if writes(shared) => Rank::Before,
            _ => Rank::Other,
        }
    }
}

/// What a cluster is.
struct Wanted {
    is_emoji: bool,
    /// The script of its letter.
    own: Option<Script>,
    /// The scripts that share it, if it is a mark of several.
    shared: Option<ScriptExtension>,
}

/// How suitable a face is, the most suitable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Emoji,
    /// It is for the script, or for a mark after a letter of the script.
    Own,
    /// It is for a script that shares the mark and that the text has.
    Around,
    Usual,
    /// It drew what stands before, or is for a script that shares the mark.
    Before,
    Other,
}

/// Whether a cluster is to be drawn as an emoji and not as a letter in the colour of the text.
fn is_emoji(cluster: &str, seen: &[char]) -> bool {
    let Some(first) = seen.first() else { return false };
    let modified = seen.iter().skip(1).any(|it| CodePointSetData::new::<EmojiModifier>().contains(*it));
    let has = |character| cluster.contains(character);
    CodePointSetData::new::<Emoji>().contains(*first)
        && !has(TEXT_STYLE)
        && !SIGNS.contains(*first)
        && (has(EMOJI_STYLE)
            || has(KEYCAP)
            || modified
            || CodePointSetData::new::<EmojiPresentation>().contains(*first)
            || CodePointSetData::new::<RegionalIndicator>().contains(*first))
}

const fn is_specific(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

/// Adds a part, or makes the last run longer if the same face draws it.
fn add(runs: &mut Vec<Run>, bytes: Range<usize>, face: usize) {
    match runs.last_mut() {
        Some(run) if run.face == face && run.bytes.end == bytes.start => run.bytes.end = bytes.end,
        _ => runs.push(Run { bytes, face }),
    }
}
