use serde_json::{Value, json};

use super::*;
use crate::fields::FieldError;
use crate::request::planned::{planned as plan, quoted};
use crate::request::{Family, Length, NotQuoted, Plan, Request, settings};
use crate::{Catalog, Cents, Kind};

const CLIP: &str = "https://example.com/a.mp4";

fn planned(body: &Value) -> Result<Plan, Vec<FieldError>> {
    plan(Kind::Composite, Family::Legacy, body)
}

fn complaints(body: &Value) -> Vec<String> {
    planned(body).unwrap_err().into_iter().map(|error| error.field).collect()
}

/// A clip and more fields.
fn with(more: &Value) -> Value {
    let mut body = json!({"clips": [{"source": CLIP}]});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

fn composite(plan: Plan) -> CompositeRequest {
    let Request::Composite(request) = plan.request else { panic!("a composite") };
    request
}

#[test]
fn defaults_are_filled_in() {
    let plan = planned(&with(&json!({"texts": [{"text": "Hi"}], "overlays": [{"source": CLIP}]}))).unwrap();
    assert_eq!(
        settings(&plan.request, &plan.applied),
        json!({
            "output": "mp4", "aspect_ratio": "9:16", "resolution": "1080p",
            "clips": [{"source": CLIP, "start": null, "end": null, "duration": null, "fit": "cover", "background": "#000000"}],
            "transition": {"type": "none", "duration": 0.5},
            "texts": [{
                "text": "Hi", "start": null, "end": null, "position": "bottom_center", "align": "center",
                "size": 0.05, "color": "#ffffff", "box": null,
            }],
            "overlays": [{
                "source": CLIP, "position": "bottom_center", "width": 0.25, "opacity": 1.0, "start": null,
                "end": null,
            }],
            "safe_area": true, "narration": null, "music": null, "loudness": -16.0, "max_seconds": null, "applied": {},
        })
    );
}

#[test]
fn every_size_is_even_and_has_the_short_side_asked_for() {
    for (ratio, resolution, size) in [
        ("9:16", "1080p", (1080, 1920)),
        ("16:9", "1080p", (1920, 1080)),
        ("1:1", "1080p", (1080, 1080)),
        ("4:5", "1080p", (1080, 1350)),
        ("9:16", "720p", (720, 1280)),
        ("16:9", "720p", (1280, 720)),
        ("1:1", "720p", (720, 720)),
        ("4:5", "720p", (720, 900)),
    ] {
        let plan = planned(&with(&json!({"aspect_ratio": ratio, "resolution": resolution}))).unwrap();
        let made = composite(plan).size();
        assert_eq!((made.width, made.height), size, "{ratio} {resolution}");
    }
}

#[test]
fn every_mistake_is_named_at_its_place() {
    let clip = |more: &Value| {
        let mut clip = json!({"source": CLIP});
        clip.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"clips": [clip]})
    };
    let one = |named: &str, body: Value| (vec![named.to_owned()], body);
    for (named, body) in [
        one("clips", json!({})),
        one("clips", json!({"clips": []})),
        one("clips", json!({"clips": CLIP})),
        one("clips", json!({"clips": vec![json!({"source": CLIP}); 21]})),
        one("clips[0]", json!({"clips": [CLIP]})),
        one("clips[0].source", json!({"clips": [{}]})),
        one("clips[0].source", clip(&json!({"source": "/etc/passwd"}))),
        one("clips[0].start", clip(&json!({"start": -1}))),
        one("clips[0].end", clip(&json!({"start": 2, "end": 2.05}))),
        one("clips[0].end", clip(&json!({"end": 601}))),
        one("clips[0].duration", clip(&json!({"duration": 0.05}))),
        one("clips[0].duration", clip(&json!({"duration": 1, "end": 2}))),
        one("clips[0].fit", clip(&json!({"fit": "stretch"}))),
        one("clips[0].background", clip(&json!({"background": "blue"}))),
        one("clips[0].background", clip(&json!({"background": "#1a2b3c80"}))),
        one("clips[0].background", clip(&json!({"background": 7}))),
        one("clips[0].colour", clip(&json!({"colour": "red"}))),
        one("clips", json!({"clips": vec![json!({"source": CLIP, "duration": 100}); 2]})),
        one("aspect_ratio", with(&json!({"aspect_ratio": "3:4"}))),
        one("resolution", with(&json!({"resolution": "4k"}))),
        one("output", with(&json!({"output": "gif"}))),
        one("transition", with(&json!({"transition": "fade"}))),
        one("transition.type", with(&json!({"transition": {}}))),
        one("transition.type", with(&json!({"transition": {"type": "starwipe"}}))),
        one("transition.duration", with(&json!({"transition": {"type": "fade", "duration": 2.5}}))),
        one("texts[0].text", with(&json!({"texts": [{"text": " "}]}))),
        one("texts[0].text", with(&json!({"texts": [{"text": "x".repeat(501)}]}))),
        one("texts", with(&json!({"texts": vec![json!({"text": "x"}); 21]}))),
        one("texts[1].color", with(&json!({"texts": [{"text": "x"}, {"text": "x", "color": "red"}]}))),
        one("texts[0].box", with(&json!({"texts": [{"text": "x", "box": 7}]}))),
        one("texts[0].end", with(&json!({"texts": [{"text": "x", "start": 3, "end": 3}]}))),
        one("texts[0].position", with(&json!({"texts": [{"text": "x", "position": "middle"}]}))),
        one("texts[0].position", with(&json!({"texts": [{"text": "x", "position": {"x": 0.5}}]}))),
        one("texts[0].position", with(&json!({"texts": [{"text": "x", "position": {"x": 0.5, "y": 2}}]}))),
        one("texts[0].size", with(&json!({"texts": [{"text": "x", "size": 0}]}))),
        one("texts[0].size", with(&json!({"texts": [{"text": "x", "size": 0.019}]}))),
        one("texts[0].size", with(&json!({"texts": [{"text": "x", "size": 0.51}]}))),
        one("texts[0].align", with(&json!({"texts": [{"text": "x", "align": "justify"}]}))),
        one("safe_area", with(&json!({"safe_area": "no"}))),
        one("overlays", with(&json!({"overlays": vec![json!({"source": CLIP}); 11]}))),
        one("overlays[0].width", with(&json!({"overlays": [{"source": CLIP, "width": 1.5}]}))),
        one("overlays[0].opacity", with(&json!({"overlays": [{"source": CLIP, "opacity": -1}]}))),
        one("narration.source", with(&json!({"narration": {}}))),
        one("narration.volume", with(&json!({"narration": {"source": CLIP, "volume": 5}}))),
        one("music.duck", with(&json!({"music": {"source": CLIP, "duck": "yes"}}))),
        one("loudness", with(&json!({"loudness": 0}))),
        one("max_seconds", with(&json!({"max_seconds": 181}))),
        one("provider", with(&json!({"provider": "compositor"}))),
    ] {
        assert_eq!(complaints(&body), named, "{body}");
    }
}

