//! Brings a text into the form in which it is set: no control characters, and letters whole.

use icu_normalizer::ComposingNormalizerBorrowed;

/// The star as an emoji, with the request to draw it as a letter, for which the fonts have a hollow one. `★` is meant.
const STAR_AS_LETTER: (&str, &str) = ("\u{2b50}\u{fe0e}", "★");

/// Removes control characters, and the space around lines, which would push them aside. Letters with marks become
/// whole, because a font may have `≠` and lack the stroke that makes it from `=`.
pub(super) fn readable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let spaced = text.replace('\t', " ");
    let plain = spaced.replace(|it: char| it != '\n' && it.is_control(), "");
    let plain = plain.replace(STAR_AS_LETTER.0, STAR_AS_LETTER.1);
    let lines: Vec<&str> = plain.trim().lines().map(str::trim).collect();
    ComposingNormalizerBorrowed::new_nfc().normalize(&upright(&lines.join("\n"))).into_owned()
}

/// Replaces mathematical letters, which people use as if they were bold or slanted ones, by plain letters.
fn upright(text: &str) -> String {
    if !text.chars().any(is_mathematical) {
        return text.to_owned();
    }
    let folded = text.chars().map(|it| {
        if is_mathematical(it) || stands_for_mathematical(it) {
            let mut bytes = [0; 4];
            return ComposingNormalizerBorrowed::new_nfkc()
                .normalize(it.encode_utf8(&mut bytes))
                .into_owned();
        }
        it.to_string()
    });
    folded.collect()
}

/// The block "Mathematical Alphanumeric Symbols".
const fn is_mathematical(character: char) -> bool {
    matches!(character, '\u{1d400}'..='\u{1d7ff}')
}

/// Letters that the block lacks because Unicode had them before, among the "Letterlike Symbols". Alone they may be
/// meant as signs.
const fn stands_for_mathematical(character: char) -> bool {
    matches!(
        character,
        'ℂ' | 'ℊ'..='ℎ' | 'ℐ'..='ℒ' | 'ℕ' | 'ℙ'..='ℝ' | 'ℤ' | 'ℨ' | 'ℬ' | 'ℭ' | 'ℯ'..='ℱ' | 'ℳ' | 'ℴ'
    )
}
