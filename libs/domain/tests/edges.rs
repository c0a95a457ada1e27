//! Every number and every text of every request, at its edges. What can be submitted is what all others see: the dry run,
//! the price, the stored row and the renderer read the request that is read here.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::sync::LazyLock;

use domain::api_key::{NewKey, Rotation};
use domain::brand::NewKit;
use domain::browser_token::NewToken;
use domain::drive::{NewFolder, NewUpload};
use domain::request::{Family, Request};
use domain::{ApiKey, Catalog, FieldError, Kind, Timestamp};
use serde_json::{Value, json};

/// A body that is taken, and how it is read.
struct Body {
    name: &'static str,
    sample: Value,
    read: fn(&Value, &Catalog) -> Result<Value, Vec<FieldError>>,
    /// Pointers to the texts of one line, and to those that may wrap.
    lines: &'static [&'static str],
    prose: &'static [&'static str],
    /// Pointers to numbers that may have a fraction.
    fractions: &'static [&'static str],
    whole: &'static [&'static str],
    /// Fields that have no text and no number of their own.
    others: &'static [&'static str],
}

fn read(kind: Kind, family: Family, body: &Value, catalog: &Catalog) -> Result<Value, Vec<FieldError>> {
    Request::read(kind, family, body, catalog).map(|request| json!(request))
}

const URL: &str = "https://example.com/a.png";
const ID: &str = "0198c0de-0000-7000-8000-000000000000";

