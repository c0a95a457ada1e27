//! What a start may say.

use super::*;

async fn problems(stage: &Stage, body: Value) -> Vec<(Value, String)> {
    let response = stage.start(body.clone()).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    let answer: Value = response.json().await.unwrap();
    let problems = answer["detail"].as_array().unwrap().iter();
    problems
        .map(|problem| {
            assert!(problem["msg"].as_str().is_some_and(|msg| !msg.is_empty()));
            (problem["loc"].clone(), problem["type"].as_str().unwrap().to_owned())
        })
        .collect()
}

#[tokio::test]
async fn each_field_has_its_limits() {
    let stage = Stage::set().await;
    for (field, value, kind) in [
        ("prompt", json!(null), "string_type"),
        ("prompt", json!(7), "string_type"),
        ("width", json!(48), "greater_than_equal"),
        ("width", json!(-16), "greater_than_equal"),
        ("width", json!(1000), "multiple_of"),
        ("height", json!("1024"), "int_type"),
        ("height", json!(512.5), "int_type"),
        ("seed", json!("x"), "int_type"),
        ("seed", json!(1.5), "int_type"),
        ("safety_tolerance", json!(-1), "greater_than_equal"),
        ("safety_tolerance", json!(6), "less_than_equal"),
        ("output_format", json!("gif"), "enum"),
        ("output_format", json!(1), "enum"),
        ("disable_pup", json!("yes"), "bool_type"),
        ("user", json!(""), "string_too_short"),
        ("user", json!("é".repeat(257)), "string_too_long"),
        ("input_image_3", json!(3), "string_type"),
        ("webhook_url", json!("not a url"), "url_parsing"),
    ] {
        let mut body = json!({ "prompt": "a red fox" });
        body[field] = value;
        assert_eq!(problems(&stage, body).await, [(json!(["body", field]), kind.to_owned())]);
    }
    assert_eq!(stage.get("/_sim/ledger").await, json!({ "jobs": [] }), "nothing was started");
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let stage = Stage::set().await;
    let found = problems(&stage, json!({ "width": 50, "height": 2048, "output_format": "gif" })).await;
    let expected = [
        ("prompt", "missing"),
        ("width", "greater_than_equal"),
        ("width", "multiple_of"),
        ("output_format", "enum"),
    ];
    assert_eq!(found, expected.map(|(field, kind)| (json!(["body", field]), kind.to_owned())));
}

#[tokio::test]
async fn four_megapixels_are_the_most() {
    let stage = Stage::set().await;
    stage.accepted(json!({ "prompt": "most", "width": 2048, "height": 2048 })).await;
    let found = problems(&stage, json!({ "prompt": "more", "width": 2064, "height": 2048 })).await;
    assert_eq!(found, [(json!(["body"]), "value_error".to_owned())]);
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let stage = Stage::set().await;
    assert_eq!(problems(&stage, json!(["prompt"])).await, [(json!(["body"]), "dict_type".to_owned())]);
    let request = stage.client.post(stage.url("/v1/flux-2-pro")).header("x-key", KEY).body("{\"prompt\": ");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(response.json::<Value>().await.unwrap()["detail"].is_string());
}

#[tokio::test]
async fn nulls_zeros_and_unknown_fields_are_tolerated() {
    let stage = Stage::set().await;
    let answer = stage
        .accepted(json!({
            "prompt": "a red fox", "width": null, "height": 0, "seed": null, "safety_tolerance": null,
            "output_format": null, "disable_pup": null, "user": null, "input_image": null,
            "webhook_url": null, "webhook_secret": null, "aspect_ratio": "16:9", "n": "many",
        }))
        .await;
    let id = answer["id"].as_str().unwrap();
    let polling_url = stage.url(&format!("/v1/get_result?id={id}"));
    let expected =
        json!({ "id": id, "polling_url": polling_url, "cost": 3.0, "input_mp": 0.0, "output_mp": 1.0 });
    assert_eq!(answer, expected);
    stage.pass(TYPICAL_MS);
    let file = stage.fetch(&stage.link(id).await).await;
    assert_eq!(file.headers()["content-type"], "image/jpeg", "the format of the vendor's choice");
    let image = image::load_from_memory(&file.bytes().await.unwrap()).unwrap();
    assert_eq!((image.width(), image.height()), (1024, 1024));
}

#[tokio::test]
async fn input_images_are_accepted_and_priced() {
    let stage = Stage::set().await;
    let body = json!({
        "prompt": "the same fox", "input_image": "iVBORw0KGgo=", "input_image_2": "https://example.com/a.png",
        "width": 2048, "height": 1024,
    });
    let answer = stage.accepted(body).await;
    assert_eq!(
        (&answer["cost"], &answer["input_mp"], &answer["output_mp"]),
        (&json!(7.5), &json!(2.0), &json!(2.0))
    );
}

#[tokio::test]
async fn a_start_with_a_webhook_has_no_polling_url() {
    let stage = Stage::set().await;
    let webhook_url = "https://example.com/hook";
    let answer = stage.accepted(json!({ "prompt": "a red fox", "webhook_url": webhook_url })).await;
    assert_eq!(answer["status"], "Pending");
    assert_eq!(answer["webhook_url"], webhook_url);
    assert_eq!(answer.get("polling_url"), None);
    stage.pass(TYPICAL_MS);
    assert_eq!(stage.poll(answer["id"].as_str().unwrap()).await["status"], "Ready");
}
