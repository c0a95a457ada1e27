use serde_json::{Value, json};

use super::*;
use crate::catalog::Catalog;
use crate::request::logo::{LOGO_GONE, Logo};
use crate::request::planned::quoted;
use crate::request::{Family, NotQuoted, Plan, Request, input_sources, settings};
use crate::size::Size;
use crate::{FileId, Kind, TeamId, Timestamp, UserId};

const URL: &str = "https://example.com/a";
const KIT: &str = "0198c0de-0000-7000-8000-000000000000";
const LOGO: &str = "0198c0de-0000-7000-8000-000000000001";

fn logo() -> FileId {
    LOGO.parse().unwrap()
}

fn kit() -> BrandKit {
    let now = Timestamp::from_millis(0);
    BrandKit {
        id: KIT.parse().unwrap(),
        team_id: TeamId::new("t"),
        user_id: UserId::new("u"),
        name: "Acme".to_owned(),
        colors: vec!["#0b2545".to_owned(), "#f2c14e".to_owned()],
        fonts: vec!["Inter".to_owned()],
        logo: Some(logo()),
        voice: Some("calm".to_owned()),
        created_at: now,
        updated_at: now,
    }
}

fn facts(kit: BrandKit) -> Facts {
    let logo = kit.logo.map(|file| Logo { file, size: Some(Size::new(400, 400)) });
    Facts { logo, kit: Some(kit), ..Facts::default() }
}

/// A clip, the kit and more fields.
fn read(more: &Value) -> Request {
    let mut body = json!({"clips": [{"source": URL}], "brand_kit_id": KIT});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Request::read(Kind::Composite, Family::Legacy, &body, &Catalog::shipped().unwrap()).unwrap()
}

fn shown(plan: &Plan) -> Value {
    settings(&plan.request, &plan.applied)
}

#[test]
fn a_kit_becomes_part_of_the_request_and_the_reply_tells_what() {
    let settings = shown(&quoted(read(&json!({"texts": [{"text": "Hi"}]})), &facts(kit())));
    assert_eq!(settings["brand_kit_id"], KIT);
    assert_eq!(settings["texts"][0]["color"], "#0b2545");
    assert_eq!(settings["clips"][0]["background"], "#f2c14e");
    let logo = format!("asset:{LOGO}");
    let overlay = json!({
        "source": logo, "position": "top_right", "width": 0.15, "opacity": 1.0, "start": null, "end": null,
    });
    assert_eq!(settings["overlays"], json!([overlay]));
    let applied = json!({
        "logo": logo,
        "colors": {"clips[0].background": "#f2c14e", "texts[0].color": "#0b2545"},
        "notes": ["Texts are drawn in Noto Sans. The brand kit's fonts are not used: Inter."],
    });
    assert_eq!(settings["applied"], applied);
    assert_eq!(settings.get("branding"), None, "it is told in applied");
}

#[test]
fn every_part_of_a_kit_may_be_missing() {
    let none = BrandKit { colors: Vec::new(), fonts: Vec::new(), logo: None, ..kit() };
    let plain = json!({"texts": [{"text": "Hi", "box": true}]});
    let settings = shown(&quoted(read(&plain), &facts(none.clone())));
    assert_eq!((&settings["applied"], &settings["overlays"]), (&json!({}), &json!([])));
    assert_eq!(settings["clips"][0]["background"], "#000000");
    let text = &settings["texts"][0];
    assert_eq!((&text["color"], &text["box"]), (&json!("#ffffff"), &json!("#00000099")));

    let applied = |kit: BrandKit, more: &Value| shown(&quoted(read(more), &facts(kit)))["applied"].clone();
    let colors = BrandKit { colors: kit().colors, ..none.clone() };
    assert_eq!(applied(colors, &json!({})), json!({"colors": {"clips[0].background": "#0b2545"}}));
    let fonts =
        |fonts: &[&str]| BrandKit { fonts: fonts.iter().map(ToString::to_string).collect(), ..none.clone() };
    assert_eq!(applied(fonts(&["Inter"]), &json!({})), json!({}), "there is no text");
    assert_eq!(applied(fonts(&["noto sans"]), &plain), json!({}));
    assert_eq!(
        applied(fonts(&["Noto Sans", "Lora"]), &plain)["notes"],
        json!(["Texts are drawn in Noto Sans. The brand kit's fonts are not used: Lora."])
    );
}

