//! Fields, right and wrong, and what their schemas say of them.

use serde_json::json;

use super::*;

const fn no_example() -> Value {
    Value::Null
}

const fn text(name: &'static str) -> Field<Text> {
    Field::new(name, line(1..=10), "A text.", no_example)
}

static PROMPT: Field<Text> = text("prompt").required();
static TITLE: Field<Text> = text("title").required();
static PROVIDER_FIELD: Field<Text> = text("provider");
static FOLDER: Field<Text> = text("drive_folder_id");
static NAME: Field<Text> = text("name").not_null();
static WIDTH: Field<Whole<u32>> = Field::new("width", Whole(1..=10), "A width.", no_example);
static CAP: Field<OrNull<Whole<i64>>> =
    Field::new("cap", OrNull(Whole(0..=10)), "A cap.", no_example).or_null();
static METADATA: Field<TextMap> = Field::new("metadata", TextMap { max_bytes: 100 }, "Texts.", no_example);
static FITS: Defaulted<OneOf<&str>> = Defaulted::new(
    Field::new("fit", OneOf { all: &["cover", "blur"], name: |name| name }, "How it fits.", no_example),
    || "cover",
);
static COLORS: Field<List<Color>> =
    Field::new("colors", List { of: Color, count: 1..=2 }, "Colours.", no_example);
static INNER: Shape = Shape::new("Inner", &[&WIDTH]);
static ITEMS: Field<List<Object<u32>>> = Field::new(
    "items",
    List { of: Object { shape: &INNER, read: |fields| fields.read(&WIDTH) }, count: 0..=2 },
    "Items.",
    no_example,
);
static ALL: Shape = Shape::new(
    "All",
    &[&PROMPT, &TITLE, &PROVIDER_FIELD, &FOLDER, &NAME, &WIDTH, &CAP, &METADATA, &FITS, &COLORS, &ITEMS],
);

