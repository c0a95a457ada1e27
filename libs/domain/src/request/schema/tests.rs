//! The schemas take what the reader takes, and nothing else.

use jsonschema::Validator;

use super::*;
use crate::request::Request;

const ID: &str = "0198c0de-0000-7000-8000-000000000000";

/// Values that are right somewhere and wrong elsewhere.
fn values() -> Vec<Value> {
    let long = |characters: usize| json!("a ".repeat(characters / 2));
    let mut values = vec![
        Value::Null,
        json!(true),
        json!({}),
        json!({"a": "b"}),
        json!({"a": 1}),
        json!({" ": "b"}),
        json!({"a": "b\nc"}),
        json!({"a\nb": "c"}),
        json!([]),
        json!([7]),
        json!(["#123456"]),
        json!(["#123456", "red"]),
        json!(vec!["#123456"; 6]),
        json!(vec!["https://example.com/a.png"; 2]),
        json!(vec!["https://example.com/a.png"; 5]),
        json!(["ftp://example.com/a.png"]),
        json!("https://a\u{8e}b/"),
        json!("https://example.com/a\u{202e}.png"),
        json!("Alice"),
        json!("alice-1"),
        json!("a/b"),
        json!("pt-BR"),
        json!("e"),
        json!("#123456"),
    ];
    values.extend(
        ["", " ", "a\0b", "a\nb", "en", "mp3", "wav", "ogg", "720p", "1080p", "4k", ID].map(|it| json!(it)),
    );
    values.extend(["16:9", "9:16", "1:1", "4:5", "3:4", "2:1"].map(|it| json!(it)));
    values.extend(
        [&format!("asset:{ID}"), &format!("job:{ID}"), &format!("job:{ID}/2"), "job:7"].map(|it| json!(it)),
    );
    values.extend([65, 129, 501, 2049].map(long));
    values.extend(
        [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 61, 255, 256, 301, 1024, 2048, 2049].map(|it| json!(it)),
    );
    values.extend([0.05, 0.24, 0.5, 1.0, 1.21, 1.5, 4.1, 10.1].map(|it| json!(it)));
    values
}

/// What no schema of a field can say, because it depends on others or on the words.
fn is_beyond_a_schema(name: &str, complaints: &[crate::FieldError]) -> bool {
    complaints.iter().all(|it| match it.field.as_str() {
        "width" => it.message.contains("must differ from height"),
        "prompt" | "text" => it.message.starts_with("is too long for"),
        "script" => it.message.contains("seconds"),
        _ => name == "metadata" && it.message.contains("bytes"),
    })
}

fn kinds() -> impl Iterator<Item = (Kind, Family)> {
    let kinds = [Kind::Image, Kind::Video, Kind::Avatar, Kind::Tts, Kind::Composite];
    kinds.into_iter().flat_map(|kind| [(kind, Family::Legacy), (kind, Family::Studio)])
}

