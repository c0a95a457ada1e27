//! What a start may say. The message of a refusal begins with the place of what is wrong.

use super::*;

/// Also checked here: the place.
fn wrong() -> Expected {
    refusal(400, 1201)
}

pub(super) fn refused() -> Vec<(Value, Expected)> {
    let fields = [
        ("prompt", json!(null)),
        ("prompt", json!("")),
        ("prompt", json!(7)),
        ("prompt", json!("é".repeat(2501))),
        ("contents", json!([])),
        ("settings", json!("5s")),
        ("settings", json!({ "duration": 6 })),
        ("settings", json!({ "duration": "5" })),
        ("settings", json!({ "duration": 15 })),
        ("settings", json!({ "resolution": "4k" })),
        ("settings", json!({ "resolution": 720 })),
        ("settings", json!({ "aspect_ratio": "4:3" })),
        ("settings", json!({ "audio": "native" })),
        ("settings", json!({ "multi_shot": false })),
        ("options", json!("x")),
        ("options", json!({ "external_task_id": "" })),
        ("options", json!({ "external_task_id": 7 })),
    ];
    let body = json!({ "prompt": "a red fox" });
    fields
        .into_iter()
        .map(|(field, value)| (with(body.clone(), &format!("/{field}"), value), wrong()))
        .collect()
}

pub(super) fn tolerated() -> Vec<Value> {
    let settings = json!({
        "resolution": null, "aspect_ratio": null, "duration": null, "audio": null, "multi_shot": null, "cfg_scale": 1,
    });
    vec![
        json!({ "prompt": "a", "settings": null, "options": null, "contents": null, "negative_prompt": "b" }),
        json!({ "prompt": "a", "settings": settings, "options": { "external_task_id": null } }),
        json!({ "prompt": "é".repeat(2500), "settings": { "audio": "off" } }),
    ]
}

pub(super) fn refused_contents() -> Vec<(Value, Expected)> {
    let mut webp = std::io::Cursor::new(Vec::new());
    image::load_from_memory(&png(300, 300)).unwrap().write_to(&mut webp, image::ImageFormat::WebP).unwrap();
    let frame = |url: &str| json!({ "type": "first_frame", "url": url });
    let (good, prompt) =
        (frame(&STANDARD.encode(png(300, 300))), json!({ "type": "prompt", "text": "a red fox" }));
    let mut contents = vec![
        json!(null),
        json!([]),
        json!([prompt]),
        json!([good]),
        json!([good, good, prompt]),
        json!([good, { "type": "prompt", "text": "" }]),
        json!([good, { "type": "prompt", "text": "é".repeat(2501) }]),
        json!([prompt, { "type": "last_frame", "url": good["url"] }]),
        json!([prompt, { "type": "first_frame" }]),
        json!([prompt, { "url": good["url"] }]),
        json!(["first_frame"]),
    ];
    contents.extend(
        [
            STANDARD.encode(png(299, 600)),
            STANDARD.encode(png(300, 751)),
            STANDARD.encode(webp.into_inner()),
            STANDARD.encode("no picture"),
            STANDARD.encode(&png(300, 300)[..200]),
            format!("data:image/png;base64,{}", STANDARD.encode(png(300, 300))),
            "https://example.com/a.png".to_owned(),
            STANDARD.encode(vec![0; (50 << 20) + 1]),
        ]
        .map(|url| json!([prompt, frame(&url)])),
    );
    let mut bodies: Vec<Value> =
        contents.into_iter().map(|contents| json!({ "contents": contents })).collect();
    bodies.push(with(framed("a", 300, 300), "/prompt", json!("a red fox")));
    bodies.push(with(framed("a", 300, 300), "/settings", json!({ "aspect_ratio": "16:9" })));
    bodies.into_iter().map(|body| (body, wrong())).collect()
}

pub(super) fn refused_speech() -> Vec<(Value, Expected)> {
    [
        ("/text", json!(null)),
        ("/text", json!("")),
        ("/text", json!("é".repeat(1001))),
        ("/voice_id", json!(null)),
        ("/voice_language", json!(null)),
        ("/voice_language", json!("de")),
    ]
    .map(|(pointer, value)| (with(spoken("hello"), pointer, value), wrong()))
    .to_vec()
}

#[tokio::test]
async fn a_refusal_says_where() {
    let client = client().await;
    for (path, body, place) in [
        (TEXT, json!({ "prompt": "" }), "prompt: "),
        (TEXT, clip(&json!({ "duration": 6 })), "settings.duration: "),
        (PICTURE, framed("a", 300, 299), "contents[1].url: must have at least 300 px"),
        (PICTURE, framed("a", 300, 751), "contents[1].url: must have an aspect ratio"),
        (TTS, with(spoken("a"), "/voice_id", json!(null)), "voice_id: "),
    ] {
        assert!(client.post_to(path, &body).await.text("/message").starts_with(place), "{body}");
    }
}

#[tokio::test]
async fn the_newer_model_makes_any_length_in_one_shot() {
    let client = client().await;
    let newer = "/text-to-video/kling-3.0";
    for (settings, code) in [
        (json!({ "duration": 3, "multi_shot": false }), 0),
        (json!({ "duration": 15 }), 0),
        (json!({ "duration": 2 }), 1201),
        (json!({ "duration": 16 }), 1201),
        (json!({ "multi_shot": "no" }), 1201),
    ] {
        assert_eq!(client.post_to(newer, &clip(&settings)).await.at("/code"), code);
    }
    for (letters, code) in [(3072, 0), (3073, 1201)] {
        let body = json!({ "prompt": "é".repeat(letters) });
        assert_eq!(client.post_to(newer, &body).await.at("/code"), code);
    }
}
