//! Breaks a text into lines by measured width. All widths are for letters one pixel high; they grow in
//! proportion.

use ab_glyph::{Font, FontRef, ScaleFont};

/// One paragraph per line of the text, each a list of words.
#[derive(Debug)]
pub(super) struct Words {
    paragraphs: Vec<Vec<Word>>,
    space: f32,
}

#[derive(Debug)]
struct Word {
    /// Each character with how far it moves the next one.
    letters: Vec<(char, f32)>,
    width: f32,
}

impl Words {
    pub(super) fn new(font: &FontRef<'_>, text: &str) -> Self {
        let paragraphs = text.trim().lines();
        Self {
            paragraphs: paragraphs
                .map(|line| line.split_whitespace().map(|word| Word::new(font, word)).collect())
                .collect(),
            space: font.as_scaled(1.0).h_advance(font.glyph_id(' ')),
        }
    }

    pub(super) fn widest(&self) -> f32 {
        self.paragraphs.iter().flatten().map(|word| word.width).fold(0.0, f32::max)
    }

    /// Of the whole text on one line.
    pub(super) fn length(&self) -> f32 {
        self.paragraphs.iter().flatten().map(|word| word.width + self.space).sum()
    }

    /// A word that is wider than a line is broken inside.
    pub(super) fn lines(&self, width: f32) -> Vec<String> {
        self.paragraphs.iter().flat_map(|words| self.paragraph(words, width)).collect()
    }

    fn paragraph(&self, words: &[Word], width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut used = 0.0;
        for word in words {
            if !line.is_empty() && used + self.space + word.width <= width {
                line.push(' ');
                used += self.space;
            } else if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            for (letter, advance) in &word.letters {
                if used + advance > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(*letter);
                used += advance;
            }
        }
        lines.push(line);
        lines
    }
}

impl Word {
    fn new(font: &FontRef<'_>, text: &str) -> Self {
        let font = font.as_scaled(1.0);
        let mut before = None;
        let letters: Vec<_> = text
            .chars()
            .map(|letter| {
                let glyph = font.glyph_id(letter);
                let kern = before.replace(glyph).map_or(0.0, |before| font.kern(before, glyph));
                (letter, kern + font.h_advance(glyph))
            })
            .collect();
        let width = letters.iter().map(|(_, advance)| advance).sum();
        Self { letters, width }
    }
}
