//! The signed links.

use super::*;

#[tokio::test]
async fn every_poll_signs_links_that_are_valid_for_seven_days() {
    let stage = Stage::set().await;
    let id = stage.accepted(&script("sim:bad-media")).await;
    stage.pass(LONG_MS);
    let link = async || stage.poll(&id).await["video_url"].as_str().unwrap().to_owned();
    let first = link().await;
    stage.pass(LINK_MS - 1);
    assert_eq!(stage.fetch(&first).await.status(), StatusCode::OK);
    let second = link().await;
    assert_ne!(first, second);
    stage.pass(1);
    assert_eq!(stage.fetch(&first).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(stage.fetch(&second).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_link_takes_no_key() {
    let stage = Stage::set().await;
    let id = stage.accepted(&script("sim:bad-media")).await;
    stage.pass(LONG_MS);
    let link = stage.poll(&id).await["video_url"].as_str().unwrap().to_owned();
    let response = stage.client.get(&link).header("X-Api-Key", KEY).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_thumbnail_is_a_picture_of_the_size_of_the_video() {
    let stage = Stage::set().await;
    let id = stage.accepted(&with(script("Hi."), "aspect_ratio", json!("9:16"))).await;
    stage.pass(LONG_MS);
    let thumbnail = stage.fetch(stage.poll(&id).await["thumbnail_url"].as_str().unwrap()).await;
    assert_eq!(thumbnail.headers()["content-type"], "image/jpeg");
    let picture = image::load_from_memory(&thumbnail.bytes().await.unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (720, 1280));
}