#[expect(clippy::too_many_lines, reason = "it is a table")]
fn bodies() -> Vec<Body> {
    vec![
        Body {
            name: "image",
            sample: json!({
                "prompt": "a lamp", "provider": "flux_2_pro", "negative_prompt": "rain", "seed": 7, "width": 512,
                "height": 512, "num_variants": 2, "drive_folder_id": ID, "metadata": {"a": "b"},
            }),
            read: |body, catalog| read(Kind::Image, Family::Legacy, body, catalog),
            lines: &["/provider", "/drive_folder_id"],
            prose: &["/prompt", "/negative_prompt", "/metadata/a"],
            fractions: &[],
            whole: &["/width", "/height", "/num_variants", "/seed"],
            others: &[],
        },
        Body {
            name: "image studio",
            sample: json!({
                "prompt": "a lamp", "style": "oil", "language": "French", "brand_colors": ["#123456"],
                "brand_kit_id": ID, "reference_image_url": URL, "reference_image_urls": [URL],
                "aspect_ratio": "1:1", "resolution": "720p", "negative_prompt": "rain", "num_variants": 1,
                "provider": "nano_banana", "drive_folder_id": ID, "metadata": {"a": "b"},
            }),
            read: |body, catalog| read(Kind::Image, Family::Studio, body, catalog),
            lines: &[
                "/style",
                "/language",
                "/brand_colors/0",
                "/brand_kit_id",
                "/reference_image_url",
                "/reference_image_urls/0",
                "/aspect_ratio",
                "/resolution",
                "/provider",
                "/drive_folder_id",
            ],
            prose: &["/prompt", "/negative_prompt", "/metadata/a"],
            fractions: &[],
            whole: &["/num_variants"],
            others: &["seed"],
        },
        Body {
            name: "video",
            sample: json!({
                "prompt": "a lamp", "image_url": URL, "provider": "luma_ray3", "duration": 5,
                "aspect_ratio": "1:1", "drive_folder_id": ID, "metadata": {"a": "b"},
            }),
            read: |body, catalog| read(Kind::Video, Family::Legacy, body, catalog),
            lines: &["/image_url", "/provider", "/aspect_ratio", "/drive_folder_id"],
            prose: &["/prompt", "/metadata/a"],
            fractions: &[],
            whole: &["/duration"],
            others: &[],
        },
        Body {
            name: "video studio",
            sample: json!({
                "prompt": "a lamp", "image_url": URL, "provider": "kling_2_6", "duration": 5,
                "aspect_ratio": "1:1", "style": "oil", "brand_colors": ["#123456"], "brand_kit_id": ID,
                "drive_folder_id": ID, "metadata": {"a": "b"},
            }),
            read: |body, catalog| read(Kind::Video, Family::Studio, body, catalog),
            lines: &[
                "/image_url",
                "/provider",
                "/aspect_ratio",
                "/style",
                "/brand_colors/0",
                "/brand_kit_id",
                "/drive_folder_id",
            ],
            prose: &["/prompt", "/metadata/a"],
            fractions: &[],
            whole: &["/duration"],
            others: &["reference_image_urls"],
        },
        Body {
            name: "avatar",
            sample: json!({
                "script": "Hello.", "avatar_id": "anna", "voice_id": "v", "provider": "heygen",
                "aspect_ratio": "16:9", "resolution": "720p", "drive_folder_id": ID, "metadata": {"a": "b"},
            }),
            read: |body, catalog| read(Kind::Avatar, Family::Legacy, body, catalog),
            lines: &[
                "/avatar_id",
                "/voice_id",
                "/provider",
                "/aspect_ratio",
                "/resolution",
                "/drive_folder_id",
            ],
            prose: &["/script", "/metadata/a"],
            fractions: &[],
            whole: &[],
            others: &["audio_url", "max_seconds"],
        },
        Body {
            name: "avatar studio",
            sample: json!({
                "audio_url": URL, "image_url": URL, "provider": "veed", "max_seconds": 20, "resolution": "720p",
                "drive_folder_id": ID, "metadata": {"a": "b"},
            }),
            read: |body, catalog| read(Kind::Avatar, Family::Studio, body, catalog),
            lines: &["/audio_url", "/image_url", "/provider", "/resolution", "/drive_folder_id"],
            prose: &["/metadata/a"],
            fractions: &[],
            whole: &["/max_seconds"],
            others: &["script", "avatar_id", "voice_id", "aspect_ratio"],
        },
        Body {
            name: "tts",
            sample: json!({
                "text": "Hello.", "provider": "elevenlabs", "voice_id": "v", "language": "en", "speed": 1.1,
                "output_format": "mp3", "drive_folder_id": ID, "metadata": {"a": "b"},
            }),
            read: |body, catalog| read(Kind::Tts, Family::Legacy, body, catalog),
            lines: &["/provider", "/voice_id", "/language", "/output_format", "/drive_folder_id"],
            prose: &["/text", "/metadata/a"],
            fractions: &["/speed"],
            whole: &[],
            others: &[],
        },
        Body {
            name: "composite",
            sample: json!({
                "output": "mp4", "aspect_ratio": "1:1", "resolution": "720p", "safe_area": true, "loudness": -16,
                "clips": [
                    {"source": URL, "duration": 4.5, "fit": "cover", "background": "#000000"},
                    {"source": URL, "start": 1.5, "end": 6.5},
                ],
                "transition": {"type": "fade", "duration": 0.5},
                "texts": [{
                    "text": "Hi", "start": 0.5, "end": 2.5, "position": {"x": 0.5, "y": 0.5}, "align": "left",
                    "size": 0.1, "color": "#ffffff", "box": "#00000099",
                }],
                "overlays": [{
                    "source": URL, "position": "center", "width": 0.5, "opacity": 0.5, "start": 0.5, "end": 2.5,
                }],
                "narration": {"source": URL, "volume": 0.5},
                "music": {"source": URL, "volume": 0.5, "duck": true},
                "max_seconds": 60, "brand_kit_id": ID, "drive_folder_id": ID, "metadata": {"a": "b"},
            }),
            read: |body, catalog| read(Kind::Composite, Family::Legacy, body, catalog),
            lines: &[
                "/output",
                "/aspect_ratio",
                "/resolution",
                "/clips/0/source",
                "/clips/0/fit",
                "/clips/0/background",
                "/transition/type",
                "/texts/0/align",
                "/texts/0/color",
                "/texts/0/box",
                "/overlays/0/source",
                "/overlays/0/position",
                "/narration/source",
                "/music/source",
                "/brand_kit_id",
                "/drive_folder_id",
            ],
            prose: &["/texts/0/text", "/metadata/a"],
            fractions: &[
                "/loudness",
                "/clips/0/duration",
                "/clips/1/start",
                "/clips/1/end",
                "/transition/duration",
                "/texts/0/start",
                "/texts/0/end",
                "/texts/0/position/x",
                "/texts/0/position/y",
                "/texts/0/size",
                "/overlays/0/width",
                "/overlays/0/opacity",
                "/overlays/0/start",
                "/overlays/0/end",
                "/narration/volume",
                "/music/volume",
            ],
            whole: &["/max_seconds"],
            others: &["safe_area", "music/duck"],
        },
        Body {
            name: "folder",
            sample: json!({"name": "a", "parent_id": ID}),
            read: |body, _| NewFolder::read(body).map(|read| json!(read)),
            lines: &["/name", "/parent_id"],
            prose: &[],
            fractions: &[],
            whole: &[],
            others: &[],
        },
        Body {
            name: "upload",
            sample: json!({"name": "a", "mime": "image/png", "bytes": 7, "folder_id": ID}),
            read: |body, _| NewUpload::read(body).map(|read| json!(read)),
            lines: &["/name", "/mime", "/folder_id"],
            prose: &[],
            fractions: &[],
            whole: &["/bytes"],
            others: &[],
        },
        Body {
            name: "kit",
            sample: json!({
                "name": "a", "colors": ["#123456"], "fonts": ["Inter"], "logo": format!("asset:{ID}"),
                "voice": "calm",
            }),
            read: |body, _| NewKit::read(body).map(|read| json!(read)),
            lines: &["/name", "/colors/0", "/fonts/0", "/logo"],
            prose: &["/voice"],
            fractions: &[],
            whole: &[],
            others: &[],
        },
        Body {
            name: "API key",
            sample: json!({
                "name": "a", "user_id": "ann", "role": "admin", "scopes": ["platform:billing"],
                "models": ["flux_2_pro"], "expires_at": "2026-11-27T00:00:00Z",
                "monthly_cap": 500, "team_id": "acme",
            }),
            read: |body, catalog| {
                NewKey::read(body, &maker(), catalog, Timestamp::from_millis(0)).map(|read| json!(read))
            },
            lines: &["/name", "/team_id", "/user_id", "/role", "/scopes/0", "/models/0", "/expires_at"],
            prose: &[],
            fractions: &[],
            whole: &["/monthly_cap"],
            others: &[],
        },
        Body {
            name: "browser token",
            sample: json!({"scopes": ["jobs:read"], "expires_in": 600}),
            read: |body, _| NewToken::read(body).map(|read| json!(read)),
            lines: &["/scopes/0"],
            prose: &[],
            fractions: &[],
            whole: &["/expires_in"],
            others: &["job_id"],
        },
        Body {
            name: "rotation",
            sample: json!({"old_key_valid_seconds": 60}),
            read: |body, _| Rotation::read(body).map(|read| json!(read)),
            lines: &[],
            prose: &[],
            fractions: &[],
            whole: &["/old_key_valid_seconds"],
            others: &[],
        },
    ]
}

