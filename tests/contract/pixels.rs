//! docs/API.md, Images: the file has exactly the pixels that were asked for.

use contract_tests::World;
use image::GenericImageView;
use serde_json::json;

#[tokio::test]
async fn the_file_has_exactly_the_pixels_asked_for() {
    let world = World::new().await;
    let owner = world.owner();
    for ((width, height), (native_width, native_height)) in [
        ((300, 257), (304, 272)),
        ((1600, 900), (1600, 912)),
        ((256, 768), (256, 768)),
        ((2048, 683), (2048, 688)),
    ] {
        let job_id = owner.submit(&json!({"prompt": "pixels", "width": width, "height": height})).await;
        let job = owner.ended(&job_id).await;
        assert_eq!(job["status"], "completed", "{job}");
        let applied = &job["settings"]["applied"];
        let native = (&applied["native_width"], &applied["native_height"]);
        assert_eq!(native, (&json!(native_width), &json!(native_height)), "{width} × {height}");
        let (_, file) = owner.download(job["result_urls"][0].as_str().unwrap()).await;
        let picture = image::load_from_memory(&file).unwrap();
        assert_eq!(picture.dimensions(), (width, height));
    }
    world.assert_books().await;
}
