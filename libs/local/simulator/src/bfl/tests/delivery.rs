//! The signed link and the file behind it.

use super::*;

#[tokio::test]
async fn the_file_has_exactly_the_asked_size_and_format() {
    let stage = Stage::set().await;
    for (format, width, height) in [("png", 1600, 912), ("jpeg", 304, 272), ("webp", 64, 128)] {
        let body =
            json!({ "prompt": "a red fox", "output_format": format, "width": width, "height": height });
        let answer = stage.accepted(body).await;
        stage.pass(TYPICAL_MS);
        let link = stage.link(answer["id"].as_str().unwrap()).await;
        assert!(link.contains(&format!("/sample.{format}?")), "{link}");
        let response = stage.fetch(&link).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], format!("image/{format}"));
        let file = response.bytes().await.unwrap();
        assert_eq!(image::guess_format(&file).unwrap().extensions_str()[0], &format.replace("jpeg", "jpg"));
        let image = image::load_from_memory(&file).unwrap();
        assert_eq!((image.width(), image.height()), (width, height));
    }
}

#[tokio::test]
async fn the_same_request_gives_the_same_file() {
    let stage = Stage::set().await;
    let mut files = Vec::new();
    for _ in 0..2 {
        let task = stage.task("a red fox").await;
        stage.pass(TYPICAL_MS);
        files.push(stage.fetch(&stage.link(&task).await).await.bytes().await.unwrap());
    }
    assert_eq!(files[0], files[1]);
}

#[tokio::test]
async fn a_link_is_valid_for_ten_minutes_after_the_result_was_ready() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox").await;
    stage.pass(TYPICAL_MS);
    let link = stage.link(&task).await;
    stage.pass(LINK_MS - 1);
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::OK);
    stage.pass(1);
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(stage.link(&task).await, link, "a late poll does not renew it");
}

#[tokio::test]
async fn a_link_cannot_be_changed() {
    let stage = Stage::set().await;
    let (task, other) = (stage.task("a red fox").await, stage.task("a red dog").await);
    stage.pass(TYPICAL_MS);
    let link = stage.link(&task).await;
    let (path, query) = link.split_once('?').unwrap();
    let later = link.replace("se=2026", "se=2027");
    assert_ne!(later, link);
    for forged in [
        link.replace(&task, &other),
        link.replace("sample.jpeg", "sample.png"),
        later,
        format!("{path}?{}", query.split_once('&').unwrap().0),
        path.to_owned(),
    ] {
        assert_eq!(stage.fetch(&forged).await.status(), StatusCode::FORBIDDEN, "{forged}");
    }
}

#[tokio::test]
async fn a_client_that_shows_its_key_gets_no_file() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox").await;
    stage.pass(TYPICAL_MS);
    let link = stage.link(&task).await;
    let response = stage.client.get(&link).header("x-key", KEY).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::OK);
}