#[test]
fn a_logo_that_is_left_out_is_told() {
    let told = |more: &Value, facts: &Facts| {
        let settings = shown(&quoted(read(more), facts));
        assert_eq!(settings["applied"].get("logo"), None);
        (settings["overlays"].as_array().unwrap().len(), settings["applied"]["notes"][0].clone())
    };
    let gone = Facts { logo: None, ..facts(kit()) };
    assert_eq!(told(&json!({}), &gone), (0, json!(LOGO_GONE)), "as of pictures");
    let own = json!({"overlays": [{"source": URL, "position": "top_left"}]});
    let note = "overlays[0] stays in a corner all the time and counts as the ad's logo, so the brand kit's was left out.";
    assert_eq!(told(&own, &facts(kit())), (1, json!(note)));
    let same = json!({"overlays": [{"source": format!("asset:{LOGO}")}]});
    let note = "overlays[0] is the brand kit's logo, so it was not added once more.";
    assert_eq!(told(&same, &facts(kit())), (1, json!(note)));
    let full = json!({"overlays": vec![json!({"source": URL}); 10]});
    let note = "The request has 10 overlays, so the brand kit's logo was left out.";
    assert_eq!(told(&full, &facts(kit())), (10, json!(note)));
    // Nobody looks for a logo's file that there is no room for.
    assert_eq!(read(&full).logo(&kit(), &Catalog::shipped().unwrap()), None);
    assert_eq!(told(&full, &gone), (10, json!(note)));
}

/// The logo comes among the sources before the narration. Its length must not be taken for the narration's.
#[test]
fn price_and_limits_are_those_of_the_request_with_its_logo() {
    let more = json!({"overlays": [{"source": URL}], "narration": {"source": URL}, "music": {"source": URL}});
    let lengths =
        vec![Length::Exactly(5_000), Length::Picture, Length::Exactly(40_000), Length::Exactly(700_000)];
    let long_music = Facts { lengths: lengths.clone(), ..facts(kit()) };
    let refused = read(&more).quote(&long_music, &Catalog::shipped().unwrap());
    let Err(NotQuoted::Mistakes(mistakes)) = refused else { panic!("{refused:?}") };
    assert_eq!(mistakes.iter().map(|mistake| mistake.field.as_str()).collect::<Vec<_>>(), ["music.source"]);

    let lengths = [&lengths[..3], &[Length::Exactly(90_000)]].concat();
    let plan = quoted(read(&more), &Facts { lengths: lengths.clone(), ..facts(kit()) });
    assert_eq!(plan.length_millis, Some(40_000), "the narration's");
    let mut bare = read(&more);
    let Request::Composite(composite) = &mut bare else { panic!("a composite") };
    composite.brand_kit_id = None;
    assert_eq!(
        plan.quote,
        quoted(bare, &Facts { lengths, ..Facts::default() }).quote,
        "a logo costs nothing"
    );
    let fields: Vec<String> =
        input_sources(&plan.request, &plan.applied).into_iter().map(|file| file.field).collect();
    let expected =
        ["clips[0].source", "overlays[0].source", "brand_kit_id.logo", "narration.source", "music.source"];
    assert_eq!(fields, expected, "each file is fetched once");
}

#[test]
fn a_request_that_was_accepted_no_longer_asks_its_kit() {
    let plan = quoted(read(&json!({"texts": [{"text": "Hi", "box": true}]})), &facts(kit()));
    let stored: Request = serde_json::from_value(serde_json::to_value(&plan.request).unwrap()).unwrap();
    assert_eq!(stored, plan.request);
    let again = stored.again(&plan.applied);
    assert_eq!(again.references().kit, None);
    assert_eq!(again.references().files, [logo()], "its logo must still be there");
    let retried = quoted(again, &Facts::default());
    assert_eq!(shown(&retried), shown(&plan));
    assert_eq!(retried.request, plan.request);
}

/// A key is bound to what the client wrote, before a kit is read.
#[test]
fn a_colour_that_is_written_and_one_that_is_left_to_the_kit_are_bound_apart() {
    let text = |more: Value| {
        let mut text = json!({"text": "Hi"});
        text.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        read(&json!({"texts": [text]})).bound()
    };
    let left = text(json!({"box": true}));
    assert_eq!(left, text(json!({"box": true})));
    for other in [json!({}), json!({"box": "#00000099"}), json!({"box": true, "color": "#ffffff"})] {
        assert_ne!(left, text(other.clone()), "{other}");
    }
    let background = |more: Value| {
        let mut clip = json!({"source": URL});
        clip.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        read(&json!({"clips": [clip]})).bound()
    };
    assert_ne!(background(json!({})), background(json!({"background": "#000000"})));
}

#[test]
fn without_a_kit_a_request_is_read_and_bound_as_before() {
    let body = json!({"clips": [{"source": URL}], "texts": [{"text": "Hi", "box": true}]});
    let read = Request::read(Kind::Composite, Family::Legacy, &body, &Catalog::shipped().unwrap()).unwrap();
    let bound = read.bound();
    assert!(bound.get("brand_kit_id").is_none() && bound.get("branding").is_none(), "{bound}");
    let text = &bound["texts"][0];
    assert_eq!((&text["color"], &text["box"]), (&json!("#ffffff"), &json!("#00000099")));
    let branding = json!({"clips": [{"source": URL}], "branding": {}});
    let refused =
        Request::read(Kind::Composite, Family::Legacy, &branding, &Catalog::shipped().unwrap()).unwrap_err();
    assert_eq!(refused[0].field, "branding", "it is no field of clients");
}
