use serde_json::{Value, json};

use super::*;
use crate::Kind;
use crate::catalog::Catalog;
use crate::request::logo::Logo;
use crate::request::{Family, Request};

const URL: &str = "https://example.com/a";
const LOGO: &str = "0198c0de-0000-7000-8000-000000000001";

fn file() -> FileId {
    LOGO.parse().unwrap()
}

fn facts(size: Option<Size>) -> Facts {
    Facts { logo: Some(Logo { file: file(), size }), ..Facts::default() }
}

/// One clip and more fields.
fn request(more: &Value) -> CompositeRequest {
    let mut body = json!({"clips": [{"source": URL}]});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let read = Request::read(Kind::Composite, Family::Legacy, &body, &Catalog::shipped().unwrap());
    let Ok(Request::Composite(request)) = read else { panic!("{read:?}") };
    request
}

fn overlay(more: &Value, lengths: &[Length]) -> Result<Overlay, Reason> {
    let lengths = [&[Length::Unknown], lengths].concat();
    request(more).logo_overlay(file(), &Facts { lengths, ..facts(None) })
}

#[test]
fn it_is_as_large_in_every_shape_and_never_too_high() {
    let square = Size::new(512, 512);
    for (size, ratio, width, pixels) in [
        (Some(square), "9:16", 0.15, 162),
        (Some(square), "1:1", 0.15, 162),
        (Some(square), "4:5", 0.15, 162),
        (Some(square), "16:9", 0.0844, 162),
        (Some(Size::new(800, 200)), "9:16", 0.3, 324),
        (Some(Size::new(800, 200)), "16:9", 0.1688, 324),
        (Some(Size::new(300, 200)), "9:16", 0.225, 243),
        (Some(Size::new(100, 400)), "9:16", 0.0375, 41),
        // Nothing narrower can be written.
        (Some(Size::new(1, 4000)), "9:16", 0.01, 11),
        (None, "9:16", 0.15, 162),
    ] {
        let request = request(&json!({"aspect_ratio": ratio}));
        let made = request.logo_overlay(file(), &facts(size)).unwrap().width;
        assert!((made - width).abs() < 1e-9, "{size:?} in {ratio}: {made}");
        let across = made * f64::from(request.size().width);
        assert!((across - f64::from(pixels)).abs() < 0.6, "{size:?} in {ratio}: {across}");
    }
}

#[test]
fn it_lies_in_the_corner_that_least_else_is_in() {
    let text = |position: &str| json!({"text": "x", "position": position});
    for (texts, corner) in [
        (vec![], Anchor::TopRight),
        (vec![text("bottom_center")], Anchor::TopRight),
        (vec![text("center")], Anchor::TopRight),
        (vec![text("top_left")], Anchor::BottomRight),
        (vec![text("top_center")], Anchor::BottomRight),
        (vec![text("top_center"), text("bottom_center")], Anchor::TopRight),
        (vec![text("top_right"), text("bottom_center")], Anchor::TopLeft),
        (vec![text("top_center"), text("bottom_right")], Anchor::BottomLeft),
        (
            vec![json!({"text": "x", "position": {"x": 0.9, "y": 0.1}}), text("bottom_center")],
            Anchor::TopLeft,
        ),
        (vec![json!({"text": "x", "position": {"x": 0.5, "y": 0.5}})], Anchor::TopRight),
    ] {
        let made = overlay(&json!({"texts": texts}), &[]).unwrap();
        assert_eq!(made.position, Position::Anchor(corner), "{texts:?}");
        assert_eq!((made.opacity, made.start, made.end), (1.0, None, None), "all the time");
        assert_eq!(made.source.to_string(), format!("asset:{LOGO}"));
    }
    // What passes for no logo of the request's own still takes its place.
    let badge = json!({"overlays": [{"source": URL, "position": "top_right", "end": 3}]});
    assert_eq!(overlay(&badge, &[]).unwrap().position, Position::Anchor(Anchor::BottomRight));
}

#[test]
fn a_logo_of_the_requests_own_wins() {
    let one = |more: Value| {
        let mut upon = json!({"source": URL});
        upon.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"overlays": [upon]})
    };
    let corner = |position: &str| one(json!({"position": position}));
    let (own, added) = (Some(Reason::OwnLogo(0)), None);
    for (body, length, left_out) in [
        (corner("top_left"), Length::Unknown, own),
        (corner("top_right"), Length::Picture, own),
        (corner("bottom_left"), Length::Unknown, own),
        (corner("bottom_right"), Length::Unknown, own),
        (one(json!({"position": {"x": 0.9, "y": 0.05}})), Length::Unknown, own),
        (one(json!({"position": "top_left", "start": 0})), Length::Unknown, own),
        // A speaker, a sticker for a while, a frame, and things in the middle.
        (corner("bottom_right"), Length::Exactly(5000), added),
        (corner("bottom_right"), Length::AtMost(5000), added),
        (one(json!({"position": "top_left", "start": 1})), Length::Unknown, added),
        (one(json!({"position": "top_left", "end": 3})), Length::Unknown, added),
        (one(json!({"position": "top_left", "width": 1})), Length::Unknown, added),
        (corner("top_center"), Length::Unknown, added),
        (corner("center_right"), Length::Unknown, added),
        (one(json!({"position": {"x": 0.5, "y": 0.9}})), Length::Unknown, added),
        (
            one(json!({"source": format!("asset:{LOGO}"), "position": "center"})),
            Length::Picture,
            Some(Reason::Shown(0)),
        ),
        (
            json!({"overlays": vec![json!({"source": URL, "position": "center"}); MAX_OVERLAYS]}),
            Length::Picture,
            Some(Reason::NoRoom),
        ),
    ] {
        assert_eq!(overlay(&body, &[length]).err(), left_out, "{body} {length:?}");
    }
}
