//! Which font draws what.

use std::path::Path;

use cosmic_text::fontdb::Database;
use cosmic_text::{Fallback, Family, FontSystem, Weight};
use unicode_script::Script;

use super::LetteringError;

/// For everything that has no script of its own, and first for everything else.
pub(super) const USUAL: Family<'static> = Family::Name("Noto Sans");

/// What must be there; a folder may have more.
const NEEDED: [&str; 8] = [
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Noto Sans CJK JP",
    "Noto Sans Symbols2",
    "Noto Emoji",
];

/// Where Han characters are written in which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Han {
    China,
    Japan,
    Korea,
}

impl Han {
    /// By the other writing in a text: kana is Japanese, hangul Korean.
    pub(super) fn of(text: &str) -> Self {
        let has = |range: std::ops::RangeInclusive<char>| text.chars().any(|it| range.contains(&it));
        if has('\u{3040}'..='\u{30ff}') {
            Self::Japan
        } else if has('\u{ac00}'..='\u{d7af}') || has('\u{1100}'..='\u{11ff}') {
            Self::Korea
        } else {
            Self::China
        }
    }

    const fn faces(self) -> &'static [&'static str] {
        match self {
            Self::China => &["Noto Sans CJK SC"],
            Self::Japan => &["Noto Sans CJK JP"],
            Self::Korea => &["Noto Sans CJK KR"],
        }
    }
}

/// All fonts of a folder.
pub(super) fn open(folder: &Path) -> Result<Database, LetteringError> {
    let refused = |problem: String| LetteringError::Fonts { folder: folder.display().to_string(), problem };
    let entries = std::fs::read_dir(folder).map_err(|error| refused(error.to_string()))?;
    let mut found = Database::new();
    for entry in entries {
        let path = entry.map_err(|error| refused(error.to_string()))?.path();
        let is_font = path.extension().is_some_and(|it| it == "ttf" || it == "otf" || it == "ttc");
        if is_font && let Err(error) = found.load_font_file(&path) {
            return Err(refused(format!("{}: {error}", path.display())));
        }
    }
    let fonts = as_bold(&found);
    let has = |name: &str| fonts.faces().any(|face| face.families.iter().any(|(family, _)| family == name));
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| !has(name)).collect();
    if missing.is_empty() { Ok(fonts) } else { Err(refused(format!("missing: {}", missing.join(", ")))) }
}

/// A face of another weight would be passed over, though it is the only one with its symbols. Faces for programs'
/// text are left out.
fn as_bold(found: &Database) -> Database {
    let mut fonts = Database::new();
    for face in found.faces() {
        if !face.families.iter().any(|(name, _)| name.contains("Mono")) {
            let mut face = face.clone();
            face.weight = Weight::BOLD;
            fonts.push_face_info(face);
        }
    }
    fonts
}

pub(super) fn system(fonts: Database, han: Han) -> FontSystem {
    FontSystem::new_with_locale_and_db_and_fallback("en".to_owned(), fonts, ByScript(han))
}

struct ByScript(Han);

impl Fallback for ByScript {
    fn common_fallback(&self) -> &[&'static str] {
        match self.0 {
            Han::China => &["Noto Emoji", "Noto Sans Symbols2", "Noto Sans CJK SC"],
            Han::Japan => &["Noto Emoji", "Noto Sans Symbols2", "Noto Sans CJK JP"],
            Han::Korea => &["Noto Emoji", "Noto Sans Symbols2", "Noto Sans CJK KR"],
        }
    }

    fn forbidden_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn script_fallback(&self, script: Script, _locale: &str) -> &[&'static str] {
        match script {
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
                self.0.faces()
            }
            Script::Arabic => &["Noto Sans Arabic"],
            Script::Armenian => &["Noto Sans Armenian"],
            Script::Bengali => &["Noto Sans Bengali"],
            Script::Devanagari => &["Noto Sans Devanagari"],
            Script::Georgian => &["Noto Sans Georgian"],
            Script::Gujarati => &["Noto Sans Gujarati"],
            Script::Gurmukhi => &["Noto Sans Gurmukhi"],
            Script::Hebrew => &["Noto Sans Hebrew"],
            Script::Kannada => &["Noto Sans Kannada"],
            Script::Khmer => &["Noto Sans Khmer"],
            Script::Lao => &["Noto Sans Lao"],
            Script::Malayalam => &["Noto Sans Malayalam"],
            Script::Tamil => &["Noto Sans Tamil"],
            Script::Telugu => &["Noto Sans Telugu"],
            Script::Thai => &["Noto Sans Thai"],
            _ => &[],
        }
    }
}
