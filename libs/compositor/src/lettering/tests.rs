//! Tests glyphs and pixels, and compares a sheet of all scripts with a picture of how it should look.

mod scripts;
mod signs;
mod wrapping;

use std::path::{Path, PathBuf};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};

use scripts::WORDS;

use super::clean::readable;
use super::han::Han;
use super::*;

fn lettering() -> Lettering {
    Lettering::open(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts"))).unwrap()
}

fn block(text: &str) -> Block<'_> {
    Block {
        text,
        size: 64.0,
        least_size: 1.0,
        max_width: 900,
        max_height: 1600,
        align: Align::Center,
        color: [255; 4],
        backing: None,
    }
}

/// The glyphs of a text on one line, from left to right, each with the family of its face.
fn drawn(fonts: &mut Fonts, text: &str) -> Result<Vec<(String, u16)>, LetteringError> {
    let layout = shape(fonts, &words::with_word_marks(&clean::readable(text)), Align::Left)?;
    let mut placed: Vec<(f32, String, u16)> = layout
        .layout_runs()
        .flat_map(|run| run.glyphs.iter())
        .map(|glyph| (glyph.x, fonts.face(glyph.font_id).unwrap().family.clone(), glyph.glyph_id))
        .collect();
    placed.sort_by(|one, other| one.0.total_cmp(&other.0));
    Ok(placed.into_iter().map(|(_, family, glyph)| (family, glyph)).collect())
}

/// The glyph ids of a text, from left to right.
fn glyphs(text: &str) -> Vec<u16> {
    let drawn = drawn(&mut lettering().fonts, text).unwrap();
    drawn.into_iter().map(|(_, glyph)| glyph).collect()
}

#[test]
fn arabic_letters_join() {
    let joined = glyphs("سلام");
    let alone = glyphs("س ل ا م");
    assert!(joined.iter().filter(|glyph| !alone.contains(glyph)).count() >= 2, "{joined:?} {alone:?}");
}

#[test]
fn hebrew_runs_from_right_to_left() {
    let mut backwards = glyphs("ם ל ש");
    backwards.reverse();
    assert_eq!(glyphs("ש ל ם"), backwards);
    let (one, two) = (glyphs("ש")[0], glyphs("ל")[0]);
    assert_eq!(glyphs("של"), [two, one], "the first letter stands on the right");
}

#[test]
fn han_is_written_as_the_rest_of_the_text_is() {
    let han = ["直す", "직접 直", "直接"].map(Han::from_text);
    assert_eq!(han, [Han::Japan, Han::Korea, Han::China]);
    assert_ne!(glyphs("直す")[0], glyphs("直接")[0], "this character differs between the two");
}

#[test]
fn text_wraps_within_its_width_between_words_and_within_long_ones() {
    let mut lettering = lettering();
    for text in [
        "a long headline of many words that cannot stand on one line of this width".to_owned(),
        "X".repeat(300),
        "夏のセール".repeat(40),
        "تخفيضات الصيف ".repeat(12),
    ] {
        let picture = lettering.set(&block(&text)).unwrap();
        assert!(picture.width() <= 900 && picture.height() <= 1600, "{:?}", picture.dimensions());
        assert!(picture.height() > 64 * 2, "{text}: more than one line");
    }
}

#[test]
fn a_text_that_is_too_high_is_set_smaller() {
    let mut lettering = lettering();
    let text = "word ".repeat(100);
    let huge = Block { size: 900.0, max_height: 700, ..block(&text) };
    let picture = lettering.set(&huge).unwrap();
    assert!(picture.width() <= 900 && picture.height() <= 700, "{:?}", picture.dimensions());
    assert!(picture.height() > 350, "and no smaller than it has to be: {:?}", picture.dimensions());
}

#[test]
fn no_text_leaves_its_block_and_one_that_cannot_fit_is_an_error() {
    let mut lettering = lettering();
    let (signs, lines) = ("漢".repeat(500), "x\n".repeat(100));
    for (text, side) in [(&signs, 100), (&lines, 480)] {
        for backing in [None, Some([0, 0, 0, 255])] {
            let small = Block { max_width: side, max_height: side, backing, ..block(text) };
            let (width, height) = lettering.set(&small).unwrap().dimensions();
            assert!(width <= side && height <= side, "{width} x {height} in {side}");
        }
    }
    let narrow = Block { max_width: 4, max_height: 4, ..block(&lines) };
    assert!(matches!(lettering.set(&narrow), Err(LetteringError::NoRoom { .. })));
}

