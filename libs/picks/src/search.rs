//! What a client looks for in a list.

use crate::language;
use crate::list::Item;

/// Absent means everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Each word must be somewhere in the texts of an entry, in whatever case.
    pub words: Option<String>,
    /// A code or a name: `en`, `en-US` and `English` are the same. Something whose languages are unknown may speak any.
    pub language: Option<String>,
}

impl Search {
    pub fn finds<T: Item>(&self, item: &T) -> bool {
        let speaks = |wanted: &str| language::speaks(item.languages(), wanted);
        self.has_words(item) && self.language.as_deref().is_none_or(speaks)
    }

    fn has_words<T: Item>(&self, item: &T) -> bool {
        let Some(words) = &self.words else { return true };
        let texts = item.texts().join(" ").to_lowercase();
        words.to_lowercase().split_whitespace().all(|word| texts.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use vendors::Voice;

    use super::*;
    use crate::list::tests::voice;

    #[test]
    fn words_are_searched_in_all_texts_whatever_the_case() {
        let amy = Voice {
            gender: Some("female".into()),
            language: Some("English".into()),
            labels: vec!["british".into()],
            ..voice("v1", "Amy Bright")
        };
        for (words, found) in [
            ("AMY", true),
            ("bright amy", true),
            ("amy british", true),
            ("english female", true),
            ("V1", true),
            ("amy german", false),
            ("nobody", false),
        ] {
            let search = Search { words: Some(words.to_owned()), ..Search::default() };
            assert_eq!(search.finds(&amy), found, "{words}");
        }
        assert!(Search::default().finds(&amy));
    }

    #[test]
    fn a_language_keeps_what_speaks_it_and_what_may() {
        let speaks = |known: &[&str], wanted: &str| {
            let languages = known.iter().map(|language| (*language).to_owned()).collect();
            let search = Search { language: Some(wanted.to_owned()), ..Search::default() };
            search.finds(&Voice { languages, ..voice("v", "V") })
        };
        for (known, wanted, expected) in [
            (&["en"][..], "en-GB", true),
            (&["en", "de"], "DE", true),
            (&["German"], "de-DE", true),
            (&["German"], "german", true),
            (&["de"], "German", true),
            (&["English (US)"], "en", true),
            (&["Multilingual"], "fi", true),
            (&["German"], "fi", false),
            (&[], "fi", true),
            (&["Klingon"], "klingon", true),
        ] {
            assert_eq!(speaks(known, wanted), expected, "{known:?} {wanted}");
        }
    }
}
