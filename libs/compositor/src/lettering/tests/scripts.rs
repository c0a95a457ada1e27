//! Every script that Noto Sans has is drawn, with its own font and without a missing glyph.

use std::collections::BTreeMap;

use unicode_script::{Script, UnicodeScript};

use super::*;
use crate::lettering::faces::FILES;

/// Words in the scripts that people write today, and a few that they do not.
pub(super) const WORDS: [(Script, &str, &str); 71] = [
    (Script::Latin, "Noto Sans", "Summer sale: 50% off"),
    (Script::Latin, "Noto Sans", "Giảm giá mùa hè"),
    (Script::Greek, "Noto Sans", "Καλοκαιρινές εκπτώσεις"),
    (Script::Cyrillic, "Noto Sans", "Летняя распродажа"),
    (Script::Arabic, "Noto Sans Arabic", "تخفيضات الصيف"),
    (Script::Hebrew, "Noto Sans Hebrew", "מבצע קיץ"),
    (Script::Devanagari, "Noto Sans Devanagari", "गर्मियों की सेल"),
    (Script::Bengali, "Noto Sans Bengali", "গ্রীষ্মকালীন ছাড়"),
    (Script::Tamil, "Noto Sans Tamil", "கோடை விற்பனை"),
    (Script::Telugu, "Noto Sans Telugu", "వేసవి అమ్మకం"),
    (Script::Kannada, "Noto Sans Kannada", "ಬೇಸಿಗೆ ಮಾರಾಟ"),
    (Script::Malayalam, "Noto Sans Malayalam", "വേനൽക്കാല വിൽപ്പന"),
    (Script::Gujarati, "Noto Sans Gujarati", "ઉનાળુ સેલ"),
    (Script::Gurmukhi, "Noto Sans Gurmukhi", "ਗਰਮੀਆਂ ਦੀ ਸੇਲ"),
    (Script::Oriya, "Noto Sans Oriya", "ଗ୍ରୀଷ୍ମ ବିକ୍ରୟ"),
    (Script::Sinhala, "Noto Sans Sinhala", "ගිම්හාන විකිණීම"),
    (Script::Thai, "Noto Sans Thai", "ลดราคาฤดูร้อน"),
    (Script::Lao, "Noto Sans Lao", "ຫຼຸດລາຄາ"),
    (Script::Khmer, "Noto Sans Khmer", "បញ្ចុះតម្លៃ"),
    (Script::Myanmar, "Noto Sans Myanmar", "နွေရာသီ အရောင်းပွဲ"),
    (Script::Tibetan, "Noto Serif Tibetan", "བོད་སྐད་ལ་བསྒྲུབས"),
    (Script::Georgian, "Noto Sans Georgian", "ზაფხულის ფასდაკლება"),
    (Script::Armenian, "Noto Sans Armenian", "Ամառային զեղչ"),
    (Script::Ethiopic, "Noto Sans Ethiopic", "የበጋ ሽያጭ"),
    (Script::Cherokee, "Noto Sans Cherokee", "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ"),
    (Script::Canadian_Aboriginal, "Noto Sans Canadian Aboriginal", "ᐃᓄᒃᑎᑐᑦ"),
    (Script::Mongolian, "Noto Sans Mongolian", "ᠮᠣᠩᠭᠣᠯ"),
    (Script::Syriac, "Noto Sans Syriac", "ܠܫܢܐ ܣܘܪܝܝܐ"),
    (Script::Thaana, "Noto Sans Thaana", "ދިވެހި"),
    (Script::Nko, "Noto Sans NKo", "ߒߞߏ"),
    (Script::Tifinagh, "Noto Sans Tifinagh", "ⵜⴰⵎⴰⵣⵉⵖⵜ"),
    (Script::Vai, "Noto Sans Vai", "ꕙꔤ"),
    (Script::Yi, "Noto Sans Yi", "ꆈꌠꁱꂷ"),
    (Script::Javanese, "Noto Sans Javanese", "ꦧꦱꦗꦮ"),
    (Script::Balinese, "Noto Sans Balinese", "ᬩᬲᬩᬮᬶ"),
    (Script::Sundanese, "Noto Sans Sundanese", "ᮘᮞ ᮞᮥᮔ᮪ᮓ"),
    (Script::Buginese, "Noto Sans Buginese", "ᨅᨔ ᨕᨘᨁᨗ"),
    (Script::Batak, "Noto Sans Batak", "ᯅᯖᯂ᯲"),
    (Script::Rejang, "Noto Sans Rejang", "ꥆꤰ꥓ꤼꤽ"),
    (Script::Cham, "Noto Sans Cham", "ꨀꨇꩉ ꨌꩌ"),
    (Script::Tai_Tham, "Noto Sans Tai Tham", "ᨣᩤᩴᨾᩮᩬᩥᨦ"),
    (Script::New_Tai_Lue, "Noto Sans New Tai Lue", "ᦅᧄᦺᦑᦟᦹᧉ"),
    (Script::Tai_Le, "Noto Sans Tai Le", "ᥖᥭᥰ ᥖᥬᥲ ᥑᥨᥒᥰ"),
    (Script::Tai_Viet, "Noto Sans Tai Viet", "ꪎꪳ ꪼꪕ"),
    (Script::Lepcha, "Noto Sans Lepcha", "ᰛᰩᰵᰛᰧᰵᰶ"),
    (Script::Limbu, "Noto Sans Limbu", "ᤕᤰᤌᤢᤱ ᤐᤠᤴ"),
    (Script::Meetei_Mayek, "Noto Sans Meetei Mayek", "ꯃꯤꯇꯩ ꯃꯌꯦꯛ"),
    (Script::Ol_Chiki, "Noto Sans Ol Chiki", "ᱥᱟᱱᱛᱟᱲᱤ"),
    (Script::Sora_Sompeng, "Noto Sans Sora Sompeng", "𑃐𑃑𑃒"),
    (Script::Warang_Citi, "Noto Sans Warang Citi", "𑢹𑣉 𑣎𑣋𑣜"),
    (Script::Chakma, "Noto Sans Chakma", "𑄌𑄋𑄴𑄟𑄳𑄦"),
    (Script::Newa, "Noto Sans Newa", "𑐣𑐾𑐥𑐵𑐮"),
    (Script::Syloti_Nagri, "Noto Sans Syloti Nagri", "ꠍꠤꠟꠐꠤ"),
    (Script::Saurashtra, "Noto Sans Saurashtra", "ꢱꣃꢬꢵꢰ꣄ꢜ꣄ꢬ"),
    (Script::Kayah_Li, "Noto Sans Kayah Li", "ꤊꤢꤛꤢ꤭"),
    (Script::Hanifi_Rohingya, "Noto Sans Hanifi Rohingya", "𐴌𐴗𐴥𐴝𐴙𐴚𐴒𐴙𐴝"),
    (Script::Adlam, "Noto Sans Adlam", "𞤆𞤵𞤤𞤢𞤪"),
    (Script::Osage, "Noto Sans Osage", "𐓏𐓘𐓻𐓘𐓻𐓟"),
    (Script::Lisu, "Noto Sans Lisu", "ꓡꓲꓢꓴ"),
    (Script::Miao, "Noto Sans Miao", "𖼀𖽑𖼁"),
    (Script::Bamum, "Noto Sans Bamum", "ꚠꚡꚢ"),
    (Script::Pahawh_Hmong, "Noto Sans Pahawh Hmong", "𖬖𖬰𖬝𖬵"),
    (Script::Coptic, "Noto Sans Coptic", "ϯⲙⲉⲧⲣⲉⲙⲛ̀ⲭⲏⲙⲓ"),
    (Script::Gothic, "Noto Sans Gothic", "𐌲𐌿𐍄𐌹𐍃𐌺"),
    (Script::Runic, "Noto Sans Runic", "ᚠᚢᚦᚨᚱᚲ"),
    (Script::Egyptian_Hieroglyphs, "Noto Sans Egyptian Hieroglyphs", "𓀀𓂀𓃭"),
    (Script::Cuneiform, "Noto Sans Cuneiform", "𒀭𒂗𒆤"),
    (Script::Hiragana, "Noto Sans CJK JP", "夏のセール、最大五割引"),
    (Script::Han, "Noto Sans CJK SC", "夏季大促销"),
    (Script::Hangul, "Noto Sans CJK KR", "여름 세일"),
    (Script::Bopomofo, "Noto Sans CJK SC", "ㄅㄆㄇㄈ"),
];