fn maker() -> ApiKey {
    let key = json!({
        "id": ID, "name": "a", "team_id": "t", "user_id": "ann", "role": "owner", "scopes": [],
        "created_at": "2026-11-27T00:00:00Z",
    });
    serde_json::from_value(key).unwrap()
}

impl Body {
    fn read(&self, body: &Value) -> Result<Value, Vec<FieldError>> {
        static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::shipped().unwrap());
        (self.read)(body, &CATALOG)
    }

    fn with(&self, pointer: &str, value: Value) -> Value {
        let mut body = self.sample.clone();
        *body.pointer_mut(pointer).unwrap_or_else(|| panic!("{} has {pointer}", self.name)) = value;
        body
    }

    /// The complaint about a value in that place. It must name the place, and be the only one.
    fn refusal(&self, pointer: &str, value: &Value) -> String {
        let body = self.with(pointer, value.clone());
        let errors = self.read(&body).err().unwrap_or_default();
        let about = errors.iter().find(|error| is_about(&error.field, pointer));
        let about = about.unwrap_or_else(|| panic!("{} {pointer} {value}: {errors:?}", self.name));
        about.message.clone()
    }
}

/// `clips[0].start` is about `/clips/0/start`, and so is a complaint about what it is part of.
fn is_about(field: &str, pointer: &str) -> bool {
    let field = format!("/{}", field.replace('[', "/").replace(']', "").replace('.', "/"));
    pointer.starts_with(&field)
}

