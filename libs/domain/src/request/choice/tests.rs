//! Requests that name no model.

use serde_json::{Value, json};

use super::*;
use crate::Timestamp;

const PICTURE: &str = "https://example.com/a.png";
const AUDIO: &str = "https://example.com/a.mp3";
/// Long enough for every model.
const SCRIPT: &str = "Hello. This is how I say it, word by word.";

fn read(kind: Kind, family: Family, body: &Value) -> Result<Request, Vec<FieldError>> {
    Request::read_at(kind, family, body, &Catalog::shipped().unwrap(), Timestamp::from_millis(0))
}

fn mistakes(kind: Kind, family: Family, body: &Value) -> Vec<FieldError> {
    read(kind, family, body).expect_err(&body.to_string())
}

#[test]
fn the_first_model_that_takes_the_rest_is_taken() {
    use Family::{Legacy, Studio};
    let long = |characters: usize| "x".repeat(characters);
    for (kind, family, body, model) in [
        (Kind::Image, Legacy, json!({"prompt": "x"}), "flux_2_pro"),
        (Kind::Image, Legacy, json!({"prompt": "x", "seed": 1}), "flux_2_pro"),
        (Kind::Image, Studio, json!({"prompt": "x"}), "seedream_4"),
        (Kind::Image, Studio, json!({"prompt": "x", "seed": 1}), "flux_2_pro"),
        (Kind::Image, Studio, json!({"prompt": "x", "reference_image_url": PICTURE}), "nano_banana"),
        (Kind::Image, Studio, json!({"prompt": "x", "reference_image_urls": [PICTURE]}), "nano_banana"),
        (Kind::Image, Studio, json!({"prompt": "x", "reference_image_urls": []}), "seedream_4"),
        (Kind::Video, Studio, json!({"prompt": "x"}), "kling_2_6"),
        (Kind::Video, Studio, json!({"prompt": "x", "provider": null}), "kling_2_6"),
        (Kind::Video, Studio, json!({"prompt": "x", "duration": 4}), "kling_3_0"),
        (Kind::Video, Studio, json!({"prompt": "x", "duration": 6}), "kling_3_0"),
        (Kind::Video, Studio, json!({"prompt": "x", "duration": 8, "aspect_ratio": "1:1"}), "kling_3_0"),
        (Kind::Video, Studio, json!({"prompt": long(2501)}), "kling_3_0"),
        (Kind::Video, Studio, json!({"prompt": long(2450), "style": "3D"}), "kling_3_0"),
        (Kind::Video, Studio, json!({"prompt": long(4000)}), "luma_ray3"),
        (Kind::Video, Studio, json!({"prompt": long(4000), "duration": 6}), "veo_3_1"),
        (Kind::Video, Studio, json!({"prompt": "x", "reference_image_urls": [PICTURE]}), "kling_2_6"),
        (Kind::Video, Legacy, json!({"prompt": long(1001)}), "luma_ray3"),
        (Kind::Avatar, Studio, json!({"avatar_id": "a", "script": "Hi."}), "heygen"),
        (Kind::Avatar, Studio, json!({"image_url": PICTURE, "script": SCRIPT}), "kling_avatar"),
        (Kind::Avatar, Studio, json!({"image_url": PICTURE, "audio_url": AUDIO}), "kling_avatar"),
        (Kind::Avatar, Studio, json!({"image_url": PICTURE, "audio_url": AUDIO, "max_seconds": 1}), "veed"),
        (Kind::Tts, Legacy, json!({"text": "x"}), "openai_tts"),
        (Kind::Tts, Legacy, json!({"text": long(4097)}), "elevenlabs"),
        (Kind::Tts, Studio, json!({"text": long(5000)}), "elevenlabs"),
        (Kind::Tts, Studio, json!({"text": "x", "voice_id": "EXAVITQu4vr4xnSDxMaL"}), "elevenlabs"),
        (Kind::Tts, Studio, json!({"text": "x", "speed": 3.0}), "openai_tts"),
    ] {
        let request = read(kind, family, &body).unwrap_or_else(|errors| panic!("{body}: {errors:?}"));
        assert_eq!(request.model(), model, "{body}");
    }
}

#[test]
fn every_length_and_prompt_of_the_video_studio_finds_a_model() {
    for duration in [4, 5, 6, 8, 10] {
        for ratio in ["16:9", "9:16", "1:1"] {
            for characters in [1, 1000, 2500, 3072] {
                let body =
                    json!({"prompt": "x".repeat(characters), "duration": duration, "aspect_ratio": ratio});
                assert!(read(Kind::Video, Family::Studio, &body).is_ok(), "{duration} {ratio} {characters}");
            }
        }
    }
}