#[test]
fn words_are_drawn_with_the_font_of_their_script() {
    let mut fonts = lettering().fonts;
    for (script, family, text) in WORDS {
        assert!(text.chars().any(|it| it.script() == script), "{text} is in {script:?}");
        let drawn = drawn(&mut fonts, text).unwrap_or_else(|error| panic!("{text} {error}"));
        let own = drawn.iter().filter(|(name, _)| name == family).count();
        let others = drawn.iter().filter(|(name, _)| name != family && name != "Noto Sans").count();
        assert!(own > 0 && others == 0, "{script:?} {text}: {drawn:?}");
        assert!(drawn.iter().all(|(_, glyph)| *glyph != 0), "{script:?} {text}: {drawn:?}");
    }
}

/// Many of these are in no other font, so they show that each file is needed and is found.
#[test]
fn every_character_that_a_font_has_of_its_script_is_drawn_by_it() {
    let mut fonts = lettering().fonts;
    let characters = seen_by_script();
    let mut counts = BTreeMap::<&str, usize>::new();
    for (file, scripts) in FILES {
        let face = fonts.faces().iter().position(|face| face.scripts == scripts && !scripts.is_empty());
        let Some(face) = face else { continue };
        for script in scripts {
            let all = characters[script.short_name()].iter().copied();
            let letters: Vec<char> = all.filter(|it| fonts.has(face, *it)).collect();
            *counts.entry(script.full_name()).or_default() += letters.len();
            for some in letters.chunks(60) {
                // Spaces keep marks apart, and Noto Sans has the spaces.
                let text = some.iter().fold(String::new(), |text, it| text + &it.to_string() + " x ");
                let drawn =
                    drawn(&mut fonts, &text).unwrap_or_else(|error| panic!("{file} {script:?} {error}"));
                for (family, glyph) in drawn {
                    assert_ne!(glyph, 0, "{file} {text}");
                    let face = fonts.faces().iter().find(|face| face.family == family).unwrap();
                    let right = face.scripts.contains(script) || family == "Noto Sans";
                    assert!(right, "{file}: {script:?} drawn with {family}: {text}");
                }
            }
        }
    }
    for (script, count) in &counts {
        assert!(*count > 15, "{script}: {count}");
    }
    assert_eq!(counts.len(), 149, "{:?}", counts.keys());
}