#[test]
fn the_table_has_every_field() {
    for body in bodies() {
        assert!(body.read(&body.sample).is_ok(), "{}: {:?}", body.name, body.read(&body.sample));
        let mut unknown = body.sample.clone();
        unknown["no_such_field"] = json!(1);
        let message = body.read(&unknown).unwrap_err()[0].message.clone();
        let known = message.rsplit(" are ").next().unwrap().rsplit("The only field is ").next().unwrap();
        let known = known.trim_end_matches('.').replace(" and ", ", ");
        let pointers = [body.lines, body.prose, body.fractions, body.whole].concat();
        for field in known.split(", ") {
            let is_there = pointers.iter().any(|pointer| pointer.split('/').nth(1) == Some(field));
            assert!(is_there || body.others.contains(&field), "{}: {field} is in no list", body.name);
        }
    }
}

#[test]
fn a_number_that_no_store_takes_is_rounded_or_refused() {
    let extremes = [
        "1e-200",
        "-1e-200",
        "5e-324",
        "1e-131",
        "1e126",
        "-1e126",
        "1.7976931348623157e308",
        "-0.0",
        "0.3333333333333333",
        "18446744073709551615",
        "-9223372036854775808",
        "9007199254740993",
    ];
    for body in bodies() {
        for pointer in [body.fractions, body.whole].concat() {
            for written in extremes {
                let value: Value = serde_json::from_str(written).unwrap();
                let sent = body.with(pointer, value);
                match body.read(&sent) {
                    Ok(read) => assert_short_numbers(&read, &format!("{} {pointer} {written}", body.name)),
                    Err(errors) => {
                        let is_told = errors.iter().any(|error| is_about(&error.field, pointer));
                        assert!(is_told, "{} {pointer} {written}: {errors:?}", body.name);
                    }
                }
            }
        }
    }
}

/// No number has more than four decimals or sixteen digits: DynamoDB keeps 38, from 1e-130 on.
fn assert_short_numbers(value: &Value, context: &str) {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            let decimals = text.split('.').nth(1).map_or(0, str::len);
            assert!(!text.contains('e') && text.len() <= 16 && decimals <= 4, "{context}: {text}");
            assert_ne!(text, "-0.0", "{context}");
        }
        Value::Array(items) => items.iter().for_each(|item| assert_short_numbers(item, context)),
        Value::Object(object) => object.values().for_each(|item| assert_short_numbers(item, context)),
        _ => {}
    }
}

#[test]
fn fractions_are_kept_to_the_millisecond_or_to_four_decimals() {
    let composite = bodies().into_iter().find(|body| body.name == "composite").unwrap();
    for (pointer, written, kept) in [
        ("/clips/1/start", json!(1e-200), json!(0.0)),
        ("/clips/1/start", json!(1.234_56), json!(1.235)),
        ("/clips/1/end", json!(6.000_4), json!(6.0)),
        ("/clips/0/duration", json!(3.333_333), json!(3.333)),
        ("/transition/duration", json!(0.500_4), json!(0.5)),
        ("/texts/0/start", json!(-1e-200), json!(0.0)),
        ("/overlays/0/end", json!(2.000_6), json!(2.001)),
        ("/texts/0/position/x", json!(1e-200), json!(0.0)),
        ("/texts/0/position/y", json!(0.123_456), json!(0.1235)),
        ("/texts/0/size", json!(0.050_04), json!(0.05)),
        ("/overlays/0/width", json!(0.333_33), json!(0.3333)),
        ("/overlays/0/opacity", json!(5e-324), json!(0.0)),
        ("/narration/volume", json!(0.999_99), json!(1.0)),
        ("/music/volume", json!(1e-5), json!(0.0)),
        ("/loudness", json!(-14.006), json!(-14.01)),
    ] {
        let read = composite.read(&composite.with(pointer, written.clone())).unwrap();
        assert_eq!(read.pointer(pointer), Some(&kept), "{pointer} {written}");
    }
    for (pointer, written) in [
        ("/clips/1/start", json!(-0.001)),
        ("/clips/0/duration", json!(1e300)),
        ("/texts/0/position/x", json!(1.0001)),
        ("/texts/0/size", json!(1e-200)),
        ("/overlays/0/width", json!(1e-200)),
        ("/overlays/0/opacity", json!(1.0001)),
        ("/transition/duration", json!(1e-200)),
        ("/loudness", json!(1e-200)),
    ] {
        composite.refusal(pointer, &written);
    }
}

