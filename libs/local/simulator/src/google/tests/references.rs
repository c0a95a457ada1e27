//! `generateContent` with pictures.

use super::*;

fn with_pictures(parts: Vec<Value>) -> Value {
    let mut all = vec![json!({ "text": "the same fox" })];
    all.extend(parts);
    json!({ "contents": [{ "role": "user", "parts": all }] })
}

#[tokio::test]
async fn a_reference_is_taken_in_both_spellings_and_gives_the_shape() {
    let stage = Stage::set().await;
    for part in [
        json!({ "inlineData": { "mimeType": "image/png", "data": png() } }),
        json!({ "inlineData": { "mime_type": "image/png", "data": png() } }),
        json!({ "inline_data": { "mime_type": "image/png", "data": png() } }),
        json!({ "fileData": { "mimeType": "image/png", "fileUri": stage.serve(kit::png(90, 50)).await } }),
    ] {
        let answer = stage.json(FLASH, with_pictures(vec![part])).await;
        let parts = answer["candidates"][0]["content"]["parts"].as_array().unwrap();
        let data = parts.last().unwrap()["inlineData"]["data"].as_str().unwrap();
        let image = image::load_from_memory(&STANDARD.decode(data).unwrap()).unwrap().to_rgb8();
        assert_eq!(image.dimensions(), (1376, 768));
        assert!(image.pixels().any(|pixel| pixel.0 == [200, 30, 30]), "the reference shows");
    }
}

#[tokio::test]
async fn a_reference_that_is_none_is_refused() {
    let stage = Stage::set().await;
    let whole = json!({ "inlineData": { "mimeType": "image/png", "data": png() } });
    for parts in [
        vec![json!({ "inlineData": { "mimeType": "image/png", "data": STANDARD.encode("no picture") } })],
        vec![json!({ "inlineData": { "mimeType": "image/png", "data": "?" } })],
        vec![json!({ "inlineData": { "mimeType": "image/gif", "data": png() } })],
        vec![json!({ "inlineData": { "data": png() } })],
        vec![json!({ "fileData": { "mimeType": "image/png", "fileUri": "http://127.0.0.1:1/x" } })],
        vec![whole; 15],
    ] {
        let error = stage.error(PRO, with_pictures(parts), 400).await;
        assert_eq!(error["status"], "INVALID_ARGUMENT");
    }
}