/// One schema of a body for each model, and the one for none.
fn variants(kind: Kind, family: Family, catalog: &Catalog) -> Vec<Value> {
    let schema = schema(kind, family, catalog);
    schema.get("oneOf").and_then(Value::as_array).cloned().unwrap_or_else(|| vec![schema])
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

fn compare(
    catalog: &Catalog,
    kind: Kind,
    family: Family,
    validator: &Validator,
    name: &str,
    body: &Value,
) -> bool {
    let read = Request::read(kind, family, body, catalog);
    let (taken, said) = (read.is_ok(), validator.is_valid(body));
    match (taken, said, &read) {
        (false, true, Err(complaints)) if is_beyond_a_schema(name, complaints) => {}
        _ => assert_eq!(taken, said, "{kind:?} {family:?} {name}: {body} {read:?}"),
    }
    taken
}

#[test]
fn every_example_of_a_body_is_taken_by_its_model() {
    let catalog = Catalog::shipped().unwrap();
    for (kind, family) in kinds() {
        for variant in variants(kind, family, &catalog).iter().filter(|it| it.get("examples").is_some()) {
            let example = &variant["examples"][0];
            let read = Request::read(kind, family, example, &catalog);
            let provider = variant["properties"]["provider"]["const"].as_str();
            assert!(
                read.as_ref().is_ok_and(|it| provider.is_none_or(|id| it.model() == id)),
                "{example} {read:?}"
            );
        }
    }
}

#[test]
fn a_schema_takes_what_the_reader_takes() {
    let catalog = Catalog::shipped().unwrap();
    let (mut taken, mut refused) = (0, 0);
    for (kind, family) in kinds().filter(|(kind, _)| *kind != Kind::Composite) {
        let all = validator(&schema(kind, family, &catalog));
        for variant in variants(kind, family, &catalog) {
            let validator = validator(&variant);
            let example = &variant["examples"][0];
            let of_model = variant["properties"]["provider"].get("const").is_some();
            for name in shape(kind, family).names().chain(["colour"]) {
                let validator = if name == "provider" { &all } else { &validator };
                for value in values() {
                    // A field that a model does not have may be null, as an absent one.
                    if value.is_null() && variant["properties"].get(name).is_none() {
                        continue;
                    }
                    let mut body = example.clone();
                    body[name] = value;
                    // Without a model, another one may take what the first does not.
                    if of_model {
                        let is_taken = compare(&catalog, kind, family, validator, name, &body);
                        *if is_taken { &mut taken } else { &mut refused } += 1;
                    } else if Request::read(kind, family, &body, &catalog).is_ok() {
                        assert!(validator.is_valid(&body), "{body}");
                    }
                }
            }
        }
    }
    assert!(taken > 2000 && refused > 20_000, "{taken} {refused}");
}

/// What a field says of itself: its examples and all of its choices.
fn own_values(field: &Value) -> Vec<Value> {
    let listed = |keyword: &str| field[keyword].as_array().cloned().unwrap_or_default();
    listed("examples").into_iter().chain(listed("enum")).filter(|value| !value.is_null()).collect()
}

#[test]
fn a_schema_takes_what_the_reader_takes_of_two_fields_together() {
    let catalog = Catalog::shipped().unwrap();
    let (mut taken, mut refused) = (0, 0);
    for (kind, family) in kinds().filter(|(kind, _)| *kind != Kind::Composite) {
        for variant in variants(kind, family, &catalog) {
            if variant["properties"]["provider"].get("const").is_none() {
                continue;
            }
            let validator = validator(&variant);
            let fields = shape(kind, family).fields;
            for (at, one) in fields.iter().enumerate() {
                for other in &fields[at + 1..] {
                    for value in own_values(&one.schema()) {
                        for beside in own_values(&other.schema()) {
                            let mut body = variant["examples"][0].clone();
                            (body[one.name()], body[other.name()]) = (value.clone(), beside);
                            let is_taken = compare(&catalog, kind, family, &validator, other.name(), &body);
                            *if is_taken { &mut taken } else { &mut refused } += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(taken > 1500 && refused > 400, "{taken} {refused}");
}

/// Places of a timeline by their length, of which a schema knows nothing.
fn is_about_lengths(complaints: &[crate::FieldError]) -> bool {
    let about = ["after start", "last", "transition", "over after", "longer"];
    complaints.iter().all(|it| about.iter().any(|words| it.message.contains(words)))
}

/// A timeline that has the part at this place, which is a pointer into it.
fn timeline(output: &str, part: &str) -> Value {
    let source = "https://example.com/a.mp4";
    let mut body = json!({
        "clips": [{"source": source}], "output": output,
        "texts": [{"text": "a"}], "overlays": [{"source": source}],
    });
    match part {
        "/transition" => body["transition"] = json!({"type": "fade"}),
        "/narration" => body["narration"] = json!({"source": source}),
        "/music" => body["music"] = json!({"source": source}),
        _ => {}
    }
    body
}

/// Where the schema of a timeline has the fields of the part.
fn fields_of<'a>(schema: &'a Value, part: &str) -> impl Iterator<Item = String> + use<'a> {
    let field = part.split('/').nth(1).map_or(schema, |name| &schema["properties"][name]);
    let object = field.get("items").or_else(|| field.get("anyOf")?.get(0)).unwrap_or(field);
    object["properties"].as_object().unwrap().keys().cloned().chain(["colour".to_owned()])
}

#[test]
fn the_schema_of_a_timeline_takes_what_the_reader_takes() {
    let catalog = Catalog::shipped().unwrap();
    let schema = schema(Kind::Composite, Family::Legacy, &catalog);
    let validator = validator(&schema);
    let (mut taken, mut refused) = (0, 0);
    for part in ["", "/clips/0", "/texts/0", "/overlays/0", "/transition", "/narration", "/music"] {
        for name in fields_of(&schema, part) {
            for (output, value) in
                ["mp4", "png"].iter().flat_map(|it| values().into_iter().map(move |value| (it, value)))
            {
                let mut body = timeline(output, part);
                body.pointer_mut(part).unwrap()[&name] = value;
                let read = Request::read(Kind::Composite, Family::Legacy, &body, &catalog);
                let said = validator.is_valid(&body);
                *if read.is_ok() { &mut taken } else { &mut refused } += 1;
                match &read {
                    Err(complaints) if said && is_about_lengths(complaints) => {}
                    Err(complaints) if said && is_beyond_a_schema("metadata", complaints) => {}
                    _ => assert_eq!(read.is_ok(), said, "{body} {read:?}"),
                }
            }
        }
    }
    assert!(taken > 200 && refused > 2000, "{taken} {refused}");
}