#[test]
fn no_text_has_a_control_character_where_it_breaks_something() {
    const ALWAYS: [char; 8] =
        ['\0', '\u{7}', '\u{1b}', '\u{7f}', '\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'];
    const IN_LINES: [char; 5] = ['\n', '\r', '\t', '\u{202e}', '\u{2066}'];
    for body in bodies() {
        for pointer in [body.lines, body.prose].concat() {
            let text = body.sample.pointer(pointer).unwrap().as_str().unwrap();
            for character in ALWAYS {
                body.refusal(pointer, &json!(format!("{text}{character}")));
            }
            for character in IN_LINES.into_iter().filter(|_| body.lines.contains(&pointer)) {
                body.refusal(pointer, &json!(format!("{text}{character}")));
            }
        }
        for pointer in body.prose {
            let text = body.with(pointer, json!("One.\n\tTwo.\r\n"));
            let read = body.read(&text).unwrap();
            assert_eq!(read.pointer(pointer), Some(&json!("One.\n\tTwo.\n")), "{} {pointer}", body.name);
        }
    }
}

#[test]
fn a_text_with_nothing_to_see_is_refused() {
    for body in bodies() {
        for pointer in [body.lines, body.prose].concat().into_iter().filter(|it| !it.starts_with("/metadata"))
        {
            for unseen in
                [" ", "\u{200b}", "\u{3164}", "\u{fe0f}\u{301}", "\u{2800}", "\u{e0041}", "\u{a0}\u{ad}"]
            {
                body.refusal(pointer, &json!(unseen));
            }
        }
    }
}

#[test]
fn a_complaint_about_a_character_says_which_and_shows_the_value() {
    let image = &bodies()[0];
    assert_eq!(
        image.refusal("/prompt", &json!("a lamp\0")),
        "must not contain a control character (U+0000), got 'a lamp\\u{0000}'"
    );
    assert_eq!(
        image.refusal("/prompt", &json!("\u{200b}\u{200b}")),
        "must have something to see, got '\\u{200b}\\u{200b}'"
    );
    let names = json!({"a\u{1}": "b"});
    assert!(image.refusal("/metadata", &names).contains("(U+0001)"), "names of metadata are texts, too");
    assert_eq!(
        image.refusal("/metadata", &json!({"\u{200b}": "b"})),
        "must not have an empty name, got '\\u{200b}'"
    );
}