#[test]
fn what_no_model_takes_together_is_told_model_by_model() {
    let body = json!({"prompt": "x", "duration": 6, "aspect_ratio": "1:1"});
    let [mistake] = &mistakes(Kind::Video, Family::Legacy, &body)[..] else { panic!() };
    assert_eq!(mistake.field, "provider");
    assert_eq!(
        mistake.message,
        "is not named, and no model takes all of this. With runway_gen4, `aspect_ratio` must be 16:9 or 9:16 without a \
         start frame, got 1:1. With luma_ray3, `duration` must be 5 or 10, got 6. The studio has a model that takes \
         it: kling_3_0."
    );
    let body = json!({"prompt": "x".repeat(4000), "duration": 6, "aspect_ratio": "1:1"});
    let [mistake] = &mistakes(Kind::Video, Family::Studio, &body)[..] else { panic!() };
    assert_eq!(mistake.field, "provider");
    assert!(mistake.message.contains("veo_3_1, `aspect_ratio` must be 16:9 or 9:16"), "{}", mistake.message);
    assert!(!mistake.message.contains("The studio"), "{}", mistake.message);
}

/// Field, and a part of the message.
#[test]
fn a_complaint_never_speaks_of_a_model_without_saying_why() {
    use Family::{Legacy, Studio};
    let script = "x".repeat(1001);
    for (kind, family, body, expected) in [
        (Kind::Avatar, Legacy, json!({"script": "Hi."}), &[("avatar_id", "so heygen was taken")][..]),
        (Kind::Avatar, Studio, json!({"script": "Hi."}), &[("avatar_id", "so heygen was taken")]),
        (Kind::Avatar, Studio, json!({}), &[("script", "is required"), ("avatar_id", "so heygen was taken")]),
        (
            Kind::Avatar,
            Studio,
            json!({"image_url": PICTURE, "script": script}),
            &[(
                "script",
                "With kling_avatar it must be at most 1000 characters long, got 1001. With veed it is not taken.",
            )],
        ),
        (
            Kind::Avatar,
            Studio,
            json!({"image_url": PICTURE, "script": "Hi."}),
            &[("script", "With kling_avatar it must be at least 40 characters long")],
        ),
        (
            Kind::Avatar,
            Studio,
            json!({"image_url": PICTURE, "audio_url": AUDIO, "aspect_ratio": "1:1"}),
            &[("aspect_ratio", "With kling_avatar and veed it is not taken, got '1:1'")],
        ),
        (Kind::Image, Legacy, json!({"prompt": "x", "widht": 3}), &[("widht", "is not a field")]),
        (
            Kind::Video,
            Studio,
            json!({"prompt": "x", "duration": 7}),
            &[("duration", "one of 4, 5, 6, 8 or 10, got 7")],
        ),
        (Kind::Tts, Studio, json!({"text": "x", "speed": 9}), &[("speed", "is taken by no model")]),
        (Kind::Tts, Legacy, json!({"text": "x", "voice_id": "a b"}), &[("voice_id", "is taken by no model")]),
    ] {
        let mistakes = mistakes(kind, family, &body);
        let fields: Vec<&str> = mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        assert_eq!(
            fields,
            expected.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
            "{body}: {mistakes:?}"
        );
        for (mistake, (_, part)) in mistakes.iter().zip(expected) {
            assert!(mistake.message.contains(part), "{body}: {}", mistake.message);
        }
        let catalog = Catalog::shipped().unwrap();
        for (mistake, model) in
            mistakes.iter().flat_map(|it| catalog.of_kind(kind).map(move |model| (it, model)))
        {
            let says_why = mistake.message.contains("No provider was named")
                || (mistake.field == "provider" && mistake.message.starts_with("is not named"));
            assert!(says_why || !mistake.message.contains(&model.id), "{body}: {}", mistake.message);
        }
    }
}

#[test]
fn a_model_that_the_client_names_is_not_explained() {
    let body = json!({"prompt": "x", "duration": 4, "provider": "kling_2_6"});
    let [mistake] = &mistakes(Kind::Video, Family::Studio, &body)[..] else { panic!() };
    assert_eq!(mistake.message, "must be 5 or 10 for kling_2_6, got 4");
}

