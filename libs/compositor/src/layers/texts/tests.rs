use std::path::Path;

use domain::request::composite::{Anchor, Position};
use serde_json::{Value, json};

use super::*;
use crate::tests::material::request;

/// Where texts lie upon a film of 720 × 1280 whose logo is 108 pixels high and wide.
struct Bench {
    lettering: Lettering,
}

impl Bench {
    fn new() -> Self {
        let fonts = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts"));
        Self { lettering: Lettering::open(fonts).unwrap() }
    }

    fn lying(&mut self, texts: &Value, logo: Option<Anchor>) -> (Vec<Lying>, Option<Lying>) {
        let clips = json!([{"source": "https://example.com/a"}]);
        let request = request(&json!({"resolution": "720p", "clips": clips, "texts": texts}));
        let area = SafeArea::new(&request);
        let logo = logo.map(|corner| {
            let size = (108, 108);
            let (x, y) = area.corner(Position::Anchor(corner), size);
            Lying { x, y, size }
        });
        let drawn = set(&request.texts, &area, logo, &mut self.lettering).unwrap();
        (drawn.into_iter().map(|text| text.lying).collect(), logo)
    }
}

fn text(text: &str, position: impl Into<Value>) -> Value {
    json!({"text": text, "position": position.into()})
}

const LONG: &str = "Summer sale on everything";

#[test]
fn texts_keep_clear_of_the_logo() {
    let mut bench = Bench::new();
    for (position, corner, moves) in [
        ("top_center", Anchor::TopRight, true),
        ("top_left", Anchor::TopRight, true),
        ("top_center", Anchor::TopLeft, true),
        ("bottom_center", Anchor::BottomRight, true),
        ("bottom_center", Anchor::TopRight, false),
        ("center", Anchor::TopRight, false),
    ] {
        let texts = json!([text(LONG, position)]);
        let (before, _) = bench.lying(&texts, None);
        let (after, logo) = bench.lying(&texts, Some(corner));
        let (logo, after) = (logo.unwrap(), after[0]);
        assert_eq!(after != before[0], moves, "{position} beside {corner:?}");
        assert_eq!(after.size, before[0].size, "there is room enough for its letters");
        let (end, logos_end) = (after.y + i64::from(after.size.1), logo.y + 108);
        assert!(end + 18 <= logo.y || after.y >= logos_end + 18, "{position} beside {corner:?}: {after:?}");
        assert!(after.y >= 180 && end <= 1024, "{position} stays in the safe area: {after:?}");
    }
}

#[test]
fn a_row_moves_together_and_a_point_stays() {
    let mut bench = Bench::new();
    let mut top = |texts: Value, at: usize| bench.lying(&texts, Some(Anchor::TopRight)).0[at].y;
    let [short, long] = [text("Hi", "top_left"), text(LONG, "top_center")];
    assert_eq!(top(json!([short]), 0), 180, "it is beside the logo");
    assert_eq!(top(json!([short, long]), 0), 180 + 108 + 18, "no text of a row is above the others");
    let point = text("Point", json!({"x": 0.8, "y": 0.17}));
    assert!(top(json!([point]), 0) < 288, "what is at a point lies there");
}

#[test]
fn a_text_that_needs_all_the_room_lies_upon_the_logo() {
    let mut bench = Bench::new();
    let lines = |count: usize| {
        let mut asked = text(&vec!["夏のセール夏のセール夏の"; count].join("\n"), "top_center");
        asked["size"] = json!(0.02);
        json!([asked])
    };
    // As many lines of the smallest letters as the safe area takes, but not what a logo leaves of it.
    let (full, _) = bench.lying(&lines(22), None);
    assert!(full[0].size.1 > 1024 - 180 - 126, "{full:?}");
    assert_eq!(bench.lying(&lines(22), Some(Anchor::TopRight)).0, full);
}