fn read<T>(body: &Value, read: impl FnOnce(&mut Fields<'_>) -> Option<T>) -> Result<T, Vec<String>> {
    let told = |errors: Vec<FieldError>| errors.into_iter().map(|it| format!("{} {}", it.field, it.message));
    Fields::read_all(body, &ALL, read).map_err(|errors| told(errors).collect())
}

#[test]
fn every_mistake_is_reported_at_once() {
    let body = json!({"prompt": 7, "width": 1.5, "colour": "red", "metadata": {"a": 1}});
    let told = read(&body, |fields| {
        Some((fields.read(&PROMPT), fields.read(&TITLE), fields.read(&WIDTH), fields.read(&METADATA)))
    });
    let told = told.unwrap_err();
    let fields: Vec<&str> = told.iter().map(|it| it.split(' ').next().unwrap()).collect();
    assert_eq!(fields, ["prompt", "title", "width", "metadata", "colour"]);
}

#[test]
fn a_whole_number_may_be_written_with_a_point_and_no_fraction() {
    static ANY: Field<Whole<i64>> = Field::new("width", Whole(i64::MIN..=i64::MAX), "A number.", no_example);
    for (value, expected) in [
        (json!(512.0), Some(512)),
        (json!(5.12e2), Some(512)),
        (json!(-0.0), Some(0)),
        (json!(512.5), None),
        (json!(9_007_199_254_740_993_i64), Some(9_007_199_254_740_993)),
        (json!(1e300), None),
        (json!("512"), None),
    ] {
        assert_eq!(read(&json!({"width": value}), |fields| fields.read(&ANY)).ok(), expected, "{value}");
    }
}

#[test]
fn a_name_that_is_nearly_right_is_told() {
    let body = json!({"folder_id": "x", "provder": "flux"});
    let told = read(&body, |_| Some(())).unwrap_err();
    assert!(told[0].starts_with("folder_id is not a field of this request. Did you mean `drive_folder_id`?"));
    assert!(told[1].starts_with("provder is not a field of this request. Did you mean `provider`?"));
    assert!(told[1].ends_with("The fields are cap, colors, drive_folder_id, fit, items, metadata, name, prompt, provider, title and width."));
}

#[test]
fn a_field_has_one_complaint_and_the_one_about_the_model_comes_last() {
    let body = json!({"provider": 7, "prompt": "", "colour": "red"});
    let told = read(&body, |fields| {
        fields.read(&PROVIDER_FIELD);
        fields.refuse("provider", "must be one of ours");
        fields.refuse("prompt", "must be longer");
        fields.refuse("prompt", "must be long enough");
        Some(())
    });
    let told = told.unwrap_err();
    assert_eq!((told.len(), told[0].as_str()), (3, "prompt must be longer"));
    assert!(told[1].starts_with("colour"));
    assert_eq!(told[2], "provider must be text, got the number 7");
}

#[test]
fn length_is_counted_in_characters_not_bytes() {
    let of = |characters| read(&json!({"prompt": "é".repeat(characters)}), |fields| fields.read(&PROMPT));
    assert!(of(10).is_ok());
    assert_eq!(of(11).unwrap_err(), ["prompt must be 1 to 10 characters long, got 11"]);
}

#[test]
fn null_counts_as_absent_unless_the_field_says_what_it_means() {
    let of = |body: Value| {
        read(&body, |fields| {
            fields.read(&WIDTH);
            fields.read(&NAME);
            fields.read(&CAP)
        })
    };
    assert_eq!(of(json!({"width": null, "cap": null})), Ok(None));
    assert_eq!(of(json!({"cap": 7})), Ok(Some(7)));
    assert_eq!(of(json!({})).unwrap_err(), ["cap is required. Give a whole number, or null for none."]);
    assert_eq!(of(json!({"cap": null, "name": null})).unwrap_err(), ["name must be text, got null"]);
    let change = |body: Value| read(&body, |fields| Some(fields.change(&FOLDER))).unwrap();
    assert_eq!(change(json!({})), Change::Keep);
    assert_eq!(change(json!({"drive_folder_id": null})), Change::Clear);
    assert_eq!(change(json!({"drive_folder_id": "a"})), Change::To("a".to_owned()));
}

#[test]
fn a_list_and_what_is_in_it_are_complained_about_at_their_places() {
    let body = json!({"colors": ["#123456", "red"], "items": [{"width": 3}, {"width": 11, "height": 1}]});
    let told = read(&body, |fields| Some((fields.read(&COLORS), fields.read(&ITEMS))));
    let told = told.unwrap_err();
    assert_eq!(told[0], "colors[1] must be a colour such as #1a2b3c, got 'red'");
    assert_eq!(told[1], "items[1].width must be from 1 to 10, got 11");
    assert!(told[2].starts_with("items[1].height is not a field of this request."), "{}", told[2]);
    for (colors, complaint) in [
        (json!([]), "colors must have 1 to 2 entries, got 0"),
        (json!("red"), "colors must be a list of texts, got the text 'red'"),
        (json!([7]), "colors[0] must be a colour such as #1a2b3c, got 7"),
    ] {
        let told = read(&json!({"colors": colors}), |fields| fields.read(&COLORS));
        assert_eq!(told.unwrap_err(), [complaint]);
    }
}

#[test]
fn a_default_stands_for_what_is_absent_or_refused() {
    for (body, value, taken) in [
        (json!({}), "cover", true),
        (json!({"fit": "blur"}), "blur", true),
        (json!({"fit": "crop"}), "cover", false),
    ] {
        let mut fields = Fields::new(&body, &ALL).unwrap();
        assert_eq!(fields.value(&FITS), value, "{body}");
        assert_eq!(fields.finish().is_ok(), taken, "{body}");
    }
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    assert!(Fields::new(&json!([1]), &ALL).is_err());
}

#[test]
fn the_schema_says_what_the_declarations_say() {
    let schema = ALL.schema();
    assert_eq!((&schema["title"], &schema["additionalProperties"]), (&json!("All"), &json!(false)));
    assert_eq!(schema["required"], json!(["prompt", "title", "cap"]));
    for (field, expected) in [
        (
            "width",
            json!({"type": ["integer", "null"], "minimum": 1, "maximum": 10, "description": "A width."}),
        ),
        ("cap", json!({"type": ["integer", "null"], "minimum": 0, "maximum": 10, "description": "A cap."})),
        (
            "fit",
            json!({"type": ["string", "null"], "enum": ["cover", "blur", null], "description": "How it fits.",
                "default": "cover"}),
        ),
        (
            "colors",
            json!({"type": ["array", "null"], "items": {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"},
                "maxItems": 2, "minItems": 1, "description": "Colours."}),
        ),
    ] {
        assert_eq!(schema["properties"][field], expected, "{field}");
    }
    assert_eq!(schema["properties"]["name"]["type"], "string", "it cannot be taken away");
    assert_eq!(schema["properties"]["items"]["items"]["title"], "Inner");
}

#[test]
fn the_expression_of_a_text_takes_what_the_reader_takes() {
    for (text, rule) in [("one line", line(1..=10)), ("several lines", prose(1..=10))] {
        let validator = jsonschema::validator_for(&rule.schema()).unwrap();
        for given in [
            "a",
            " a ",
            "",
            " ",
            "\n",
            "a\nb",
            "a\r\nb",
            "a\rb",
            "a\tb",
            "\0",
            "a\u{7f}",
            "\u{85}",
            "a\u{2028}",
            "\u{feff}a",
            "a\u{202e}",
            "字",
            "👍🏽",
            "e\u{301}",
            "ab\u{200d}c",
            "12345678901",
        ] {
            let taken = rule.read(&mut Fields::new(&json!({}), &ALL).unwrap(), "a", &json!(given)).is_some();
            assert_eq!(validator.is_valid(&json!(given)), taken, "{text}: {given:?}");
        }
    }
}
