//! The function as AWS runs it.

use contract_tests::{Lambda, World, event, refusal_to_start};
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_drive");

#[tokio::test]
async fn a_folder_is_made() {
    let world = World::new().await;
    let drive = Lambda::start(&world, BINARY).await;
    let event = event("drive.create-folder", &[("demo-key", &world.stack.ready.keys["owner"])]);
    let made = drive.answer(&event).await;
    assert_eq!((made.status, made.text("name")), (201, "Autumn campaign"), "{made:?}");
    assert_eq!(world.owner().folder(made.text("id")).await, made.body, "the same as through the stack's API");
}

#[tokio::test]
async fn an_upload_gets_a_link_that_works_and_its_content_another() {
    let world = World::new().await;
    let (owner, drive) = (world.owner(), Lambda::start(&world, BINARY).await);
    let key = ("demo-key", world.stack.ready.keys["owner"].as_str());
    let picture: &[u8] = include_bytes!("pixel.png");
    let length = picture.len().to_string();
    let begun = drive.answer(&event("drive.begin-upload", &[key, ("48213", &length)])).await;
    assert_eq!((begun.status, &begun.body["bytes"]), (201, &json!(picture.len())), "{begun:?}");
    assert_eq!(owner.put_bytes(&begun.body, picture).await, 200);
    assert_eq!(owner.complete(&begun.body).await.status, 200);

    let real = ("0198a8a0-0000-7000-8000-0000000000f1", begun.text("id"));
    let content = drive.invoke(&event("drive.get-content", &[key, real])).await;
    assert_eq!(content["statusCode"], 302, "{content}");
    let link = content["headers"]["location"].as_str().unwrap();
    assert_eq!(world.stranger().download(link).await, (200, picture.to_vec()));
}

#[tokio::test]
async fn a_key_that_nobody_has_is_told_so() {
    let world = World::new().await;
    let drive = Lambda::start(&world, BINARY).await;
    let answer = drive.answer(&event("drive.create-folder", &[])).await;
    assert_eq!((answer.status, answer.text("code")), (401, "unauthenticated"));
}

#[test]
fn a_missing_setting_is_named() {
    let refusal = refusal_to_start(BINARY, &[]);
    assert!(refusal.contains("BUCKET is not set"), "{refusal}");
}
