//! The signed link and the clip behind it.

use super::*;
use crate::link;
use crate::runway::delivery::VALID;

#[tokio::test]
async fn a_clip_has_exactly_the_asked_size_and_length_and_no_sound() {
    let stage = Stage::set().await;
    for (ratio, seconds, expected) in
        [("1280:720", 2, "h264,1280,720,48"), ("720:1280", 3, "h264,720,1280,72")]
    {
        let body = changed(changed(text("a red fox"), "ratio", &json!(ratio)), "duration", &json!(seconds));
        let clip = stage.clip(TEXT, &body).await;
        assert_eq!(kit::probe(&clip, "stream=codec_name,width,height,nb_frames"), expected);
    }
}

#[tokio::test]
async fn every_poll_signs_a_link_that_is_valid_for_a_day() {
    let stage = Stage::set().await;
    let task = stage.task("sim:bad-media").await;
    stage.pass(TYPICAL_MS);
    let first = stage.link(&task).await;
    stage.pass(LINK_MS - 1);
    assert_eq!(stage.fetch(&first).await.status(), StatusCode::OK);
    let second = stage.link(&task).await;
    stage.pass(1);
    assert_eq!(stage.fetch(&first).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(stage.fetch(&second).await.status(), StatusCode::OK);
    let with_key = stage.client.get(&second).bearer_auth(KEY).send().await.unwrap();
    assert_eq!(with_key.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn there_is_no_file_before_the_end_nor_after_a_failure() {
    let stage = Stage::set().await;
    let (running, failed) = (stage.task("sim:slow=1000").await, stage.task("sim:fail").await);
    stage.pass(TYPICAL_MS);
    for task in [running, failed] {
        let world = &stage.simulator.world;
        let link = link::to(world, Vendor::Runway, &task, "output.mp4", world.now_ms(), VALID).unwrap();
        assert_eq!(stage.fetch(&link).await.status(), StatusCode::NOT_FOUND);
    }
}
