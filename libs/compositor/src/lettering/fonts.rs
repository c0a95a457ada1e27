//! Decides which font draws which characters.

use std::path::Path;

use cosmic_text::fontdb::Database;
use cosmic_text::{Fallback, Family, FontSystem, Weight};
use unicode_script::Script;

use super::LetteringError;

/// Draws everything that has no script of its own, and is asked first for everything else.
pub(super) const USUAL: Family<'static> = Family::Name("Noto Sans");

/// The files that must be there. They are always read in this order, so that every machine looks for a letter in
/// the same order.
const FILES: [&str; 19] = [
    "NotoSans-Bold.ttf",
    "NotoSansCJK-Bold.ttc",
    "NotoSansArabic-Bold.ttf",
    "NotoSansArmenian-Bold.ttf",
    "NotoSansBengali-Bold.ttf",
    "NotoSansDevanagari-Bold.ttf",
    "NotoSansGeorgian-Bold.ttf",
    "NotoSansGujarati-Bold.ttf",
    "NotoSansGurmukhi-Bold.ttf",
    "NotoSansHebrew-Bold.ttf",
    "NotoSansKannada-Bold.ttf",
    "NotoSansKhmer-Bold.ttf",
    "NotoSansLao-Bold.ttf",
    "NotoSansMalayalam-Bold.ttf",
    "NotoSansTamil-Bold.ttf",
    "NotoSansTelugu-Bold.ttf",
    "NotoSansThai-Bold.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoEmoji-Bold.ttf",
];

/// The three ways in which Han characters are written here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Han {
    China,
    Japan,
    Korea,
}

impl Han {
    /// Goes by the other characters of a text: kana is Japanese, hangul is Korean.
    pub(super) fn from_text(text: &str) -> Self {
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

/// Reads these files and no others that the folder may have. The error says of each file that cannot be used why.
pub(super) fn open(folder: &Path) -> Result<Database, LetteringError> {
    let refused = |problem: String| LetteringError::Fonts { folder: folder.display().to_string(), problem };
    std::fs::read_dir(folder).map_err(|error| refused(error.to_string()))?;
    let mut found = Database::new();
    let problems: Vec<String> = FILES
        .into_iter()
        .filter_map(|file| load(&mut found, &folder.join(file)).err().map(|why| format!("{file}: {why}")))
        .collect();
    if problems.is_empty() { Ok(as_bold(&found)) } else { Err(refused(problems.join("; "))) }
}

fn load(fonts: &mut Database, file: &Path) -> Result<(), String> {
    let before = fonts.len();
    fonts.load_font_file(file).map_err(|error| error.to_string())?;
    if fonts.len() > before { Ok(()) } else { Err("is not a font".to_owned()) }
}

/// Marks every face as bold. A face of another weight would be passed over, although it is the only one with its
/// symbols. Monospaced faces are left out.
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
