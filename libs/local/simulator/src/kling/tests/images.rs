//! `contents` of `image-to-video`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::kit::png;
use crate::tests::first_frame::red_pixels;

const NEWER: &str = "/image-to-video/kling-3.0";

fn frame(kind: &str, width: u32, height: u32) -> Value {
    json!({ "type": kind, "url": STANDARD.encode(png(width, height)) })
}

fn prompt(text: &str) -> Value {
    json!({ "type": "prompt", "text": text })
}

#[tokio::test]
async fn the_first_frame_gives_the_clip_its_shape_and_its_beginning() {
    let stage = Stage::set().await;
    let url = json!({ "type": "first_frame", "url": stage.serve(png(400, 300)).await });
    for (path, contents, settings, expected) in [
        (IMAGE, json!([prompt("a red fox"), url]), json!(null), "960,720,120"),
        (NEWER, json!([frame("first_frame", 300, 750)]), json!({ "duration": 3 }), "720,1800,72"),
        (
            IMAGE,
            json!([frame("last_frame", 300, 300), frame("first_frame", 300, 300), prompt("a red fox")]),
            json!({ "resolution": "1080p" }),
            "1080,1080,120",
        ),
    ] {
        let clip = stage.clip(path, &json!({ "contents": contents, "settings": settings })).await;
        assert_eq!(kit::probe(&clip, "stream=width,height,nb_frames"), expected);
        assert!(red_pixels(&clip) > 10_000, "{path}");
    }
    assert_eq!(stage.job("a red fox").await["starts"], 2);
}

#[tokio::test]
async fn a_frame_must_be_a_picture_of_a_usable_size() {
    let stage = Stage::set().await;
    let mut webp = std::io::Cursor::new(Vec::new());
    image::load_from_memory(&png(300, 300)).unwrap().write_to(&mut webp, image::ImageFormat::WebP).unwrap();
    for (url, problem) in [
        (STANDARD.encode(png(299, 600)), "300 px"),
        (STANDARD.encode(png(300, 751)), "1:2.5"),
        (STANDARD.encode(webp.into_inner()), "JPEG or PNG"),
        (STANDARD.encode("no picture"), "JPEG or PNG"),
        (STANDARD.encode(&png(300, 300)[..200]), "decoded"),
        (format!("data:image/png;base64,{}", STANDARD.encode(png(300, 300))), "base64"),
        ("?".to_owned(), "base64"),
        (stage.url("/nothing"), "404"),
        ("http://127.0.0.1:1/a.png".to_owned(), "downloaded"),
        (stage.serve(vec![0; (50 << 20) + 1]).await, "larger"),
    ] {
        let body = json!({ "contents": [{ "type": "first_frame", "url": url }] });
        let (status, code, message) = stage.refused(IMAGE, &body).await;
        assert_eq!((status, code), (400, 1201));
        assert!(message.starts_with("contents[0].url: ") && message.contains(problem), "{message}");
    }
}

#[tokio::test]
async fn each_model_has_its_contents() {
    let stage = Stage::set().await;
    let first = frame("first_frame", 300, 300);
    let voice = json!({ "type": "voice", "voice_id": "v", "id": "1" });
    let element = json!({ "type": "element", "element_id": 7, "id": "1" });
    for (path, contents) in [
        (IMAGE, json!(null)),
        (IMAGE, json!([])),
        (IMAGE, json!([prompt("a red fox")])),
        (IMAGE, json!([first, first])),
        (IMAGE, json!([first, prompt("a"), prompt("b")])),
        (IMAGE, json!([first, prompt("")])),
        (IMAGE, json!([first, prompt(&"é".repeat(2501))])),
        (NEWER, json!([first, prompt(&"é".repeat(3073))])),
        (IMAGE, json!([first, frame("last_frame", 300, 300)])),
        (IMAGE, json!([first, voice, voice, voice])),
        (IMAGE, json!([first, { "type": "voice" }])),
        (IMAGE, json!([first, element])),
        (NEWER, json!([first, voice])),
        (NEWER, json!([first, element, element, element, element])),
        (NEWER, json!([first, { "type": "element" }])),
        (NEWER, json!([first, { "type": "first_frame" }])),
        (NEWER, json!([{ "url": "https://example.com/a.png" }])),
        (NEWER, json!(["first_frame"])),
    ] {
        let (status, code, message) = stage.refused(path, &json!({ "contents": contents })).await;
        assert_eq!((status, code), (400, 1201), "{message}");
        assert!(message.starts_with("contents"), "{message}");
    }
    let voices = json!({ "contents": [first, voice, voice] });
    let elements = json!({ "contents": [first, element, frame("last_frame", 300, 300)] });
    stage.accepted(IMAGE, &voices).await;
    stage.accepted(NEWER, &elements).await;
}

#[tokio::test]
async fn what_belongs_to_text_to_video_is_refused() {
    let stage = Stage::set().await;
    let contents = json!([frame("first_frame", 300, 300)]);
    for body in [
        json!({ "contents": contents, "prompt": "a red fox" }),
        json!({ "contents": contents, "settings": { "aspect_ratio": "16:9" } }),
    ] {
        assert_eq!(stage.refused(IMAGE, &body).await.1, 1201);
    }
    let body = json!({ "contents": contents, "prompt": null, "settings": { "aspect_ratio": null } });
    stage.accepted(IMAGE, &body).await;
}
