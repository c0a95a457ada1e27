//! Fields, right and wrong.

use serde_json::json;

use super::*;

#[test]
fn every_mistake_is_reported_at_once() {
    let body = json!({"prompt": 7, "width": 1.5, "colour": "red", "metadata": {"a": 1}});
    let mut fields = Fields::new(&body).unwrap();
    fields.required_text("prompt", 1..=10);
    fields.required_text("title", 1..=10);
    fields.whole_number("width", 1..=10);
    fields.text_map("metadata", 100);
    let errors = fields.finish().unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["prompt", "title", "width", "metadata", "colour"]);
}

#[test]
fn a_whole_number_may_be_written_with_a_point_and_no_fraction() {
    for (value, expected) in [
        (json!(512.0), Some(512)),
        (json!(5.12e2), Some(512)),
        (json!(-0.0), Some(0)),
        (json!(512.5), None),
        (json!(9_007_199_254_740_993_i64), Some(9_007_199_254_740_993)),
        (json!(1e300), None),
        (json!("512"), None),
    ] {
        let body = json!({"a": value});
        assert_eq!(Fields::new(&body).unwrap().whole_number("a", i64::MIN..=i64::MAX), expected, "{value}");
    }
}

#[test]
fn a_name_that_is_nearly_right_is_told() {
    let body = json!({"folder_id": "x", "provder": "flux"});
    let mut fields = Fields::new(&body).unwrap();
    fields.text("drive_folder_id", 1..=10);
    fields.text("provider", 1..=10);
    let told: Vec<String> = fields.finish().unwrap_err().into_iter().map(|error| error.message).collect();
    assert_eq!(
        told,
        [
            "is not a field of this request. Did you mean `drive_folder_id`? The fields are drive_folder_id and provider.",
            "is not a field of this request. Did you mean `provider`? The fields are drive_folder_id and provider.",
        ]
    );
}

#[test]
fn a_field_has_one_complaint_and_the_one_about_the_model_comes_last() {
    let body = json!({"provider": 7, "prompt": "", "colour": "red"});
    let mut fields = Fields::new(&body).unwrap();
    fields.text("provider", 1..=10);
    fields.refuse("provider", "must be one of ours");
    fields.refuse("prompt", "must be longer");
    fields.refuse("prompt", "must be long enough");
    let errors = fields.finish().unwrap_err();
    let told: Vec<(&str, &str)> = errors.iter().map(|error| (&*error.field, &*error.message)).collect();
    assert_eq!(told[0], ("prompt", "must be longer"));
    assert_eq!(told[1].0, "colour");
    assert_eq!(told[2..], [("provider", "must be text, got the number 7")]);
}

#[test]
fn length_is_counted_in_characters_not_bytes() {
    let body = json!({"prompt": "é".repeat(10)});
    let mut fields = Fields::new(&body).unwrap();
    assert!(fields.text("prompt", 1..=10).is_some());
    assert!(fields.text("prompt", 1..=9).is_none());
}

#[test]
fn null_counts_as_absent_and_blank_as_empty() {
    let body = json!({"a": null, "b": "  "});
    let mut fields = Fields::new(&body).unwrap();
    assert_eq!(fields.text("a", 1..=10), None);
    assert_eq!(fields.text("b", 1..=10), None);
    assert_eq!(fields.finish().unwrap_err(), [FieldError::new("b", "must not be empty")]);
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    assert!(Fields::new(&json!([1])).is_err());
}
