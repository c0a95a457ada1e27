//! Where lines break in scripts that have no spaces between words.

use super::*;

/// Sentences with their words, as a reader divides them. A dictionary may keep two words together, but must not cut
/// one.
const SENTENCES: [(&str, &str); 12] = [
    ("thai", "ลด|ราคา|ฤดู|ร้อน|สำหรับ|ทุก|คน|ใน|ครอบครัว"),
    ("thai", "ภาษา|ไทย|เป็น|ภาษา|ที่|มี|ระดับ|เสียง|ของ|คำ|แน่นอน"),
    ("thai", "มนุษย์|ทั้ง|หลาย|เกิด|มา|มี|อิสระ|และ|เสมอ|ภาค|กัน"),
    ("lao", "ຂ້ອຍ|ຮັກ|ພາສາ|ລາວ|ແລະ|ຢາກ|ຮຽນ|ມັນ"),
    ("lao", "ພາສາ|ລາວ|ເປັນ|ພາສາ|ທາງການ|ຂອງ|ສາທາລະນະລັດ|ປະຊາທິປະໄຕ|ປະຊາຊົນ|ລາວ"),
    ("lao", "ຫຼຸດ|ລາຄາ|ໃຫຍ່|ໃນ|ລະດູ|ຮ້ອນ|ນີ້"),
    ("khmer", "ខ្ញុំ|ស្រឡាញ់|ភាសា|ខ្មែរ|ហើយ|ចង់|រៀន|វា"),
    ("khmer", "មនុស្ស|ទាំង|អស់|កើត|មក|មាន|សេរីភាព|និង|សមភាព"),
    ("khmer", "សូម|ស្វាគមន៍|មក|កាន់|ប្រទេស|កម្ពុជា"),
    ("burmese", "မြန်မာ|ဘာသာ|စကား|သည်|မြန်မာ|နိုင်ငံ|၏|ရုံး|သုံး|ဘာသာ|စကား|ဖြစ်|သည်"),
    ("burmese", "လူ|တိုင်း|သည်|တူညီ|လွတ်လပ်|သော|ဂုဏ်|သိက္ခာ|ဖြင့်|လည်းကောင်း"),
    ("burmese", "ကျွန်တော်|မြန်မာ|စကား|ပြော|တတ်|ပါ|တယ်"),
];

/// The lines of a text of this size in a column.
fn lines(text: &str, width: u32) -> Vec<String> {
    let mut fonts = lettering().fonts;
    let marked = words::with_word_marks(&readable(text));
    let mut layout = shape(&mut fonts, &marked, Align::Left).unwrap();
    break_lines(&mut layout, &mut fonts.system, 40.0, width);
    let line = |run: cosmic_text::LayoutRun<'_>| {
        let from = run.glyphs.iter().map(|glyph| glyph.start).min().unwrap();
        let to = run.glyphs.iter().map(|glyph| glyph.end).max().unwrap();
        run.text.get(from..to).unwrap().replace(words::WORD_MARK, "")
    };
    layout.layout_runs().map(line).collect()
}

#[test]
fn lines_break_between_words() {
    for (language, sentence) in SENTENCES {
        let plain = sentence.replace('|', "");
        let ends: Vec<usize> = sentence
            .split('|')
            .scan(0, |end, word| {
                *end += word.len();
                Some(*end)
            })
            .collect();
        for width in [300, 380, 500] {
            let lines = lines(&plain, width);
            assert_eq!(lines.concat(), plain, "{language}: nothing is lost");
            assert!(lines.len() > 1 || width == 500, "{language} {width}: {lines:?}");
            let mut end = 0;
            for line in &lines {
                end += line.len();
                assert!(ends.contains(&end), "{language} {width}: {lines:?} cuts a word of {sentence}");
            }
        }
    }
}

#[test]
fn marks_between_words_are_not_seen() {
    let mut lettering = lettering();
    for text in ["ลดราคาฤดูร้อน", "ຂ້ອຍຮັກພາສາລາວ", "ខ្ញុំស្រឡាញ់ភាសាខ្មែរ", "မြန်မာဘာသာစကား"]
    {
        let marked = words::with_word_marks(text);
        assert!(marked.contains(words::WORD_MARK), "{text}");
        let width = |lettering: &mut Lettering, text: &str| {
            let layout = shape(&mut lettering.fonts, text, Align::Left).unwrap();
            layout.layout_runs().map(|run| run.line_w).sum::<f32>()
        };
        let widths = [marked.as_str(), text].map(|text| width(&mut lettering, text));
        assert!((widths[0] - widths[1]).abs() < 0.05, "{text}: {widths:?}");
    }
    assert_eq!(words::with_word_marks("Summer sale, 夏のセール"), "Summer sale, 夏のセール");
    let twice = words::with_word_marks(&words::with_word_marks("ลดราคา"));
    assert_eq!(twice, words::with_word_marks("ลดราคา"), "a client's own marks are kept and not doubled");
}

/// Words that are in no dictionary: a name, slang, a borrowed word.
#[test]
fn a_word_that_is_not_known_is_not_cut_within_a_syllable() {
    for (text, wrong) in [
        ("สวยจุงเบยแพรวพราว", "เ|"),
        ("ซื้อวันนี้ลดทันทีห้าสิบเปอร์เซ็นต์", "|ร์"),
        ("ယနေ့ဝယ်ယူပါငါးဆယ်ရာခိုင်နှုန်းလျှော့စျေး", "|း"),
        ("ទំនិញនីកូឡាស់ថ្មី", "|ស់"),
    ] {
        let marked = words::with_word_marks(text).replace(words::WORD_MARK, "|");
        assert!(marked.contains('|') && !marked.contains(wrong), "{marked}");
    }
}

#[test]
fn syllables_of_javanese_and_balinese_may_be_parted() {
    for text in ["ꦧꦱꦗꦮꦲꦶꦏꦸꦧꦱꦲꦸꦠꦩ", "ᬩᬲᬩᬮᬶᬳᬶᬢᬸ"] {
        let lines = lines(text, 120);
        assert!(lines.len() > 1, "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with(['ꦶ', 'ꦸ', 'ᬶ', 'ᬸ'])), "{lines:?}");
    }
}

/// Lines that are left to their column may begin at its left edge, at its right edge or in between.
#[test]
fn lines_are_aligned_as_asked_for() {
    let mut lettering = lettering();
    for text in ["Summer\nsale of the year", "صيف\nتخفيضات الصيف الكبرى", "ฤดู\nลดราคาฤดูร้อนสำหรับทุกคน"]
    {
        let mut first_line = |align: Align| {
            let picture = lettering.set(&Block { align, size: 40.0, ..block(text) }).unwrap();
            let upper = picture.height() / 2 - 8;
            let columns = picture.enumerate_pixels().filter(|(_, y, pixel)| *y < upper && pixel.0[3] > 128);
            let columns: Vec<u32> = columns.map(|(x, _, _)| x).collect();
            let (left, right) = (*columns.iter().min().unwrap(), *columns.iter().max().unwrap());
            (left, picture.width() - 1 - right)
        };
        let (left, rest) = first_line(Align::Left);
        assert!(left < 12 && rest > 60, "{text}: {left} {rest}");
        let (rest, right) = first_line(Align::Right);
        assert!(right < 12 && rest > 60, "{text}: {rest} {right}");
        let (left, right) = first_line(Align::Center);
        assert!(left.abs_diff(right) < 12, "{text}: {left} {right}");
    }
}
