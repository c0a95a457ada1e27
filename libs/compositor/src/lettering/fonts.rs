//! Opens the fonts, and knows which characters they have.

use std::path::Path;

use cosmic_text::fontdb::{Database, FaceInfo, ID};
use cosmic_text::{Fallback, FontSystem, Weight};
use icu_normalizer::DecomposingNormalizerBorrowed;
use unicode_script::Script;

use super::LetteringError;
use super::faces::{EMOJI, FILES};

/// The fonts of the folder, each of which is read when a text first needs it.
pub(super) struct Fonts {
    pub(super) system: FontSystem,
    faces: Vec<Face>,
}

#[derive(Debug, Clone)]
pub(super) struct Face {
    pub(super) id: ID,
    pub(super) family: String,
    pub(super) scripts: &'static [Script],
    pub(super) is_emoji: bool,
    /// There are scripts of which Noto has no bold font.
    pub(super) is_bold: bool,
}

impl Fonts {
    /// Reads these files and no others that the folder may have. The error says of each file that cannot be used why.
    pub(super) fn open(folder: &Path) -> Result<Self, LetteringError> {
        let refused =
            |problem: String| LetteringError::Fonts { folder: folder.display().to_string(), problem };
        std::fs::read_dir(folder).map_err(|error| refused(error.to_string()))?;
        let (mut found, mut faces, mut problems) = (Database::new(), Vec::new(), Vec::new());
        for (file, scripts) in FILES {
            match load(&mut found, &folder.join(file)) {
                Ok(infos) => {
                    let (is_emoji, is_bold) = (file == EMOJI, file.contains("-Bold."));
                    let face = |info: FaceInfo| Face {
                        id: info.id,
                        family: info.families.into_iter().next().map(|(name, _)| name).unwrap_or_default(),
                        scripts,
                        is_emoji,
                        is_bold,
                    };
                    faces.extend(infos.into_iter().map(face));
                }
                Err(why) => problems.push(format!("{file}: {why}")),
            }
        }
        if !problems.is_empty() {
            return Err(refused(problems.join("; ")));
        }
        let system = FontSystem::new_with_locale_and_db_and_fallback("en".to_owned(), found, NoFallback);
        Ok(Self { system, faces })
    }

    pub(super) fn faces(&self) -> &[Face] {
        &self.faces
    }

    pub(super) fn face(&self, id: ID) -> Option<&Face> {
        self.faces.iter().find(|face| face.id == id)
    }

    /// Whether a face has a glyph for the character itself.
    pub(super) fn has(&mut self, face: usize, character: char) -> bool {
        let Some(id) = self.faces.get(face).map(|face| face.id) else { return false };
        let font = self.system.get_font(id, Weight::BOLD);
        font.is_some_and(|font| font.as_swash().charmap().map(character) != 0)
    }

    /// Whether a face has the parts from which the character can be put together.
    pub(super) fn has_parts(&mut self, face: usize, character: char) -> bool {
        let mut bytes = [0; 4];
        let parts = DecomposingNormalizerBorrowed::new_nfd().normalize(character.encode_utf8(&mut bytes));
        parts.chars().all(|part| self.has(face, part))
    }
}

/// Returns what was found in the file. Monospaced faces are left out.
fn load(fonts: &mut Database, file: &Path) -> Result<Vec<FaceInfo>, String> {
    let mut alone = Database::new();
    alone.load_font_file(file).map_err(|error| error.to_string())?;
    if alone.is_empty() {
        return Err("is not a font".to_owned());
    }
    let proportional = |face: &&FaceInfo| !face.families.iter().any(|(name, _)| name.contains("Mono"));
    let faces: Vec<FaceInfo> = alone.faces().filter(proportional).cloned().collect();
    // A face of another weight than is asked for would be passed over.
    let as_bold = faces.into_iter().map(|face| FaceInfo { weight: Weight::BOLD, ..face });
    Ok(as_bold.map(|face| FaceInfo { id: fonts.push_face_info(face.clone()), ..face }).collect())
}

/// Every piece of a text names the face that draws it, so nobody else looks for one.
struct NoFallback;

impl Fallback for NoFallback {
    fn common_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn forbidden_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn script_fallback(&self, _script: Script, _locale: &str) -> &[&'static str] {
        &[]
    }
}