#[test]
fn all_mistakes_are_said_at_once() {
    let body = json!({
        "clips": [{"source": CLIP, "fit": "x"}, {"source": 7}],
        "texts": [{"text": ""}],
        "loudness": "loud",
    });
    assert_eq!(complaints(&body), ["clips[0].fit", "clips[1].source", "texts[0].text", "loudness"]);
}

#[test]
fn a_clip_is_longer_than_twice_the_transition() {
    let body = |seconds: f64, kind: &str| {
        let clip = json!({"source": CLIP, "duration": seconds});
        json!({"clips": [clip, {"source": CLIP}], "transition": {"type": kind, "duration": 1.0}})
    };
    assert_eq!(complaints(&body(2.0, "fade")), ["clips[0]"]);
    assert!(planned(&body(2.1, "fade")).is_ok());
    assert!(planned(&body(2.0, "none")).is_ok(), "a hard cut takes nothing");
}

#[test]
fn lines_stand_towards_their_anchor_unless_the_client_says_otherwise() {
    let align = |text: Value| composite(planned(&with(&json!({"texts": [text]}))).unwrap()).texts[0].align;
    for anchor in Anchor::ALL {
        let name = anchor.as_str();
        let expected = match name.rsplit('_').next() {
            Some("left") => Align::Left,
            Some("right") => Align::Right,
            _ => Align::Center,
        };
        assert_eq!(align(json!({"text": "x", "position": name})), expected, "{name}");
    }
    assert_eq!(align(json!({"text": "x", "position": {"x": 0.1, "y": 0.1}})), Align::Center);
    for asked in Align::ALL {
        assert_eq!(align(json!({"text": "x", "position": "top_left", "align": asked.as_str()})), asked);
    }
}