/// What Unicode calls the same as another character is left out, because it is drawn as that one.
fn seen_by_script() -> BTreeMap<&'static str, Vec<char>> {
    let mut found = BTreeMap::<&str, Vec<char>>::new();
    for character in ('\u{1}'..='\u{3ffff}').filter(|it| choice::is_seen(*it)) {
        let script = character.script();
        let is_own = !matches!(script, Script::Common | Script::Inherited | Script::Unknown);
        if is_own && readable(&character.to_string()) == character.to_string() {
            found.entry(script.short_name()).or_default().push(character);
        }
    }
    found
}

#[test]
fn what_no_font_has_is_named_with_its_script() {
    let mut lettering = lettering();
    let mut refused = |text: &str| lettering.set(&block(text)).unwrap_err().to_string();
    for (text, named) in [
        ("price \u{e000}", "U+E000 (for private use)"),
        ("\u{10ffff}", "U+10FFFF (not a character of Unicode)"),
        ("a\u{378}b", "U+0378 (not a character of Unicode)"),
        ("𑻠𑻡", "𑻠 U+11EE0 (Makasar), 𑻡 U+11EE1 (Makasar)"),
        ("Hi 𐾰", "𐾰 U+10FB0 (Chorasmian)"),
    ] {
        assert_eq!(refused(text), format!("has what no font here can draw: {named}"));
    }
    let many: String = ('\u{e000}'..='\u{e01f}').collect();
    assert!(refused(&many).ends_with("U+E009 (for private use), and 22 more"), "{}", refused(&many));
}

#[test]
fn what_is_not_seen_needs_no_glyph() {
    let mut fonts = lettering().fonts;
    for unseen in
        ['\u{ad}', '\u{200b}', '\u{200d}', '\u{200e}', '\u{2060}', '\u{2067}', '\u{fe0f}', '\u{feff}']
    {
        let with = drawn(&mut fonts, &format!("a{unseen}b")).unwrap();
        let letters: Vec<_> =
            with.into_iter().filter(|glyph| drawn(&mut fonts, "ab").unwrap().contains(glyph)).collect();
        assert_eq!(letters.len(), 2, "U+{:04X}", u32::from(unseen));
    }
}

/// Letters of one line must not run into those of the next: Tibetan stacks them, Myanmar and Khmer hang them below.
#[test]
fn lines_of_tall_scripts_do_not_touch() {
    let mut lettering = lettering();
    for text in ["བསྒྲུབས་རྒྱུ", "ကျွန်ုပ်တို့ ဏ္ဍ", "ស្ត្រី្យ ខ្ញុំ", "ที่ปู่ ญี่ปุ่น", "ꦏ꧀ꦱ꧀ꦩꦿꦶ", "ÅẾỘ gjp", "a"]
    {
        let look = Block { size: 40.0, ..block(text) };
        let one = lettering.set(&look).unwrap().height();
        let three = format!("{text}\n{text}\n{text}");
        let picture = lettering.set(&Block { text: &three, ..look }).unwrap();
        // The lines are as far apart as one line is high, without the space around it, or further.
        let ink = one - 2 * 6;
        assert!(picture.height() >= one + 2 * ink, "{text}: {} for three, {one} for one", picture.height());
        assert!(picture.height() >= one + 2 * 52, "{text}: lines keep their usual distance");
    }
}
