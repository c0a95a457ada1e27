//! What the inputs of the models may say: a fault a line, with its type and its place.

use super::*;

/// A valid body with this value, and its only fault. The place of the fault is that of the value, unless it follows
/// an `@`.
fn changed(valid: &Value, (field, value, kind): (&str, Value, &'static str)) -> (Value, Expected) {
    let (name, place) = field.split_once('@').unwrap_or((field, field));
    let place: Vec<&str> = place.split('.').collect();
    (with(valid.clone(), &format!("/{name}"), value), fault(kind, &place))
}

pub(super) fn refused_pictures() -> Vec<(Value, Expected)> {
    [
        ("prompt", json!(null), "missing"),
        ("prompt", json!(""), "sequence_too_short"),
        ("prompt", json!(7), "string_type"),
        ("num_images", json!(0), "greater_than_equal"),
        ("num_images", json!(5), "less_than_equal"),
        ("num_images", json!("1"), "int_type"),
        ("aspect_ratio", json!("2:1"), "one_of"),
        ("output_format", json!("gif"), "one_of"),
        ("seed", json!(1.5), "int_type"),
        ("image_urls", json!(["x"]), "extra_forbidden"),
        ("resolution", json!("1K"), "extra_forbidden"),
        ("negative_prompt", json!("x"), "extra_forbidden"),
    ]
    .map(|change| changed(&prompt("a red fox"), change))
    .to_vec()
}

pub(super) fn refused_clips() -> Vec<(Value, Expected)> {
    [
        ("duration", json!("8"), "one_of"),
        ("duration", json!("5s"), "one_of"),
        ("duration", json!(8), "string_type"),
        ("aspect_ratio", json!("1:1"), "one_of"),
        ("resolution", json!("4k"), "one_of"),
        ("generate_audio", json!("no"), "bool_type"),
        ("image_url", json!("x"), "extra_forbidden"),
    ]
    .map(|change| changed(&prompt("a red fox"), change))
    .to_vec()
}

pub(super) fn refused_speech() -> Vec<(Value, Expected)> {
    [
        ("text", json!(null), "missing"),
        ("text", json!("é".repeat(10_001)), "sequence_too_long"),
        ("speed", json!(0.69), "greater_than_equal"),
        ("speed", json!(1.21), "less_than_equal"),
        ("speed", json!("fast"), "float_type"),
        ("voice", json!("Nobody"), "value_error"),
        ("voice", json!(""), "value_error"),
        ("language_code", json!("en"), "extra_forbidden"),
    ]
    .map(|change| changed(&json!({ "text": "hello" }), change))
    .to_vec()
}

#[tokio::test]
async fn each_model_has_its_own_input() {
    let client = client().await;
    let edit = json!({ "prompt": "a red fox", "image_urls": [picture(30, 30)] });
    let framed = json!({ "prompt": "a red fox", "image_url": picture(30, 30) });
    let start = json!({ "prompt": "a red fox", "start_image_url": picture(30, 30) });
    let sized = |width: u32, height: u32| json!({ "width": width, "height": height });
    let seedream = "fal-ai/bytedance/seedream/v4/text-to-image";
    for (endpoint, valid, change) in [
        ("fal-ai/nano-banana-pro/edit", &edit, ("image_urls", json!(null), "missing")),
        ("fal-ai/nano-banana-pro/edit", &edit, ("image_urls", json!([]), "sequence_too_short")),
        ("fal-ai/nano-banana-pro/edit", &edit, ("image_urls", json!("x"), "list_type")),
        ("fal-ai/nano-banana-pro/edit", &edit, ("image_urls@image_urls.0", json!([7]), "string_type")),
        ("fal-ai/nano-banana-pro/edit", &edit, ("resolution", json!("8K"), "one_of")),
        (seedream, &edit, ("image_size", sized(900, 960), "greater_than_equal")),
        ("fal-ai/flux-2-pro/edit", &edit, ("image_size", json!("auto"), "one_of")),
        (
            "fal-ai/flux-2-pro/edit",
            &edit,
            ("image_size@image_size.width", sized(48, 512), "greater_than_equal"),
        ),
        ("fal-ai/flux-2-pro/edit", &edit, ("image_size@image_size.height", sized(512, 520), "multiple_of")),
        ("fal-ai/flux-2-pro/edit", &edit, ("image_size", sized(4096, 2048), "less_than_equal")),
        ("fal-ai/flux-2-pro/edit", &edit, ("num_images", json!(1), "extra_forbidden")),
        ("fal-ai/gpt-image-1.5/edit", &edit, ("image_size", json!("2048x2048"), "one_of")),
        ("fal-ai/gpt-image-1.5/edit", &edit, ("quality", json!("auto"), "one_of")),
        ("fal-ai/gpt-image-1.5/edit", &edit, ("input_fidelity", json!("medium"), "one_of")),
        ("fal-ai/gpt-image-1.5/edit", &edit, ("seed", json!(7), "extra_forbidden")),
        ("luma/agent/ray/v3.2/image-to-video", &framed, ("image_url", json!(null), "missing")),
        ("luma/agent/ray/v3.2/image-to-video", &framed, ("duration", json!(6), "one_of")),
        ("luma/agent/ray/v3.2/image-to-video", &framed, ("generate_audio", json!(false), "extra_forbidden")),
        ("fal-ai/bytedance/seedance/v1/pro/image-to-video", &framed, ("duration", json!("13"), "one_of")),
        ("fal-ai/bytedance/seedance/v1/pro/image-to-video", &framed, ("resolution", json!("4k"), "one_of")),
        ("fal-ai/kling-video/v2.6/pro/image-to-video", &start, ("duration", json!("6"), "one_of")),
        (
            "fal-ai/kling-video/v2.6/pro/image-to-video",
            &start,
            ("aspect_ratio", json!("16:9"), "extra_forbidden"),
        ),
        ("fal-ai/kling-video/v2.6/pro/image-to-video", &start, ("start_image_url", json!(null), "missing")),
        ("fal-ai/kling-video/v3/standard/image-to-video", &start, ("duration", json!("16"), "one_of")),
        (
            "fal-ai/kling-video/v3/standard/image-to-video",
            &start,
            ("prompt", json!("é".repeat(2501)), "sequence_too_long"),
        ),
    ] {
        // The endpoint of words has no pictures.
        let valid = if endpoint == seedream { &prompt("a red fox") } else { valid };
        let (body, expected) = changed(valid, change);
        expected.check(&ended(&client, endpoint, &body).await, &format!("{endpoint} {body}"));
    }
}

#[tokio::test]
async fn seedream_bounds_its_size() {
    let client = client().await;
    let sized = |width: Value, height: Value| json!({ "prompt": "a", "image_size": { "width": width, "height": height } });
    for (version, body, kind, place) in [
        ("v4", sized(json!(4112), json!(4096)), "less_than_equal", &["image_size"][..]),
        ("v4", sized(json!(2048), json!("x")), "int_type", &["image_size", "height"]),
        ("v4", sized(json!(2048), json!(null)), "missing", &["image_size", "height"]),
        ("v4", json!({ "prompt": "a", "image_size": "square_hd" }), "dict_type", &["image_size"]),
        ("v4", json!({ "prompt": "a", "output_format": "png" }), "extra_forbidden", &["output_format"]),
        ("v4.5", sized(json!(2000), json!(1440)), "greater_than_equal", &["image_size"]),
        ("v4.5", json!({ "prompt": "a", "max_images": 7 }), "less_than_equal", &["max_images"]),
    ] {
        let result =
            ended(&client, &format!("fal-ai/bytedance/seedream/{version}/text-to-image"), &body).await;
        fault(kind, place).check(&result, &body.to_string());
    }
}

#[tokio::test]
async fn an_avatar_needs_a_picture_and_a_recording() {
    let client = client().await;
    let valid = json!({ "image_url": picture(30, 30), "audio_url": "http://127.0.0.1:1/x.mp3", "resolution": "480p" });
    for change in [
        ("image_url", json!(null), "missing"),
        ("audio_url", json!(null), "missing"),
        ("resolution", json!(null), "missing"),
        ("resolution", json!("1080p"), "one_of"),
        ("prompt", json!("x"), "extra_forbidden"),
    ] {
        let (body, expected) = changed(&valid, change);
        expected.check(&ended(&client, "veed/fabric-1.0", &body).await, &body.to_string());
    }
    let body = with(valid, "/resolution", json!("720p"));
    let result = ended(&client, "fal-ai/kling-video/ai-avatar/v2/pro", &body).await;
    fault("extra_forbidden", &["resolution"]).check(&result, "the endpoint says it");
}

#[tokio::test]
async fn everything_that_is_wrong_is_reported_at_once() {
    let client = client().await;
    let body = json!({ "num_images": 0, "seed": "x", "aspect_ratio": "2:1", "new": 1 });
    let result = client.ended(&body).await;
    let mut kinds: Vec<_> = result
        .at("/detail")
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["type"].as_str().unwrap())
        .collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["extra_forbidden", "greater_than_equal", "int_type", "missing", "one_of"]);
}