#[test]
fn what_begins_when_the_film_is_over_is_refused() {
    let film = |seconds: f64, more: &Value| {
        let mut body = json!({"clips": [{"source": CLIP, "end": seconds}]});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let text = |start: f64| json!({"texts": [{"text": "x"}, {"text": "x", "start": start}]});
    let late = |body: &Value| {
        let catalog = Catalog::shipped().unwrap();
        let request = Request::read(Kind::Composite, Family::Legacy, body, &catalog).unwrap();
        match request.quote(&Facts::default(), &catalog) {
            Err(NotQuoted::Mistakes(mistakes)) => mistakes.into_iter().next(),
            quoted => quoted.err().map(|reason| panic!("{reason:?}")),
        }
    };
    for start in [6.0, 6.5, 5.99] {
        let refused = late(&film(6.0, &text(start))).unwrap();
        assert_eq!(refused.field, "texts[1].start");
        let reason = format!("is {start} s, but the film is over after 6 s, so this would never be seen");
        assert_eq!(refused.message, reason);
    }
    assert_eq!(late(&film(6.0, &text(5.9))), None);
    let overlay = json!({"overlays": [{"source": CLIP, "start": 6}]});
    assert_eq!(late(&film(6.0, &overlay)).unwrap().field, "overlays[0].start");

    let mut spoken = film(6.0, &text(20.0));
    spoken["narration"] = json!({"source": CLIP});
    assert_eq!(late(&spoken), None, "the narration may last longer than the clips");
    spoken["max_seconds"] = json!(20);
    assert_eq!(late(&spoken).unwrap().field, "texts[1].start", "and never longer than is paid for");
    let whole = |start: f64| late(&with(&text(start)));
    assert_eq!(whole(179.0), None, "the clip's length is not known");
    assert_eq!(whole(180.0).unwrap().field, "texts[1].start");

    let request = composite(planned(&with(&text(5.0))).unwrap());
    let stored = |length| request.known_to_be_unseen(&Facts { lengths: vec![length], ..Facts::default() });
    assert_eq!(stored(Length::Exactly(5000))[0].field, "texts[1].start", "a stored length is known too");
    assert_eq!(stored(Length::Picture)[0].field, "texts[1].start");
    assert_eq!((stored(Length::Exactly(5034)), stored(Length::Unknown)), (vec![], vec![]));
    assert_eq!(request.never_seen(151), []);
    assert_eq!(
        request.never_seen(150)[0].0,
        "texts[1].start",
        "and this is asked again once lengths are measured"
    );
}

#[test]
fn a_still_is_one_picture_without_sound_or_time() {
    for output in ["png", "jpg"] {
        let still = with(&json!({"output": output, "texts": [{"text": "x"}]}));
        assert_eq!(planned(&still).unwrap().quote, Cents::new(5));
    }
    let body = json!({
        "output": "png", "clips": [{"source": CLIP, "duration": 1}, {"source": CLIP}],
        "music": {"source": CLIP}, "transition": {"type": "fade"}, "loudness": -16, "max_seconds": 3,
        "texts": [{"text": "x", "start": 1}], "overlays": [{"source": CLIP, "end": 1}],
    });
    assert_eq!(
        complaints(&body),
        ["clips", "music", "loudness", "transition", "max_seconds", "clips[0]", "texts[0]", "overlays[0]"]
    );
}

#[test]
fn a_known_length_is_quoted_and_an_unknown_one_is_bounded() {
    let quote = |body: Value| planned(&body).unwrap().quote.get();
    let cut = |end: f64| json!({"source": CLIP, "end": end});
    // $0.04 × 1.1 per started 15 s.
    assert_eq!(quote(json!({"clips": [cut(15.0)]})), 5);
    assert_eq!(quote(json!({"clips": [cut(10.0), cut(5.1)]})), 9, "a started block counts as whole");
    assert_eq!(quote(json!({"clips": [cut(15.0)], "resolution": "720p"})), 3);
    let fade = json!({"type": "fade", "duration": 0.5});
    assert_eq!(
        quote(json!({"clips": [cut(10.0), cut(5.5)], "transition": fade})),
        5,
        "less what clips share"
    );
    assert_eq!(quote(json!({"clips": [{"source": CLIP}]})), 53, "180 s");
    assert_eq!(quote(json!({"clips": [{"source": CLIP}], "max_seconds": 30})), 9);
    assert_eq!(quote(json!({"clips": [cut(5.0)], "narration": {"source": CLIP}, "max_seconds": 60})), 18);
}

#[test]
fn what_becomes_known_of_the_sources_is_quoted() {
    let body = json!({"clips": [{"source": CLIP}, {"source": CLIP}], "narration": {"source": CLIP}});
    // Two clips, narration.
    let quote = |lengths: [Length; 3]| {
        let facts = Facts { lengths: lengths.to_vec(), ..Facts::default() };
        quoted(planned(&body).unwrap().request, &facts).quote.get()
    };
    let (unknown, five, ten) = (Length::Unknown, Length::Exactly(5000), Length::AtMost(10_000));
    assert_eq!(quote([five, ten, Length::Exactly(3000)]), 5);
    assert_eq!(quote([five, ten, Length::AtMost(15_001)]), 9, "speech is never cut");
    assert_eq!(quote([five, ten, unknown]), 53);
    assert_eq!(quote([five, unknown, Length::Exactly(1)]), 53);
    assert_eq!(quote([ten, Length::Picture, Length::Exactly(1)]), 5, "a picture is shown for three seconds");
}

#[test]
fn lengths_are_whole_frames() {
    let body = json!({
        "clips": [{"source": CLIP}, {"source": CLIP}, {"source": CLIP}],
        "transition": {"type": "fade", "duration": 0.5},
    });
    let request = composite(planned(&body).unwrap());
    assert_eq!(request.overlap(), 15);
    assert_eq!(request.clip_frames(0, Some(5042)), Some(151));
    assert_eq!(request.clip_frames(0, None), None);
    assert_eq!(request.total_frames(&[90, 90, 120], None), 270);
    assert_eq!(request.total_frames(&[90, 90, 120], Some(10_000)), 300);
    assert_eq!(request.total_frames(&[90, 90, 120], Some(10_001)), 301, "a started frame is shown");
    assert_eq!(millis_of(270), 9000);
}

#[test]
fn sources_are_named_by_their_place() {
    let body = with(&json!({
        "overlays": [{"source": CLIP}], "narration": {"source": CLIP}, "music": {"source": CLIP},
    }));
    let plan = planned(&body).unwrap();
    let places: Vec<(String, InputRole)> =
        plan.request.sources().into_iter().map(|file| (file.field, file.role)).collect();
    assert_eq!(
        places,
        [
            ("clips[0].source".to_owned(), InputRole::Clip),
            ("overlays[0].source".to_owned(), InputRole::Overlay),
            ("narration.source".to_owned(), InputRole::Narration),
            ("music.source".to_owned(), InputRole::Music),
        ]
    );
}

/// What is said at submit about sources of these lengths, in their order.
fn misfits(body: &Value, lengths: &[Length]) -> Vec<(String, String)> {
    let facts = Facts { lengths: lengths.to_vec(), ..Facts::default() };
    match planned(body).unwrap().request.quote(&facts, &crate::Catalog::shipped().unwrap()) {
        Ok(_) => Vec::new(),
        Err(crate::request::NotQuoted::Mistakes(mistakes)) => {
            mistakes.into_iter().map(|mistake| (mistake.field, mistake.message)).collect()
        }
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn what_does_not_fit_a_known_length_is_refused_at_submit() {
    let (five, at_most) = (Length::Exactly(5_040), Length::AtMost(5_000));
    let clip = |more: Value| {
        let mut clip = json!({"source": CLIP});
        clip.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        clip
    };
    let one = |more: Value| json!({"clips": [clip(more)]});
    let still = |output: &str| json!({"output": output, "clips": [clip(json!({}))]});
    let faded = |more: Value| {
        let fade = json!({"type": "fade", "duration": 1.0});
        json!({"clips": [clip(more), clip(json!({"end": 9}))], "transition": fade})
    };
    let spoken = json!({"clips": [clip(json!({}))], "narration": {"source": CLIP}});
    let sung = json!({"clips": [clip(json!({}))], "music": {"source": CLIP}});
    let (three_minutes, eleven) = (Length::Exactly(180_000), Length::Exactly(660_000));
    for (body, lengths, field, words) in [
        (one(json!({"end": 5.2})), vec![five], "clips[0].end", "is 5.2, but the video lasts 5.04 s"),
        (one(json!({"end": 5.2})), vec![at_most], "clips[0].end", "will last at most 5 s"),
        (one(json!({"start": 5.04})), vec![five], "clips[0].start", "is 5.04, but the video lasts 5.04 s"),
        (one(json!({"start": 6, "end": 7})), vec![five], "clips[0].start", "is 6"),
        (one(json!({"duration": 2})), vec![five], "clips[0].duration", "is 2, but this clip is a video"),
        (one(json!({"duration": 2})), vec![at_most], "clips[0].duration", "takes start and end"),
        (
            one(json!({"start": 1})),
            vec![Length::Picture],
            "clips[0].start",
            "is a picture, which takes a duration",
        ),
        (one(json!({"end": 1})), vec![Length::Picture], "clips[0].end", "is 1, but this clip is a picture"),
        (one(json!({"start": 1})), vec![eleven], "clips[0].source", "lasts 660 s, and a file may last 600 s"),
        (still("png"), vec![five], "clips[0].source", "is a video, and a png takes a picture"),
        (still("jpg"), vec![at_most], "clips[0].source", "is a video, and a jpg takes a picture"),
        (
            faded(json!({})),
            vec![Length::Exactly(1_900)],
            "clips[0]",
            "lasts 1.9 s, and must last longer than",
        ),
        (faded(json!({"start": 4})), vec![five], "clips[0]", "twice the transition, which is 2 s"),
        (faded(json!({})), vec![Length::AtMost(2_000)], "clips[0]", "twice the transition"),
        (
            one(json!({})),
            vec![Length::Exactly(180_100)],
            "clips",
            "last 180.1 s, and the result may last 180 s",
        ),
        (
            spoken.clone(),
            vec![five, Length::Exactly(200_000)],
            "narration.source",
            "lasts 200 s, and the result may",
        ),
        (spoken.clone(), vec![five, eleven], "narration.source", "lasts 660 s, and a file may last 600 s"),
        (sung.clone(), vec![five, eleven], "music.source", "lasts 660 s"),
    ] {
        let found = misfits(&body, &lengths);
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        assert!(found[0].0 == field && found[0].1.contains(words), "{body}: {found:?}");
    }
    for (body, lengths) in [
        (one(json!({"end": 5.14})), vec![five]),
        (one(json!({"end": 100})), vec![Length::Unknown]),
        (one(json!({"duration": 2})), vec![Length::Unknown]),
        (one(json!({"duration": 2})), vec![Length::Picture]),
        (one(json!({"start": 1, "end": 2})), vec![five]),
        (one(json!({"start": 500, "end": 510})), vec![Length::Exactly(600_000)]),
        (one(json!({})), vec![three_minutes]),
        (one(json!({})), vec![Length::AtMost(300_000)]),
        (still("png"), vec![Length::Picture]),
        (still("png"), vec![Length::Unknown]),
        (faded(json!({})), vec![Length::Exactly(2_100)]),
        (faded(json!({})), vec![Length::Unknown]),
        (spoken, vec![five, three_minutes]),
        (sung, vec![five, Length::Exactly(600_000)]),
    ] {
        assert_eq!(misfits(&body, &lengths), [], "{body}");
    }
}

#[test]
fn every_clip_that_does_not_fit_is_named() {
    let body =
        json!({"clips": [{"source": CLIP, "end": 9}, {"source": CLIP}, {"source": CLIP, "duration": 1}]});
    let found = misfits(&body, &[Length::Exactly(5_000); 3]);
    let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["clips[0].end", "clips[2].duration"]);
}

/// Rows and idempotency keys from before the fields `safe_area`, `background` and `align` came.
#[test]
fn a_request_from_before_its_later_fields_is_read_and_bound_as_it_was() {
    let body =
        with(&json!({"texts": [{"text": "x", "position": "top_left"}, {"text": "y", "align": "right"}]}));
    let request = Request::Composite(composite(planned(&body).unwrap()));
    let bound = request.bound();
    assert!(bound.get("safe_area").is_none() && bound["clips"][0].get("background").is_none(), "{bound}");
    assert!(bound["texts"][0].get("align").is_none(), "left is the default at the left: {bound}");
    assert_eq!(bound["texts"][1]["align"], "right");
    let other = with(&json!({"safe_area": false, "clips": [{"source": CLIP, "background": "#ffffff"}]}));
    let bound = Request::Composite(composite(planned(&other).unwrap())).bound();
    assert_eq!((&bound["safe_area"], &bound["clips"][0]["background"]), (&json!(false), &json!("#ffffff")));

    let mut stored = serde_json::to_value(&request).unwrap();
    for (pointer, field) in [("", "safe_area"), ("/clips/0", "background"), ("/texts/0", "align")] {
        stored.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(field).unwrap();
    }
    let Request::Composite(read) = serde_json::from_value(stored).unwrap() else { panic!("another kind") };
    assert!(
        read.safe_area && read.clips[0].background() == "#000000" && read.texts[0].align == Align::Center
    );
}

#[test]
fn a_video_over_a_still_is_refused_at_submit() {
    let still = with(&json!({"output": "png", "overlays": [{"source": CLIP}]}));
    let request = composite(planned(&still).unwrap());
    let misfits = |overlay| {
        let facts = Facts { lengths: vec![Length::Picture, overlay], ..Facts::default() };
        request.known_misfits(&facts).into_iter().map(|misfit| misfit.field).collect::<Vec<_>>()
    };
    assert_eq!(misfits(Length::Exactly(5000)), ["overlays[0].source"]);
    assert_eq!(misfits(Length::Picture), Vec::<String>::new());
}
