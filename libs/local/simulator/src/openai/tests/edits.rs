//! `POST /v1/images/edits`, a form.

use super::images::{FLARE, file};
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

async fn edit(client: &Client, prompt: &str, more: Vec<Part<'_>>) -> Answered {
    let mut parts = vec![
        ("model", None, FLARE.as_bytes().to_vec()),
        ("prompt", None, prompt.as_bytes().to_vec()),
        ("size", None, b"320x320".to_vec()),
    ];
    parts.extend(more);
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = client.request(Method::POST, "/v1/images/edits").header("content-type", content_type);
    client.send(request.body(form(&parts))).await
}

fn picture(name: &str) -> Part<'_> {
    (name, Some("image/png"), kit::png(40, 40))
}

async fn client() -> Client {
    Client::new(api(), "pictures").await
}

#[tokio::test]
async fn the_first_picture_shows_in_the_result() {
    let client = client().await;
    for name in ["image", "image[]"] {
        let more = [("n", None, b"2".to_vec()), ("input_fidelity", None, b"high".to_vec())];
        let parts = [vec![picture(name), picture("image[]")], more.to_vec()].concat();
        let answer = edit(&client, "a red fox", parts).await;
        status(200).has_text("/data/1/b64_json").lacks("/data/2").check(&answer, name);
        let result = image::load_from_memory(&file(&answer, 0).unwrap()).unwrap().to_rgb8();
        assert!(result.pixels().any(|pixel| pixel.0 == [200, 30, 30]));
    }
}

#[tokio::test]
async fn pictures_that_are_none_are_refused() {
    let client = client().await;
    for (more, param) in [
        (vec![], "image"),
        (vec![("image", Some("image/png"), b"no picture".to_vec())], "image"),
        (vec![("image", Some("image/gif"), kit::png(4, 4))], "image"),
        (vec![("image", Some("application/octet-stream"), kit::png(4, 4))], "image"),
        (vec![picture("image[]"); 17], "image"),
        (vec![picture("image"), ("n", None, b"many".to_vec())], "n"),
        (vec![picture("image"), ("moderation", None, b"low".to_vec())], "moderation"),
    ] {
        let answer = edit(&client, "a fox", more).await;
        error(400, INVALID).is("/error/param", param).check(&answer, param);
    }
    assert_eq!(client.starts().await, 0);
}

#[tokio::test]
async fn the_words_of_the_prompt_are_heeded() {
    let answer = edit(&client().await, "sim:moderated", vec![picture("image")]).await;
    status(400).is("/error/code", "moderation_blocked").check(&answer, "sim:moderated");
}