#[tokio::test]
async fn a_picture_must_be_there_and_must_be_one() {
    let client = client().await;
    let text = client.serve(b"no picture".to_vec()).await;
    for (url, kind) in [
        (text.as_str(), "image_load_error"),
        ("data:image/png;base64,eA==", "image_load_error"),
        ("data:image/png;base64,?", "file_download_error"),
        (&client.url("/nothing"), "file_download_error"),
        ("http://127.0.0.1:1/x.png", "file_download_error"),
        ("http://example.com/x.png", "file_download_error"),
        ("x.png", "file_download_error"),
    ] {
        let body = json!({ "prompt": "a fox", "image_urls": [picture(30, 30), url] });
        let result = ended(&client, "fal-ai/nano-banana/edit", &body).await;
        fault(kind, &["image_urls", "1"]).check(&result, url);
    }
    for (count, duration, kind, field) in
        [(4, "8s", "too_long", "image_urls"), (2, "4s", "one_of", "duration")]
    {
        let body =
            json!({ "prompt": "a fox", "image_urls": vec![picture(30, 30); count], "duration": duration });
        let result = ended(&client, "fal-ai/veo3.1/reference-to-video", &body).await;
        fault(kind, &[field]).check(&result, field);
    }
    let body = json!({ "prompt": "a fox", "image_url": "data:image/png;base64,eA==" });
    let result = ended(&client, "fal-ai/veo3.1/image-to-video", &body).await;
    fault("image_load_error", &["image_url"]).check(&result, "a first frame");
    assert_eq!(client.billed("a fox").await, 0);
}
