//! Emoji, stars, mathematical letters and other signs.

use icu_properties::CodePointSetData;
use icu_properties::props::{EmojiModifierBase, EmojiPresentation};

use super::*;

const EMOJI: &str = "Noto Color Emoji";

/// Whether it is drawn as one emoji in its own colours.
fn is_one_emoji(fonts: &mut Fonts, text: &str) -> bool {
    let drawn = drawn(fonts, text).unwrap();
    matches!(drawn.as_slice(), [(family, glyph)] if family == EMOJI && *glyph != 0)
}

/// The part of the visible pixels that have a colour and are not grey.
fn colourful(picture: &RgbaImage) -> f64 {
    let seen = picture.pixels().filter(|it| it.0[3] > 128).count();
    let spread = |rgb: &[u8]| rgb.iter().max().unwrap() - rgb.iter().min().unwrap();
    let coloured = picture.pixels().filter(|it| it.0[3] > 128 && spread(&it.0[..3]) > 60).count();
    f64::from(u32::try_from(coloured).unwrap()) / f64::from(u32::try_from(seen).unwrap())
}

#[test]
fn sequences_are_one_emoji() {
    let mut fonts = lettering().fonts;
    for emoji in [
        "🎉",
        "😀",
        "⭐",
        "⭐\u{fe0f}",
        "🔥",
        "❤\u{fe0f}",
        "☀\u{fe0f}",
        "✈\u{fe0f}",
        "👍🏽",
        "👨‍👩‍👧‍👦",
        "👩🏿‍🚀",
        "🧑🏽‍🤝‍🧑🏻",
        "👨‍❤️‍💋‍👨",
        "❤️‍🔥",
        "🐦‍⬛",
        "🏳️‍🌈",
        "🏴‍☠️",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "🇩🇪",
        "1️⃣",
        "#️⃣",
        "*\u{fe0f}\u{20e3}",
        "9\u{20e3}",
        "👁️‍🗨️",
        "☝🏿",
        "🤌🏼",
        "🫱🏻‍🫲🏿",
    ] {
        assert!(is_one_emoji(&mut fonts, emoji), "{emoji}: {:?}", drawn(&mut fonts, emoji));
    }
}

#[test]
fn every_flag_and_every_shade_is_one_emoji() {
    let mut fonts = lettering().fonts;
    let countries = "DE FR IT ES GB US JP CN KR TH LA KH MM LK ET NP BT MN VN ID PH MY SG IN PK BD IR IL SA EG MA NG KE \
                     ZA BR AR MX CA AU NZ UA PL SE NO FI DK EU UN";
    let letter = |it: char| char::from_u32(u32::from(it) - u32::from('A') + 0x1f1e6).unwrap();
    for country in countries.split_whitespace() {
        let flag: String = country.chars().map(letter).collect();
        assert!(is_one_emoji(&mut fonts, &flag), "{country}");
    }
    let bases = CodePointSetData::new::<EmojiModifierBase>();
    let mut without = Vec::new();
    for base in ('\u{1}'..='\u{1fbff}').filter(|it| bases.contains(*it)) {
        let shaded = |shade: char| format!("{base}{shade}");
        if !('\u{1f3fb}'..='\u{1f3ff}').all(|shade| is_one_emoji(&mut fonts, &shaded(shade))) {
            without.push(base);
        }
    }
    assert_eq!(without, ['👪', '👯', '\u{1faf9}', '\u{1fafa}'], "the font is older than their shades");
}

/// Emoji that are younger than the font of coloured ones are drawn in the colour of the text, or refused by name.
#[test]
fn every_emoji_is_drawn_or_named() {
    let mut fonts = lettering().fonts;
    let emoji = CodePointSetData::new::<EmojiPresentation>();
    let (mut coloured, mut plain, mut refused) = (0, 0, 0);
    // Letters of flags alone are no emoji.
    let all = ('\u{1}'..='\u{1fbff}').filter(|it| emoji.contains(*it) && !('🇦'..='🇿').contains(it));
    for character in all {
        match drawn(&mut fonts, &character.to_string()) {
            Ok(glyphs) if glyphs[0].0 == EMOJI => coloured += 1,
            Ok(glyphs) => plain += usize::from(glyphs[0].1 != 0),
            Err(error) => {
                assert!(error.to_string().contains(&format!("U+{:04X}", u32::from(character))));
                refused += 1;
            }
        }
    }
    assert!(coloured > 1170 && plain + refused < 30, "{coloured} {plain} {refused}");
}