/// What a complaint about a value of another type says of it.
fn of_other_types() -> [(Value, &'static str); 5] {
    [
        (json!(7), "7"),
        (json!(true), "true"),
        (json!([1, 2]), "a list of 2 entries"),
        (json!([]), "an empty list"),
        (json!({"a": 1, "b": 2, "c": 3}), "an object"),
    ]
}

#[test]
fn a_value_of_another_type_is_shown_with_its_type() {
    for body in bodies() {
        for pointer in [body.lines, body.prose].concat() {
            // A text's box may be switched on and off.
            for (value, shown) in
                of_other_types().into_iter().filter(|(it, _)| !(it.is_boolean() && pointer.ends_with("/box")))
            {
                let told = body.refusal(pointer, &value);
                // A place is shown with its sides.
                let shown = if pointer.ends_with("/position") && value.is_object() { "{a: 1" } else { shown };
                assert!(
                    told.contains(&format!("got {shown}"))
                        || told.contains(&format!("got the number {shown}")),
                    "{} {pointer} {value}: {told}",
                    body.name
                );
            }
        }
        for pointer in [body.fractions, body.whole].concat() {
            for (value, shown) in of_other_types().into_iter().skip(1).chain([(json!("7"), "the text '7'")]) {
                let told = body.refusal(pointer, &value);
                // A point is shown with both of its sides.
                let shown = if pointer.contains("position") { "got {x: " } else { shown };
                assert!(told.contains(shown), "{} {pointer} {value}: {told}", body.name);
            }
        }
    }
}

#[test]
fn a_value_that_is_not_allowed_is_shown() {
    for body in bodies() {
        for (pointers, value, shown) in [
            (body.lines, json!("zz~top"), "'zz~top'"),
            (body.lines, json!("it's\u{7}"), "got 'it's\\u{0007}'"),
            (body.fractions, json!(-1e6), "-1000000"),
            (body.fractions, json!(1e300), "1e+300"),
            (body.whole, json!(-3), "-3"),
            (body.whole, json!(2.5), "2.5"),
            (body.whole, json!(9_007_199_254_740_993_i64), "9007199254740993"),
        ] {
            for pointer in pointers {
                let sent = body.with(pointer, value.clone());
                let errors = body.read(&sent).err().unwrap_or_default();
                let about = errors.iter().find(|error| is_about(&error.field, pointer));
                let told = about.map(|error| error.message.as_str()).unwrap_or_default();
                assert!(
                    errors.is_empty() || told.contains(shown),
                    "{} {pointer} {value}: {errors:?}",
                    body.name
                );
            }
        }
    }
}

#[test]
fn a_long_value_is_told_by_its_length_or_its_beginning() {
    const LONG: usize = 6000;
    let long = "x".repeat(LONG);
    for body in bodies() {
        for pointer in [body.lines, body.prose, body.fractions, body.whole].concat() {
            if pointer.starts_with("/metadata") {
                continue;
            }
            let told = body.refusal(pointer, &json!(long));
            let is_shown =
                told.contains(&format!("got {LONG}")) || told.contains(&format!("'{}…'", "x".repeat(60)));
            let is_short = told.len() < 600 && !told.contains(&"x".repeat(61));
            assert!(
                (is_shown || pointer.contains("position/")) && is_short,
                "{} {pointer}: {told}",
                body.name
            );
        }
        let mut unknown = body.sample.clone();
        unknown[&long] = json!("a secret");
        let errors = body.read(&unknown).unwrap_err();
        let [error] = &errors[..] else { panic!("{errors:?}") };
        assert!(error.field.chars().count() == 61 && !error.message.contains("secret"), "{error:?}");
    }
}

#[test]
fn no_field_has_two_complaints_and_each_complaint_ends_once() {
    for body in bodies() {
        for pointer in [body.lines, body.prose, body.fractions, body.whole].concat() {
            for value in
                [json!(7), json!("zz~top\0"), json!({"a": [1]}), json!(-1e9), json!("x".repeat(6000))]
            {
                let errors = body.read(&body.with(pointer, value.clone())).err().unwrap_or_default();
                let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
                let mut once = fields.clone();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), fields.len(), "{} {pointer} {value}: {errors:?}", body.name);
                for FieldError { message, .. } in &errors {
                    let is_clean =
                        !message.contains("; ") && !message.contains("..") && !message.contains("?;");
                    let has_its_mark = !message.contains(". ") || message.ends_with(['.', '?']);
                    assert!(is_clean && has_its_mark, "{} {pointer}: {message}", body.name);
                }
            }
        }
    }
}

#[test]
fn a_body_that_is_no_object_is_told_what_it_is() {
    for body in bodies() {
        for (value, shown) in [
            (json!([{"prompt": "a kite"}]), "a list of 1 entry"),
            (json!("a kite"), "the text 'a kite'"),
            (json!(7), "the number 7"),
            (json!(null), "null"),
        ] {
            let errors = body.read(&value).unwrap_err();
            let [error] = &errors[..] else { panic!("{}: {errors:?}", body.name) };
            let told = format!("must be a JSON object, got {shown}. Put the fields into braces");
            assert!(error.field == "body" && error.message.starts_with(&told), "{}: {error:?}", body.name);
        }
    }
}