#[test]
fn a_text_is_never_set_smaller_than_can_be_read() {
    let mut lettering = lettering();
    let lines = "x\n".repeat(50);
    let fits = Block { max_height: 50 * 27, least_size: 20.0, ..block(&lines) };
    assert!(lettering.set(&fits).is_ok());
    let error = lettering.set(&Block { max_height: 50 * 20, ..fits }).unwrap_err().to_string();
    let told = "does not fit into 900 x 1000 pixels, even with letters of 20 pixels; smaller ones could not be read, \
                so please shorten the text";
    assert_eq!(error, told);
}

#[test]
fn a_size_that_is_no_size_still_ends() {
    let mut lettering = lettering();
    for size in [f32::NAN, f32::INFINITY, f32::MAX, 0.0, -1.0] {
        let picture = lettering.set(&Block { size, ..block("Hi") }).unwrap();
        assert!(picture.width() <= 900 && picture.height() <= 1600, "{size}: {:?}", picture.dimensions());
    }
}

#[test]
fn space_around_lines_does_not_push_them_aside() {
    let mut lettering = lettering();
    let plain = lettering.set(&block("Hello\nthere and here\nyou")).unwrap();
    let spaced = lettering.set(&block("\n  Hello \t\nthere and here  \n      you\n\n")).unwrap();
    assert_eq!(plain, spaced);
}

#[test]
fn ink_never_touches_the_edge() {
    let mut lettering = lettering();
    for (name, _, text) in WORDS {
        let picture = lettering.set(&block(text)).unwrap();
        let (width, height) = picture.dimensions();
        let edge = picture
            .enumerate_pixels()
            .filter(|(x, y, _)| *x == 0 || *y == 0 || *x == width - 1 || *y == height - 1);
        assert!(edge.into_iter().all(|(_, _, pixel)| pixel.0[3] == 0), "{name:?}");
        assert!(picture.pixels().any(|pixel| pixel.0 == [255; 4]), "{name:?}");
    }
}

#[test]
fn letters_have_an_outline_or_a_box() {
    let mut lettering = lettering();
    let count = |picture: &RgbaImage, color: [u8; 4]| picture.pixels().filter(|it| it.0 == color).count();
    let light = lettering.set(&block("Hi")).unwrap();
    assert!(count(&light, [255; 4]) > 100 && count(&light, [0, 0, 0, 255]) > 100);
    let dark = lettering.set(&Block { color: [10, 20, 30, 255], ..block("Hi") }).unwrap();
    assert!(count(&dark, [10, 20, 30, 255]) > 100 && count(&dark, [255; 4]) > 100);
    let boxed = lettering.set(&Block { backing: Some([200, 0, 0, 255]), ..block("Hi") }).unwrap();
    assert!(count(&boxed, [200, 0, 0, 255]) > 1000 && count(&boxed, [0, 0, 0, 255]) == 0);
    assert_eq!(boxed.get_pixel(0, 0).0[3], 0, "its corners are round");
}

#[test]
fn an_outline_does_not_show_through_letters() {
    let half = Block { color: [255, 255, 255, 128], ..block("Hi") };
    let picture = lettering().set(&half).unwrap();
    let count = |color: [u8; 4]| picture.pixels().filter(|it| it.0 == color).count();
    assert!(count([255, 255, 255, 128]) > 500 && count([0, 0, 0, 128]) > 100);
    assert!(picture.pixels().all(|pixel| pixel.0[3] <= 128), "nothing is more solid than was asked for");
}

#[test]
fn text_is_nothing_but_text() {
    assert_eq!(readable("a\0b\u{7}\r\nc\td\u{1b}[0m"), "ab\nc d[0m");
    let plain = r#"50% off: it's "new" \ {x} [y], a;b — %{pts}"#;
    assert_eq!(readable(plain), plain);
    assert!(!glyphs(plain).contains(&0));
}

