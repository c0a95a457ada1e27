//! The body of every endpoint we use, field by field.

use bytes::Bytes;
use domain::catalog::{AspectRatio, SpeechFormat, Vendor};
use domain::size::{Native, Size};
use domain::{Catalog, Kind};
use serde_json::{Value, json, to_value};

use super::*;
use crate::testing::{self, picture};
use crate::{Attachment, AvatarTask, ImageTask, Portrait, SpeechTask, Spoken, VideoTask};

const PICTURE_URI: &str = "data:image/png;base64,iVBORw==";
const SOUND_LINK: &str = "https://bucket.example/a.mp3?sig=1";

fn sound() -> Attachment {
    Attachment { mime: "audio/mpeg".into(), bytes: Bytes::new(), link: SOUND_LINK.into() }
}

fn native(width: u32, height: u32) -> Native {
    Native { size: Size::new(width, height), aspect_ratio: None, resolution: None }
}

fn tiered() -> Native {
    let (aspect_ratio, resolution) = (Some("3:2".into()), Some("2K".into()));
    Native { aspect_ratio, resolution, ..native(2509, 1673) }
}

fn route(kind: Kind, model: &str) -> Route {
    testing::route(kind, model, "fal")
}

fn submitted(route: &Route, work: Work<'_>) -> Result<(String, Value), StartError> {
    let submission =
        Submission::from_task(route, &Task { external_id: "job-1", route_key: "kind/model/route", work })?;
    Ok((submission.endpoint, to_value(submission.body).unwrap()))
}

fn image(model: &str, native: &Native, references: &[Attachment]) -> (String, Value) {
    let work = ImageTask { prompt: "a cat", native, seed: Some(7), references };
    submitted(&route(Kind::Image, model), Work::Image(work)).unwrap()
}

fn video_work(seconds: u32, start_frame: Option<&Attachment>) -> Work<'_> {
    video_work_in("720p", seconds, start_frame)
}

fn video_of(seconds: u32, references: &[Attachment]) -> Work<'_> {
    let Work::Video(video) = video_work(seconds, None) else { panic!("a video") };
    Work::Video(VideoTask { references, ..video })
}

fn video_work_in<'a>(resolution: &'a str, seconds: u32, start_frame: Option<&'a Attachment>) -> Work<'a> {
    let aspect_ratio = AspectRatio::Tall;
    Work::Video(VideoTask {
        prompt: "a cat",
        seconds,
        aspect_ratio,
        resolution,
        start_frame,
        references: &[],
    })
}

fn video(model: &str, seconds: u32, start_frame: Option<&Attachment>) -> (String, Value) {
    submitted(&route(Kind::Video, model), video_work(seconds, start_frame)).unwrap()
}

fn avatar<'a>(spoken: Spoken<'a>, portrait: Portrait<'a>, resolution: &'a str) -> Work<'a> {
    Work::Avatar(AvatarTask { spoken, portrait, aspect_ratio: None, resolution })
}

fn speech(speed: Option<f64>, format: SpeechFormat) -> Work<'static> {
    Work::Speech(SpeechTask { text: "Hello.", voice_id: "v1", language: None, speed, format })
}