#[test]
fn thousands_of_unknown_fields_are_told_once_each() {
    let fields = (0..5000).map(|number| (format!("f{number}"), json!(1)));
    let mut body: serde_json::Map<String, Value> = fields.collect();
    body.insert("prompt".to_owned(), json!("x"));
    let mistakes = mistakes(Kind::Video, Family::Studio, &Value::Object(body));
    assert_eq!(mistakes.len(), 5000);
    assert!(mistakes.iter().all(|mistake| mistake.message.starts_with("is not a field")));
}

#[test]
fn a_provider_that_is_nearly_right_is_told() {
    for (kind, family, asked, meant) in [
        (Kind::Image, Family::Studio, "fluxx_2_pro", "flux_2_pro"),
        (Kind::Image, Family::Legacy, "FLUX_2_PRO", "flux_2_pro"),
        (Kind::Video, Family::Studio, "kling-2-6", "kling_2_6"),
        (Kind::Tts, Family::Legacy, "elevenlab", "elevenlabs"),
    ] {
        let mistakes = mistakes(kind, family, &json!({"prompt": "x", "text": "x", "provider": asked}));
        let provider = mistakes.iter().find(|mistake| mistake.field == "provider").unwrap();
        assert!(
            provider.message.ends_with(&format!(", got '{asked}'. Did you mean {meant}?")),
            "{provider:?}"
        );
    }
}

/// The field that is told first, and which others.
#[test]
fn a_bad_field_is_told_before_a_model_that_does_not_fit() {
    use Family::{Legacy, Studio};
    let unfit = json!({"prompt": "x", "duration": 6, "aspect_ratio": "1:1"});
    let with = |more: Value| {
        let mut body = unfit.clone();
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for (kind, family, body, expected) in [
        (Kind::Video, Legacy, unfit.clone(), &["provider"][..]),
        (Kind::Video, Legacy, with(json!({"prompt": ""})), &["prompt"]),
        (Kind::Video, Legacy, with(json!({"image_ulr": PICTURE})), &["image_ulr"]),
        (Kind::Video, Legacy, with(json!({"drive_folder_id": "summer"})), &["drive_folder_id"]),
        (Kind::Video, Legacy, with(json!({"provider": "sora", "metadata": 7})), &["metadata", "provider"]),
        (
            Kind::Image,
            Legacy,
            json!({"prompt": "x", "provider": "dall-e", "num_variants": 9}),
            &["num_variants", "provider"],
        ),
        (Kind::Image, Studio, json!({"prompt": "x", "provider": 7, "seed": -1}), &["seed", "provider"]),
        (
            Kind::Tts,
            Studio,
            json!({"text": "", "provider": "polly", "langage": "en"}),
            &["text", "langage", "provider"],
        ),
        (
            Kind::Avatar,
            Studio,
            json!({"script": 7, "avatar_id": "a", "provider": true}),
            &["script", "provider"],
        ),
    ] {
        let mistakes = mistakes(kind, family, &body);
        let fields: Vec<&str> = mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        assert_eq!(fields, expected, "{body}: {mistakes:?}");
    }
}

#[test]
fn models_that_lack_the_same_are_told_in_one_sentence() {
    let body = json!({"prompt": "x", "reference_image_urls": [PICTURE, PICTURE, PICTURE]});
    let [mistake] = &mistakes(Kind::Image, Family::Legacy, &json!({"prompt": "x".repeat(2001)}))[..] else {
        panic!()
    };
    assert_eq!(mistake.message, "must be 1 to 2000 characters long, got 2001");
    let body = read(Kind::Image, Family::Studio, &body).err();
    assert_eq!(body, None, "nano_banana takes three");
    let body = json!({"text": "x", "speed": 9});
    let [mistake] = &mistakes(Kind::Tts, Family::Studio, &body)[..] else { panic!() };
    assert_eq!(
        mistake.message,
        "is taken by no model as it is. No provider was named. With openai_tts it must be from 0.25 to 4, got 9. With \
         elevenlabs it must be from 0.7 to 1.2, got 9. With heygen it is not supported, got 9. Leave it out."
    );
    let body = json!({"image_url": PICTURE, "audio_url": AUDIO, "aspect_ratio": "1:1"});
    let [mistake] = &mistakes(Kind::Avatar, Family::Studio, &body)[..] else { panic!() };
    assert_eq!(
        (mistake.field.as_str(), mistake.message.as_str()),
        (
            "aspect_ratio",
            "is taken by no model together with the rest. No provider was named. With kling_avatar and veed it is not \
             taken, got '1:1'. The video has the shape of the picture."
        )
    );
}