#[test]
fn a_text_without_anything_to_be_seen_is_an_error() {
    let mut lettering = lettering();
    for text in ["", "   ", "\n\n", "\u{200b}"] {
        assert!(matches!(lettering.set(&block(text)), Err(LetteringError::Nothing)), "{text:?}");
    }
}

#[test]
fn a_folder_without_the_fonts_is_named_and_so_is_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let error = |path: &Path| Lettering::open(path).unwrap_err().to_string();
    let nowhere = error(&folder.path().join("nowhere"));
    assert!(nowhere.contains("nowhere cannot be used: No such file"), "{nowhere}");
    std::fs::write(folder.path().join("NotoSans-Bold.ttf"), "not a font").unwrap();
    let incomplete = error(folder.path());
    for part in
        ["NotoSans-Bold.ttf: is not a font", "NotoSansArabic-Bold.ttf: No such", "NotoEmoji-Bold.ttf: No"]
    {
        assert!(incomplete.contains(part), "{incomplete}");
    }
}

/// How many pixels may differ by rounding. A letter that changes differs in more.
const ROUNDING_PIXELS: usize = 30;

/// Texts that are more than words of one script.
const MIXED: [&str; 8] = [
    "Summer sale — تخفيضات الصيف — 夏のセール 🎉",
    "🎉 ☀ ❤️ 👍🏽 🇩🇪 1️⃣ → ✓ ★ ©",
    "⭐⭐⭐⭐⭐ ★★★★☆",
    "a ≠ b ≤ c ∞ 𝐇𝐞𝐥𝐥𝐨 ℌ𝔢𝔩𝔩𝔬",
    "བསྒྲུབས་རྒྱུ\nབསྒྲུབས་རྒྱུ",
    "ကျွန်ုပ်တို့ ဏ္ဍ\nကျွန်ုပ်တို့",
    "ทุกคนในครอบครัวเดินทางไปกับเราในฤดูร้อนนี้",
    "ស្ត្រី ខ្ញុំស្រឡាញ់ភាសាខ្មែរហើយចង់រៀនវា",
];

/// The sheet has scripts of all kinds, mixed text, boxes and both outlines. It is grey, so that the file is small.
#[test]
fn the_sheet_of_samples_looks_as_it_did() {
    let mut lettering = lettering();
    let mut sheet = RgbaImage::from_pixel(1240, 1010, image::Rgba([120, 150, 190, 255]));
    let (mut x, mut y) = (10, 10);
    for (index, text) in WORDS.into_iter().map(|(_, _, text)| text).chain(MIXED).enumerate() {
        let backing = (index % 3 == 2).then_some([255, 255, 255, 160]);
        let color = if index % 3 == 0 { [255; 4] } else { [20, 20, 60, 255] };
        let look = Block { backing, color, size: 23.0, max_width: 290, ..block(text) };
        let picture = lettering.set(&look).unwrap();
        if y + picture.height() > 1005 {
            (x, y) = (x + 307, 10);
        }
        image::imageops::overlay(&mut sheet, &picture, x, y.into());
        y += picture.height() + 5;
    }
    let sheet = image::DynamicImage::from(sheet).into_luma8();
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lettering/golden.png");
    let expected = image::open(golden).unwrap().into_luma8();
    let differs = |(one, other): (&u8, &u8)| one.abs_diff(*other) > 24;
    let different = sheet.iter().zip(expected.iter()).filter(|pair| differs(*pair)).count();
    if sheet.dimensions() != expected.dimensions() || different > ROUNDING_PIXELS {
        let drawn = write_in_target("lettering.png", &sheet);
        panic!("{different} of {} pixels differ from golden.png: compare {}", sheet.len(), drawn.display());
    }
}

fn write_in_target(name: &str, sheet: &image::GrayImage) -> PathBuf {
    let binary = std::env::current_exe().unwrap();
    let target = binary.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists()).unwrap();
    let path = target.join(name);
    let file = std::fs::File::create(&path).unwrap();
    let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive);
    sheet.write_with_encoder(encoder).unwrap();
    path
}