fn with(mut body: Value, more: &Value) -> Value {
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

/// From words, and with one picture.
#[track_caller]
fn assert_image(model: &str, native: &Native, endpoints: [&str; 2], made: Value, edited: &Value) {
    assert_eq!(image(model, native, &[]), (endpoints[0].to_owned(), made.clone()));
    let edited = with(made, &with(json!({ "image_urls": [PICTURE_URI] }), edited));
    assert_eq!(image(model, native, &[picture()]), (endpoints[1].to_owned(), edited));
}

#[test]
fn nano_banana_takes_a_ratio() {
    assert_image(
        "nano_banana",
        &tiered(),
        ["fal-ai/nano-banana", "fal-ai/nano-banana/edit"],
        json!({
            "prompt": "a cat", "aspect_ratio": "3:2", "num_images": 1, "output_format": "png", "seed": 7,
        }),
        &json!({}),
    );
}

#[test]
fn nano_banana_pro_takes_a_ratio_and_a_tier() {
    assert_image(
        "nano_banana_pro",
        &tiered(),
        ["fal-ai/nano-banana-pro", "fal-ai/nano-banana-pro/edit"],
        json!({
            "prompt": "a cat", "aspect_ratio": "3:2", "resolution": "2K", "num_images": 1,
            "output_format": "png", "seed": 7,
        }),
        &json!({}),
    );
}

#[test]
fn both_seedreams_take_a_size_in_pixels() {
    for (model, version) in [("seedream_4", "v4"), ("seedream_4_5", "v4.5")] {
        let endpoint = |mode| format!("fal-ai/bytedance/seedream/{version}/{mode}");
        assert_image(
            model,
            &native(2560, 1440),
            [&endpoint("text-to-image"), &endpoint("edit")],
            json!({
                "prompt": "a cat", "image_size": { "width": 2560, "height": 1440 },
                "num_images": 1, "max_images": 1,
            }),
            &json!({}),
        );
    }
}

#[test]
fn flux_takes_a_size_in_pixels() {
    assert_image(
        "flux_2_pro",
        &native(1600, 912),
        ["fal-ai/flux-2-pro", "fal-ai/flux-2-pro/edit"],
        json!({
            "prompt": "a cat", "image_size": { "width": 1600, "height": 912 }, "seed": 7,
            "output_format": "png",
        }),
        &json!({}),
    );
}

#[test]
fn gpt_image_takes_a_named_size_and_the_cheaper_quality() {
    assert_image(
        "gpt_image_1_5",
        &native(1536, 1024),
        ["fal-ai/gpt-image-1.5", "fal-ai/gpt-image-1.5/edit"],
        json!({
            "prompt": "a cat", "image_size": "1536x1024", "quality": "medium", "num_images": 1,
            "output_format": "png",
        }),
        &json!({ "input_fidelity": "low" }),
    );
}

#[test]
fn references_go_in_the_order_given_and_a_missing_seed_is_left_out() {
    let second = Attachment { mime: "image/jpeg".into(), ..picture() };
    let (references, native) = ([picture(), second], native(1024, 1024));
    let work = ImageTask { prompt: "a cat", native: &native, seed: None, references: &references };
    let (_, body) = submitted(&route(Kind::Image, "flux_2_pro"), Work::Image(work)).unwrap();
    assert_eq!(body["image_urls"], json!([PICTURE_URI, "data:image/jpeg;base64,iVBORw=="]));
    assert_eq!(body.get("seed"), None);
}

#[test]
fn luma_takes_a_number_of_seconds() {
    let body = json!({ "prompt": "a cat", "aspect_ratio": "9:16", "duration": 10, "resolution": "720p" });
    let endpoint = |mode| format!("luma/agent/ray/v3.2/{mode}");
    assert_eq!(video("luma_ray3", 10, None), (endpoint("text-to-video"), body.clone()));
    let framed = with(body, &json!({ "image_url": PICTURE_URI }));
    assert_eq!(video("luma_ray3", 10, Some(&picture())), (endpoint("image-to-video"), framed));
}

#[test]
fn both_klings_are_asked_to_be_silent_and_take_no_ratio_beside_a_frame() {
    for (model, version) in [("kling_2_6", "v2.6/pro"), ("kling_3_0", "v3/standard")] {
        let endpoint = |mode| format!("fal-ai/kling-video/{version}/{mode}");
        assert_eq!(
            video(model, 5, None),
            (
                endpoint("text-to-video"),
                json!({
                    "prompt": "a cat", "aspect_ratio": "9:16", "duration": "5", "generate_audio": false,
                })
            )
        );
        assert_eq!(
            video(model, 10, Some(&picture())),
            (
                endpoint("image-to-video"),
                json!({
                    "prompt": "a cat", "start_image_url": PICTURE_URI, "duration": "10",
                    "generate_audio": false,
                })
            )
        );
    }
}

#[test]
fn veo_is_asked_to_be_silent_and_takes_seconds_with_their_unit() {
    let body = json!({
        "prompt": "a cat", "aspect_ratio": "9:16", "duration": "8s", "resolution": "720p",
        "generate_audio": false,
    });
    assert_eq!(video("veo_3_1", 8, None), ("fal-ai/veo3.1".to_owned(), body.clone()));
    let framed = with(body.clone(), &json!({ "image_url": PICTURE_URI }));
    let endpoint = "fal-ai/veo3.1/image-to-video".to_owned();
    assert_eq!(video("veo_3_1", 8, Some(&picture())), (endpoint, framed));
    let endpoint = "fal-ai/veo3.1/reference-to-video".to_owned();
    let referring = with(body, &json!({ "image_urls": [PICTURE_URI, PICTURE_URI] }));
    let references = [picture(), picture()];
    assert_eq!(
        submitted(&route(Kind::Video, "veo_3_1"), video_of(8, &references)),
        Ok((endpoint, referring))
    );
}

#[test]
fn seedance_takes_seconds_as_text_and_has_a_switch_for_sound_from_2_on() {
    let body = json!({ "prompt": "a cat", "aspect_ratio": "9:16", "duration": "5", "resolution": "720p" });
    let endpoint = |mode| format!("fal-ai/bytedance/seedance/v1/pro/{mode}");
    assert_eq!(video("seedance_pro", 5, None), (endpoint("text-to-video"), body.clone()));
    let framed = with(body, &json!({ "image_url": PICTURE_URI }));
    assert_eq!(video("seedance_pro", 5, Some(&picture())), (endpoint("image-to-video"), framed.clone()));

    let second = Route { shape: Some(Shape::Seedance2), ..route(Kind::Video, "seedance_pro") };
    let (_, silent) = submitted(&second, video_work(5, Some(&picture()))).unwrap();
    assert_eq!(silent, with(framed, &json!({ "generate_audio": false })));
}

#[test]
fn a_video_is_asked_for_in_the_resolution_of_the_task() {
    for model in ["luma_ray3", "veo_3_1", "seedance_pro"] {
        let (_, body) = submitted(&route(Kind::Video, model), video_work_in("1080p", 5, None)).unwrap();
        assert_eq!(body["resolution"], "1080p", "{model}");
    }
}

#[test]
fn fabric_takes_a_picture_a_recording_and_a_resolution() {
    let (picture, sound) = (picture(), sound());
    let work = avatar(Spoken::Audio(&sound), Portrait::Picture(&picture), "720p");
    assert_eq!(
        submitted(&route(Kind::Avatar, "veed"), work).unwrap(),
        (
            "veed/fabric-1.0".to_owned(),
            json!({ "image_url": PICTURE_URI, "audio_url": SOUND_LINK, "resolution": "720p" })
        )
    );
}

#[test]
fn klings_avatar_has_an_endpoint_for_each_resolution() {
    let (picture, sound) = (picture(), sound());
    let route = route(Kind::Avatar, "kling_avatar");
    for (resolution, tier) in [("720p", "standard"), ("1080p", "pro")] {
        let work = avatar(Spoken::Audio(&sound), Portrait::Picture(&picture), resolution);
        assert_eq!(
            submitted(&route, work).unwrap(),
            (
                format!("fal-ai/kling-video/ai-avatar/v2/{tier}"),
                json!({ "image_url": PICTURE_URI, "audio_url": SOUND_LINK })
            )
        );
    }
    let work = avatar(Spoken::Audio(&sound), Portrait::Picture(&picture), "4k");
    assert!(matches!(submitted(&route, work), Err(StartError::RouteDown(..))));
}

#[test]
fn speech_names_its_voice_and_a_speed_only_where_one_is_asked_for() {
    let route = route(Kind::Tts, "elevenlabs");
    let endpoint = "fal-ai/elevenlabs/tts/multilingual-v2".to_owned();
    let body = json!({ "text": "Hello.", "voice": "v1" });
    let made = submitted(&route, speech(None, SpeechFormat::Mp3)).unwrap();
    assert_eq!(made, (endpoint.clone(), body.clone()));
    let made = submitted(&route, speech(Some(1.1), SpeechFormat::Mp3)).unwrap();
    assert_eq!(made, (endpoint, with(body, &json!({ "speed": 1.1 }))));
    assert!(matches!(submitted(&route, speech(None, SpeechFormat::Wav)), Err(StartError::RouteDown(..))));
}

#[test]
fn a_script_or_a_vendors_avatar_is_no_work_for_fal() {
    let (picture, sound) = (picture(), sound());
    let script = Spoken::Script { text: "Hello.", voice_id: None };
    for model in ["veed", "kling_avatar"] {
        let route = route(Kind::Avatar, model);
        for work in [
            avatar(script, Portrait::Picture(&picture), "720p"),
            avatar(Spoken::Audio(&sound), Portrait::AvatarId("look_1"), "720p"),
        ] {
            assert!(matches!(submitted(&route, work), Err(StartError::RouteDown(..))), "{model}");
        }
    }
}

#[test]
fn a_shape_does_the_work_of_its_own_kind_only() {
    let (picture, sound, native) = (picture(), sound(), native(1024, 1024));
    let image = ImageTask { prompt: "a cat", native: &native, seed: None, references: &[] };
    let works = [
        (Kind::Image, Work::Image(image)),
        (Kind::Video, video_work(5, None)),
        (Kind::Avatar, avatar(Spoken::Audio(&sound), Portrait::Picture(&picture), "720p")),
        (Kind::Tts, speech(None, SpeechFormat::Mp3)),
    ];
    let catalog = Catalog::shipped().unwrap();
    let mut walked = 0;
    for model in catalog.models() {
        for route in model.routes.iter().filter(|route| route.vendor == Vendor::Fal) {
            let everything = Some("owner/alias".to_owned());
            let route =
                Route { wire_model: everything.clone(), wire_model_with_images: everything, ..route.clone() };
            for (kind, work) in works {
                assert_eq!(submitted(&route, work).is_ok(), kind == model.kind, "{} {kind:?}", model.id);
            }
            walked += 1;
        }
    }
    assert!(walked > 10);
}

#[test]
fn a_route_without_a_shape_or_an_endpoint_is_down() {
    let whole = route(Kind::Video, "kling_3_0");
    for route in [
        Route { shape: None, ..whole.clone() },
        Route { wire_model: None, ..whole.clone() },
        Route { shape: Some(Shape::GeminiSized), ..whole },
    ] {
        assert!(matches!(submitted(&route, video_work(5, None)), Err(StartError::RouteDown(..))));
    }
}
