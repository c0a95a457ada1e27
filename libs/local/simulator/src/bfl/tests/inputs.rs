//! What a start may say.

use super::*;

pub(super) fn refused() -> Vec<(Value, Expected)> {
    let fields = [
        ("prompt", json!(null), "string_type"),
        ("prompt", json!(7), "string_type"),
        ("width", json!(48), "greater_than_equal"),
        ("width", json!(-16), "greater_than_equal"),
        ("width", json!(1000), "multiple_of"),
        ("height", json!("1024"), "int_type"),
        ("height", json!(512.5), "int_type"),
        ("seed", json!("x"), "int_type"),
        ("seed", json!(1.5), "int_type"),
        ("safety_tolerance", json!(-1), "greater_than_equal"),
        ("safety_tolerance", json!(6), "less_than_equal"),
        ("output_format", json!("gif"), "enum"),
        ("output_format", json!(1), "enum"),
        ("disable_pup", json!("yes"), "bool_type"),
        ("user", json!(""), "string_too_short"),
        ("user", json!("é".repeat(257)), "string_too_long"),
        ("input_image_3", json!(3), "string_type"),
        ("webhook_url", json!("not a url"), "url_parsing"),
    ];
    let fields = fields.map(|(field, value, kind)| {
        (with(body("a red fox"), &format!("/{field}"), value), problem(&json!(["body", field]), kind))
    });
    let too_large = json!({ "prompt": "more than 4 megapixels", "width": 2064, "height": 2048 });
    let mut refused = fields.to_vec();
    refused.push((too_large, problem(&json!(["body"]), "value_error")));
    refused
}

pub(super) fn tolerated() -> Vec<Value> {
    vec![
        json!({ "prompt": "exactly 4 megapixels", "width": 2048, "height": 2048 }),
        json!({
            "prompt": "nulls, zeros and unknown fields", "width": null, "height": 0, "seed": null,
            "safety_tolerance": null, "output_format": null, "disable_pup": null, "user": null,
            "input_image": null, "webhook_url": null, "webhook_secret": null, "aspect_ratio": "16:9", "n": "many",
        }),
    ]
}

#[tokio::test]
async fn all_problems_are_named_at_once() {
    let body = json!({ "width": 50, "height": 2048, "output_format": "gif" });
    let answer = client().await.start(&body).await;
    let problems: Vec<_> = answer.at("/detail").as_array().unwrap().iter().collect();
    let found: Vec<_> = problems.iter().map(|problem| (&problem["loc"][1], &problem["type"])).collect();
    let expected = [
        ("prompt", "missing"),
        ("width", "greater_than_equal"),
        ("width", "multiple_of"),
        ("output_format", "enum"),
    ]
    .map(|(field, kind)| (json!(field), json!(kind)));
    assert_eq!(found, expected.iter().map(|(field, kind)| (field, kind)).collect::<Vec<_>>());
}
