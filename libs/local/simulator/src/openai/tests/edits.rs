//! `POST /v1/images/edits`, a form.

use super::*;

const BOUNDARY: &str = "a-boundary";

/// Name, media type of a file, and content.
type Part<'a> = (&'a str, Option<&'a str>, Vec<u8>);

fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, media_type, content) in parts {
        let file = media_type.map(|media_type| format!("; filename=\"x\"\r\ncontent-type: {media_type}"));
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{}\r\n\r\n",
            file.unwrap_or_default()
        );
        body.extend(head.into_bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

async fn send(stage: &Stage, parts: &[Part<'_>]) -> Response {
    let request = stage.client.post(stage.url("/v1/images/edits")).bearer_auth(KEY);
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    request.header("content-type", content_type).body(form(parts)).send().await.unwrap()
}

fn parts<'a>(prompt: &'a str, more: Vec<Part<'a>>) -> Vec<Part<'a>> {
    let mut parts = vec![
        ("model", None, b"gpt-image-2.5-flare".to_vec()),
        ("prompt", None, prompt.as_bytes().to_vec()),
        ("size", None, b"320x320".to_vec()),
    ];
    parts.extend(more);
    parts
}

fn file(name: &str) -> Part<'_> {
    (name, Some("image/png"), kit::png(40, 40))
}

#[tokio::test]
async fn the_first_picture_shows_in_the_result() {
    let stage = Stage::set().await;
    for name in ["image", "image[]"] {
        let numbers = [("n", None, b"2".to_vec()), ("input_fidelity", None, b"high".to_vec())];
        let more = [vec![file(name), file("image[]")], numbers.to_vec()].concat();
        let response = send(&stage, &parts("a red fox", more)).await;
        assert_eq!(response.status(), StatusCode::OK);
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["data"].as_array().unwrap().len(), 2);
        let result = image::load_from_memory(&picture(&answer["data"][0]["b64_json"])).unwrap().to_rgb8();
        assert!(result.pixels().any(|pixel| pixel.0 == [200, 30, 30]));
    }
}

#[tokio::test]
async fn pictures_that_are_none_are_refused() {
    let stage = Stage::set().await;
    for (more, param) in [
        (vec![], "image"),
        (vec![("image", Some("image/png"), b"no picture".to_vec())], "image"),
        (vec![("image", Some("image/gif"), kit::png(4, 4))], "image"),
        (vec![("image", Some("application/octet-stream"), kit::png(4, 4))], "image"),
        (vec![file("image[]"); 17], "image"),
        (vec![file("image"), ("mask", Some("image/png"), kit::png(41, 40))], "mask"),
        (vec![file("image"), ("n", None, b"many".to_vec())], "n"),
        (vec![file("image"), ("moderation", None, b"low".to_vec())], "moderation"),
    ] {
        let response = send(&stage, &parts("a fox", more)).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{param}");
        assert_eq!(error(response).await["param"], param);
    }
    assert_eq!(stage.jobs("a fox").await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_mask_and_the_words_of_the_prompt_are_accepted() {
    let stage = Stage::set().await;
    let masked = vec![file("image"), ("mask", Some("image/png"), kit::png(40, 40))];
    assert_eq!(send(&stage, &parts("a fox", masked)).await.status(), StatusCode::OK);
    let response = send(&stage, &parts("sim:moderated", vec![file("image")])).await;
    assert_eq!(error(response).await["code"], "moderation_blocked");
}
