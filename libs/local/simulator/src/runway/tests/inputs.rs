//! What a start may say.

use super::*;

pub(super) fn refused() -> Vec<(Value, Expected)> {
    let fields = [
        ("model", json!("gen4"), "invalid_enum_value"),
        ("model", json!("gen4_turbo"), "invalid_enum_value"),
        ("model", json!(null), "invalid_type"),
        ("promptText", json!(null), "invalid_type"),
        ("promptText", json!(7), "invalid_type"),
        ("promptText", json!(""), "too_small"),
        ("promptText", json!("a".repeat(1001)), "too_big"),
        ("promptText", json!("🦊".repeat(501)), "too_big"),
        ("ratio", json!(null), "invalid_type"),
        ("ratio", json!(1.5), "invalid_type"),
        ("ratio", json!("960:960"), "invalid_enum_value"),
        ("ratio", json!("16:9"), "invalid_enum_value"),
        ("duration", json!(null), "invalid_type"),
        ("duration", json!(1), "too_small"),
        ("duration", json!(11), "too_big"),
        ("duration", json!(2.5), "invalid_type"),
        ("duration", json!("5"), "invalid_type"),
    ];
    let of_veo = [
        ("duration", json!(5), "invalid_enum_value"),
        ("duration", json!(10), "too_big"),
        ("ratio", json!("960:960"), "invalid_enum_value"),
        ("audio", json!("no"), "invalid_type"),
    ];
    let change = |body: Value, (field, value, code): (&str, Value, &str)| {
        (with(body, &format!("/{field}"), value), issue(&json!([field]), code))
    };
    let mut refused: Vec<_> = fields.into_iter().map(|field| change(words("a red fox"), field)).collect();
    refused.extend(of_veo.map(|field| change(veo(&json!(true)), field)));
    refused
}

pub(super) fn tolerated() -> Vec<Value> {
    let mut nulls = words("a red fox");
    nulls["promptImage"] = Value::Null;
    nulls["audio"] = Value::Null;
    nulls["style"] = json!("film");
    nulls["duration"] = json!(5.0);
    // A prompt is counted in UTF-16.
    vec![nulls, words(&"🦊".repeat(500)), words(&"é".repeat(1000))]
}

pub(super) fn refused_pictures() -> Vec<(Value, Expected)> {
    let entry = |position: &str| json!({ "uri": data(20, 20), "position": position });
    let long = format!("data:image/png;base64,{}", "A".repeat(5 << 20));
    let mut refused = vec![(picture("a", &Value::Null), issue(&json!(["promptImage"]), "invalid_type"))];
    for (given, path, code) in [
        (json!(7), json!(["promptImage"]), "invalid_type"),
        (json!([]), json!(["promptImage"]), "too_small"),
        (json!([7]), json!(["promptImage", 0]), "invalid_type"),
        (json!([entry("first"), entry("last")]), json!(["promptImage"]), "too_big"),
        (json!([entry("last")]), json!(["promptImage", 0, "position"]), "invalid_enum_value"),
        (json!([{ "uri": data(20, 20) }]), json!(["promptImage", 0, "position"]), "invalid_type"),
        (json!([{ "position": "first" }]), json!(["promptImage", 0, "uri"]), "invalid_type"),
        (json!("https://example.com/a.png"), json!(["promptImage"]), "custom"),
        (json!("data:image/gif;base64,R0lGOD"), json!(["promptImage"]), "custom"),
        (json!("data:image/png;base64,?"), json!(["promptImage"]), "custom"),
        (json!(long), json!(["promptImage"]), "custom"),
    ] {
        refused.push((picture("a", &given), issue(&path, code)));
    }
    // What is no picture fails the task.
    let bad_asset =
        status(200).is("/status", "FAILED").is("/failureCode", "ASSET.INVALID").is("/cost/credits", 0);
    refused.push((picture("a", &json!("data:image/png;base64,bm8gcGljdHVyZQ==")), bad_asset));
    refused
}

#[tokio::test]
async fn everything_that_is_wrong_is_reported_at_once() {
    let body = json!({ "model": "gen4.5", "ratio": "1:1", "duration": 60 });
    let answer = client().await.post_to("/v1/image_to_video", &body).await;
    let paths: Vec<_> =
        answer.at("/issues").as_array().unwrap().iter().map(|issue| &issue["path"][0]).collect();
    assert_eq!(paths, ["promptText", "ratio", "duration", "promptImage"]);
}