#[test]
fn five_stars_read_as_five_stars() {
    let mut lettering = lettering();
    for stars in ["⭐⭐⭐⭐⭐", "⭐\u{fe0f}⭐\u{fe0f}⭐\u{fe0f}⭐\u{fe0f}⭐\u{fe0f}"] {
        assert_eq!(glyphs(stars).len(), 5, "{stars}");
        for backing in [None, Some([0, 0, 0, 255])] {
            let alone = lettering.set(&Block { backing, ..block(stars) }).unwrap();
            let yellow =
                |it: &&image::Rgba<u8>| it.0[3] == 255 && it.0[0] > 200 && it.0[1] > 150 && it.0[2] < 110;
            // Each covers about a third of a square of its size.
            assert!(alone.pixels().filter(yellow).count() > 5 * 64 * 64 / 4, "{stars}");
        }
    }
    let mut middle = |star: &str| {
        let picture = lettering.set(&Block { color: [255, 0, 0, 255], ..block(star) }).unwrap();
        picture.get_pixel(picture.width() / 2, picture.height() / 2).0
    };
    let red = [255, 0, 0, 255];
    assert_eq!([middle("★"), middle("⭐\u{fe0e}"), middle("✪")].map(|it| it == red), [true, true, false]);
    assert_ne!(middle("☆"), red, "a hollow star is asked for");
}

#[test]
fn signs_are_letters_and_emoji_have_colours() {
    let mut lettering = lettering();
    for sign in [
        "★",
        "✓",
        "♥",
        "❤",
        "©",
        "®",
        "™",
        "©\u{fe0f}",
        "™\u{fe0f}",
        "✔\u{fe0f}",
        "☀",
        "☎",
        "→",
        "№",
        "♪",
        "✈\u{fe0e}",
    ] {
        assert!(colourful(&lettering.set(&block(sign)).unwrap()) < 0.01, "{sign}");
    }
    for emoji in ["❤\u{fe0f}", "☀\u{fe0f}", "😀", "🔥", "🇩🇪", "⭐"] {
        assert!(colourful(&lettering.set(&block(emoji)).unwrap()) > 0.6, "{emoji}");
    }
    let half = Block { color: [255, 255, 255, 128], ..block("Hi 🔥") };
    assert!(
        lettering.set(&half).unwrap().pixels().all(|it| it.0[3] <= 128),
        "emoji are as transparent as letters"
    );
}

#[test]
fn an_emoji_has_no_edge_of_another_colour() {
    let mut lettering = lettering();
    for size in [30.0, 64.0, 300.0] {
        let picture = lettering.set(&Block { size, ..block("⭐") }).unwrap();
        let dark = picture.pixels().filter(|it| it.0[3] > 20 && it.0[0] < 180).count();
        assert_eq!(dark, 0, "{size}: the hidden colour of transparent pixels is black");
    }
}

#[test]
fn a_sign_that_can_be_taken_apart_is_one_sign() {
    let mut fonts = lettering().fonts;
    for (whole, apart) in [
        ("≠", "=\u{338}"),
        ("∉", "∈\u{338}"),
        ("≰", "≤\u{338}"),
        ("é", "e\u{301}"),
        ("가", "\u{1100}\u{1161}"),
    ] {
        let one = drawn(&mut fonts, whole).unwrap();
        assert_eq!(one.len(), 1, "{whole}: {one:?}");
        assert_eq!(drawn(&mut fonts, apart).unwrap(), one, "{whole}");
    }
}

#[test]
fn mathematical_letters_are_drawn_as_plain_ones() {
    for (fancy, plain) in [
        ("𝐇𝐞𝐥𝐥𝐨", "Hello"),
        ("𝓗𝓮𝓵𝓵𝓸 𝕎𝕠𝕣𝕝𝕕", "Hello World"),
        ("ℋℯ𝓁𝓁ℴ", "Hello"),
        ("ℌ𝔢𝔩𝔩𝔬", "Hello"),
        ("𝒲 𝔾 ℝ𝟙𝟐𝟛", "W G R123"),
        ("𝚪𝛂 𝛁", "Γα ∇"),
        ("x ∈ ℝ", "x ∈ ℝ"),
        ("ＡＢＣ １２３", "ＡＢＣ １２３"),
    ] {
        assert_eq!(readable(fancy), plain);
    }
    let all: String = ('\u{1d400}'..='\u{1d7ff}').filter(|it| !choice_lacks(*it)).collect();
    assert!(readable(&all).chars().all(|it| !('\u{1d400}'..='\u{1d7ff}').contains(&it)));
    assert!(!glyphs("ℂ ℍ ℕ ℙ ℚ ℝ ℤ ℌ ℑ ℓ ℵ").contains(&0));
}

/// The holes of the block.
fn choice_lacks(character: char) -> bool {
    use icu_properties::CodePointMapData;
    use icu_properties::props::GeneralCategory;
    CodePointMapData::<GeneralCategory>::new().get(character) == GeneralCategory::Unassigned
}
