//! Whether a prompt asks for readable text in the picture. It is a guess by its words, good enough for a warning.

/// Words that speak of text in a picture.
const WORDS: [&str; 19] = [
    "text",
    "texts",
    "word",
    "words",
    "letters",
    "lettering",
    "headline",
    "headlines",
    "slogan",
    "tagline",
    "caption",
    "captions",
    "subtitle",
    "subtitles",
    "typography",
    "inscription",
    "says",
    "saying",
    "reads",
];
/// Two words before such a word may take it back: "without any text".
const DENIALS: [&str; 6] = ["no", "without", "not", "never", "avoid", "zero"];
/// Pairs of quotation marks. An apostrophe is none.
const QUOTES: [(char, char); 5] = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」')];

pub(super) fn asks_for_text(prompt: &str) -> bool {
    has_quotation(prompt) || speaks_of_text(prompt)
}

/// Two marks that belong together, with something between them.
fn has_quotation(prompt: &str) -> bool {
    QUOTES.iter().any(|(open, close)| {
        let within = prompt.split_once(*open).and_then(|(_, rest)| rest.split_once(*close));
        within.is_some_and(|(quoted, _)| quoted.chars().any(char::is_alphanumeric))
    })
}

fn speaks_of_text(prompt: &str) -> bool {
    let prompt = prompt.to_lowercase();
    let words: Vec<&str> =
        prompt.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(at, word)| {
        let before = words.iter().take(at).skip(at.saturating_sub(2));
        WORDS.contains(word) && !before.clone().any(|word| DENIALS.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_and_words_about_text_ask_for_text() {
        for (prompt, asks) in [
            ("a red bicycle", false),
            ("a shop sign \"OPEN\"", true),
            ("ein Schild „Offen“", true),
            ("un panneau « Ouvert »", true),
            ("看板「営業中」", true),
            ("a board 24\" wide", false),
            ("the baker's daughter's dog", false),
            ("A poster with the headline Summer Sale", true),
            ("a sign that SAYS hello", true),
            ("the words happy birthday on a cake", true),
            ("a beach, no text, no watermark", false),
            ("a beach without any text", false),
            ("context and texture", false),
            ("", false),
        ] {
            assert_eq!(asks_for_text(prompt), asks, "{prompt}");
        }
    }
}
