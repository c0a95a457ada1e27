//! The links of results.

use super::*;

#[tokio::test]
async fn a_link_lives_for_seven_days_from_the_end_and_is_always_the_same() {
    let stage = Stage::set().await;
    let submitted = stage.accepted(IMAGE, &prompt("sim:bad-media sim:slow=100")).await;
    stage.pass(100_000);
    let link = async || {
        let output: Value = stage.follow(&submitted["response_url"]).await.json().await.unwrap();
        output["images"][0]["url"].as_str().unwrap().to_owned()
    };
    let first = link().await;
    stage.pass(LINK_MS - 1);
    assert_eq!(link().await, first);
    assert_eq!(stage.fetch(&first).await.status(), StatusCode::OK);
    stage.pass(1);
    assert_eq!(stage.fetch(&first).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_link_is_public_and_takes_no_key() {
    let stage = Stage::set().await;
    let output = stage.output(IMAGE, &prompt("sim:bad-media")).await;
    let link = output["images"][0]["url"].as_str().unwrap();
    let with_key = Stage::keyed(stage.client.get(link)).send().await.unwrap();
    assert_eq!(with_key.status(), StatusCode::BAD_REQUEST);
    assert_eq!(stage.fetch(&link.replace("sig=", "sig=x")).await.status(), StatusCode::FORBIDDEN);
}
