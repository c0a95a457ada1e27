//! Languages by code and by English name: some vendors give the one, some the other.

/// ISO 639-1 codes (and `fil`) with their English names: those that vendors of speech have.
const LANGUAGES: [(&str, &str); 74] = [
    ("af", "afrikaans"),
    ("am", "amharic"),
    ("ar", "arabic"),
    ("az", "azerbaijani"),
    ("bg", "bulgarian"),
    ("bn", "bengali"),
    ("bs", "bosnian"),
    ("ca", "catalan"),
    ("cs", "czech"),
    ("cy", "welsh"),
    ("da", "danish"),
    ("de", "german"),
    ("el", "greek"),
    ("en", "english"),
    ("es", "spanish"),
    ("et", "estonian"),
    ("eu", "basque"),
    ("fa", "persian"),
    ("fi", "finnish"),
    ("fil", "filipino"),
    ("fr", "french"),
    ("ga", "irish"),
    ("gl", "galician"),
    ("gu", "gujarati"),
    ("he", "hebrew"),
    ("hi", "hindi"),
    ("hr", "croatian"),
    ("hu", "hungarian"),
    ("hy", "armenian"),
    ("id", "indonesian"),
    ("is", "icelandic"),
    ("it", "italian"),
    ("ja", "japanese"),
    ("jv", "javanese"),
    ("ka", "georgian"),
    ("kk", "kazakh"),
    ("km", "khmer"),
    ("kn", "kannada"),
    ("ko", "korean"),
    ("lo", "lao"),
    ("lt", "lithuanian"),
    ("lv", "latvian"),
    ("mk", "macedonian"),
    ("ml", "malayalam"),
    ("mn", "mongolian"),
    ("mr", "marathi"),
    ("ms", "malay"),
    ("mt", "maltese"),
    ("my", "burmese"),
    ("nb", "norwegian"),
    ("ne", "nepali"),
    ("nl", "dutch"),
    ("pa", "punjabi"),
    ("pl", "polish"),
    ("ps", "pashto"),
    ("pt", "portuguese"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("si", "sinhala"),
    ("sk", "slovak"),
    ("sl", "slovenian"),
    ("so", "somali"),
    ("sq", "albanian"),
    ("sr", "serbian"),
    ("su", "sundanese"),
    ("sv", "swedish"),
    ("sw", "swahili"),
    ("ta", "tamil"),
    ("te", "telugu"),
    ("th", "thai"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
    ("ur", "urdu"),
    ("vi", "vietnamese"),
];
/// Further names and codes of the same.
const ALIASES: [(&str, &str); 6] =
    [("no", "nb"), ("tl", "fil"), ("chinese", "zh"), ("mandarin", "zh"), ("farsi", "fa"), ("uzbek", "uz")];

/// Whether somebody with these languages speaks the one that is wanted. Who has none listed may speak any.
pub(crate) fn speaks(known: &[String], wanted: &str) -> bool {
    let wanted = code(wanted);
    known.is_empty() || known.iter().any(|known| code(known) == wanted || code(known) == "multilingual")
}

/// `en` of `en-US`, `English` and `English (US)`. What is not in the table stays as it is, in small letters.
fn code(language: &str) -> String {
    let base = language.split(['-', '_', '(', ',']).next().unwrap_or_default().trim().to_lowercase();
    let named = LANGUAGES.iter().find(|(_, name)| *name == base).map(|(code, _)| *code);
    let alias = ALIASES.iter().find(|(alias, _)| *alias == base).map(|(_, code)| *code);
    named.or(alias).map(str::to_owned).unwrap_or(base)
}
