//! What a start of a task may say.

use super::*;

const TWO: &str = "dreamina-seedance-2-0-260128";

#[tokio::test]
async fn what_is_wrong_is_named() {
    let stage = Stage::set().await;
    for (field, value, code) in [
        ("model", Value::Null, "MissingParameter"),
        ("content", Value::Null, "MissingParameter"),
        ("content", json!([]), "InvalidParameter"),
        ("content", json!([{ "type": "text", "text": " " }]), "InvalidParameter"),
        ("ratio", json!("5:4"), "InvalidParameter"),
        ("resolution", json!("4k"), "InvalidParameter"),
        ("duration", json!(1), "InvalidParameter"),
        ("duration", json!(13), "InvalidParameter"),
        ("duration", json!(-1), "InvalidParameter"),
        ("duration", json!("5"), "InvalidParameter"),
        ("frames", json!(30), "InvalidParameter"),
        ("frames", json!(25), "InvalidParameter"),
        ("generate_audio", json!(true), "InvalidParameter"),
        ("service_tier", json!("fast"), "InvalidParameter"),
        ("priority", json!(10), "InvalidParameter"),
        ("execution_expires_after", json!(60), "InvalidParameter"),
        ("safety_identifier", json!("x".repeat(65)), "InvalidParameter"),
        ("negative_prompt", json!("blur"), "InvalidParameter"),
    ] {
        let mut body = video("x");
        body[field] = value;
        let error = stage.error(TASKS, body, 400).await;
        assert_eq!((&error["param"], &error["code"]), (&json!(field), &json!(code)));
    }
    for (field, value) in [
        ("seed", json!(1)),
        ("camera_fixed", json!(true)),
        ("frames", json!(29)),
        ("service_tier", json!("flex")),
        ("duration", json!(16)),
        ("duration", json!(3)),
    ] {
        let mut body = video("x");
        body["model"] = json!(TWO);
        body["duration"] = json!(4);
        body[field] = value;
        assert_eq!(stage.error(TASKS, body, 400).await["param"], field);
    }
    assert_eq!(stage.jobs("x").await, Vec::<Value>::new());
}

fn with_pictures(model: &str, pictures: &[(&str, Option<&str>)]) -> Value {
    let mut content = vec![json!({ "type": "text", "text": "x" })];
    content.extend(
        pictures
            .iter()
            .map(|(url, role)| json!({ "type": "image_url", "image_url": { "url": url }, "role": role })),
    );
    json!({ "model": model, "content": content })
}

#[tokio::test]
async fn pictures_are_looked_at() {
    let stage = Stage::set().await;
    let good = data_uri("png", &kit::png(300, 320));
    let (small, broken) = (data_uri("png", &kit::png(299, 320)), data_uri("png", b"no picture"));
    let long = data_uri("png", &kit::png(300, 800));
    let one = "seedance-1-0-pro-250528";
    for (model, pictures) in [
        (one, vec![(small.as_str(), None)]),
        (one, vec![(&broken, None)]),
        (one, vec![(&long, None)]),
        (one, vec![("asset://x", None)]),
        (one, vec![(&good, Some("middle_frame"))]),
        (one, vec![(&good, Some("reference_image"))]),
        (one, vec![(&good, None), (&good, None)]),
        (one, vec![(&good, Some("last_frame"))]),
        (TWO, vec![(&good, Some("first_frame")), (&good, Some("reference_image"))]),
    ] {
        stage.error(TASKS, with_pictures(model, &pictures), 400).await;
    }
    for (model, pictures) in [
        (one, vec![(good.as_str(), None)]),
        (one, vec![(&good, Some("first_frame")), (&good, Some("last_frame"))]),
        (TWO, vec![(&good, Some("reference_image")), (&good, Some("reference_image"))]),
    ] {
        stage.json(TASKS, with_pictures(model, &pictures)).await;
    }
}

#[tokio::test]
async fn a_picture_gives_the_ratio_and_shows() {
    let stage = Stage::set().await;
    let url = stage.serve(kit::png(400, 700)).await;
    let mut body = with_pictures(TWO, &[(&url, None)]);
    body["resolution"] = json!("480p");
    body["duration"] = json!(4);
    body["generate_audio"] = json!(false);
    body["return_last_frame"] = json!(true);
    let id = stage.json(TASKS, body).await["id"].as_str().unwrap().to_owned();
    stage.pass(100_000);
    let url = stage.url(&format!("{TASKS}/{id}"));
    let task: Value = stage.client.get(url).bearer_auth(KEY).send().await.unwrap().json().await.unwrap();
    assert_eq!((&task["ratio"], &task["generate_audio"]), (&json!("9:16"), &json!(false)));
    let frame = stage.fetch(task["content"]["last_frame_url"].as_str().unwrap()).await;
    let frame = image::load_from_memory(&frame.bytes().await.unwrap()).unwrap().to_rgb8();
    assert_eq!(frame.dimensions(), (480, 852));
    assert!(frame.pixels().any(|pixel| pixel.0 == [200, 30, 30]));
    let clip = stage.fetch(task["content"]["video_url"].as_str().unwrap()).await.bytes().await.unwrap();
    assert_eq!(kit::probe(&clip, "stream=codec_name"), "h264", "no sound was asked for");
}

#[tokio::test]
async fn the_nulls_of_the_sdk_and_the_old_options_are_tolerated() {
    let stage = Stage::set().await;
    let mut body = json!({
        "model": "seedance-1-0-pro-250528",
        "content": [{ "type": "text", "text": "x --rs 480p --ratio 1:1 --dur 3", "role": null }],
    });
    for field in [
        "safety_identifier",
        "callback_url",
        "return_last_frame",
        "service_tier",
        "execution_expires_after",
        "priority",
        "generate_audio",
        "draft",
        "camera_fixed",
        "watermark",
        "seed",
        "resolution",
        "ratio",
        "duration",
        "frames",
        "output_format",
        "omni_reference_task_type",
    ] {
        body[field] = Value::Null;
    }
    let id = stage.json(TASKS, body).await["id"].as_str().unwrap().to_owned();
    let url = stage.url(&format!("{TASKS}/{id}"));
    let task: Value = stage.client.get(url).bearer_auth(KEY).send().await.unwrap().json().await.unwrap();
    assert_eq!(
        (&task["resolution"], &task["ratio"], &task["duration"]),
        (&json!("480p"), &json!("1:1"), &json!(3))
    );
}
