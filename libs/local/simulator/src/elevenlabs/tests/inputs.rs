//! What a speech may say.

use super::*;

pub(super) fn refused() -> Vec<(Value, Expected)> {
    let changed =
        |pointer: &str, value| with(json!({ "text": "hello", "voice_settings": {} }), pointer, value);
    let listed = |place: Vec<&str>| {
        let place: Vec<&str> = ["body"].into_iter().chain(place).collect();
        status(422).is("/detail/0/loc", json!(place)).has_text("/detail/0/msg").has_text("/detail/0/type")
    };
    let fields = [
        ("/text", json!(null)),
        ("/text", json!("")),
        ("/text", json!(7)),
        ("/model_id", json!(7)),
        ("/seed", json!(-1)),
        ("/seed", json!(4_294_967_296_i64)),
        ("/voice_settings", json!([])),
        ("/voice_settings/speed", json!(0.69)),
        ("/voice_settings/speed", json!(1.21)),
        ("/voice_settings/speed", json!("fast")),
        ("/voice_settings/stability", json!(1.1)),
        ("/voice_settings/similarity_boost", json!(-0.1)),
    ];
    let mut refused: Vec<_> = fields
        .into_iter()
        .map(|(pointer, value)| (changed(pointer, value), listed(pointer.split('/').skip(1).collect())))
        .collect();
    let too_long = status(400).is("/detail/code", "max_character_limit_exceeded").is("/detail/param", "text");
    for (model, most) in [("eleven_multilingual_v2", 10_000), ("eleven_flash_v2_5", 40_000)] {
        refused.push((json!({ "text": "é".repeat(most + 1), "model_id": model }), too_long.clone()));
    }
    let no_model = status(400).is("/detail/code", "invalid_parameters").is("/detail/param", "model_id");
    refused.push((changed("/model_id", json!("eleven_monolingual_v1")), no_model));
    refused
}

pub(super) fn tolerated() -> Vec<Value> {
    let settings = json!({ "stability": null, "similarity_boost": 0.75, "speed": null, "style": 0 });
    vec![
        json!({ "text": "a", "model_id": null, "voice_settings": null, "seed": null, "new": 7 }),
        json!({ "text": "a", "voice_settings": settings }),
        json!({ "text": "a".repeat(10_000) }),
    ]
}

#[tokio::test]
async fn the_query_is_checked_too() {
    let client = client().await;
    for value in ["wav", "mp3_44100", "ogg"] {
        let answer = client.post_to(&format!("{SPEECH}?output_format={value}"), &text("hello")).await;
        assert_eq!((answer.status, answer.at("/detail/0/loc")), (422, &json!(["query", "output_format"])));
    }
    assert_eq!(client.post_to(&format!("{SPEECH}?new=7"), &text("hello")).await.status, 200);
}
