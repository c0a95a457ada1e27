//! `predictLongRunning`, the operation and the file.

use super::*;

/// At full scale, so that the clock decides.
async fn stage() -> Stage {
    Stage(kit::Stage::set(Vendor::Google, 1.0).await)
}

const LONG_MS: i64 = 90_000;
const TWO_DAYS_MS: i64 = 48 * 3600 * 1000;

impl Stage {
    async fn operation(&self, body: Value) -> String {
        self.json(VEO, body).await["name"].as_str().unwrap().to_owned()
    }

    async fn poll(&self, name: &str) -> Value {
        let response = self.get(&format!("/v1beta/{name}")).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    async fn download(&self, uri: &str) -> Response {
        self.client.get(uri).header("x-goog-api-key", KEY).send().await.unwrap()
    }
}

fn samples(operation: &Value) -> &Vec<Value> {
    operation["response"]["generateVideoResponse"]["generatedSamples"].as_array().unwrap()
}

#[tokio::test]
async fn an_operation_becomes_a_clip_that_the_key_opens_for_two_days() {
    let stage = stage().await;
    let name = stage.operation(video("a red fox sim:slow=60")).await;
    assert!(name.starts_with("models/veo-3.1-generate-preview/operations/"), "{name}");
    assert_eq!(stage.poll(&name).await, json!({ "name": name }));
    stage.pass(59_999);
    assert_eq!(stage.poll(&name).await.get("done"), None);
    stage.pass(1);
    let done = stage.poll(&name).await;
    assert_eq!(done["done"], true);
    let uri = samples(&done)[0]["video"]["uri"].as_str().unwrap();

    let file = stage.download(uri).await;
    assert_eq!(
        (file.status(), &file.headers()["content-type"]),
        (StatusCode::OK, &"video/mp4".parse().unwrap())
    );
    let file = file.bytes().await.unwrap();
    assert_eq!(kit::probe(&file, "stream=codec_name"), "h264\naac");
    assert_eq!(kit::probe(&file, "stream=width,height,nb_frames").lines().next(), Some("1280,720,96"));
    let by_query = stage.client.get(format!("{uri}&key={KEY}")).send().await.unwrap();
    assert_eq!(by_query.status(), StatusCode::OK);
    assert_eq!(stage.fetch(uri).await.status(), StatusCode::FORBIDDEN);

    stage.pass(TWO_DAYS_MS - 1);
    assert_eq!(stage.download(uri).await.status(), StatusCode::OK);
    stage.pass(1);
    assert_eq!(stage.download(uri).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(stage.job("a red fox sim:slow=60").await["billed_units"], 1);
}

#[tokio::test]
async fn a_task_survives_a_restart_with_its_picture() {
    let stage = stage().await;
    let body = json!({
        "instances": [{ "prompt": "a fox", "image": { "bytesBase64Encoded": png(), "mimeType": "image/png" } }],
        "parameters": { "durationSeconds": 4, "aspectRatio": "9:16", "sampleCount": 2 },
    });
    let name = stage.operation(body).await;
    let stage = Stage(stage.0.killed_and_reopened().await);
    stage.pass(LONG_MS);
    let done = stage.poll(&name).await;
    assert_eq!(samples(&done).len(), 2);
    let uri = samples(&done)[1]["video"]["uri"].as_str().unwrap();
    let file = stage.download(uri).await.bytes().await.unwrap();
    assert!(kit::probe(&file, "stream=width,height").starts_with("720,1280"));
    assert_eq!(stage.job("a fox").await["billed_units"], 2);
}

#[tokio::test]
async fn every_ending_has_its_operation() {
    let stage = stage().await;
    let mut done = Vec::new();
    for prompt in ["sim:moderated", "sim:late-moderated", "sim:fail", "sim:empty-result", "sim:bad-media"] {
        let name = stage.operation(video(prompt)).await;
        stage.pass(LONG_MS);
        let operation = stage.poll(&name).await;
        assert_eq!(operation["done"], true);
        done.push(operation);
    }
    let [input, output, failed, empty, broken] = done.try_into().unwrap();
    assert_eq!((&input["error"]["code"], &input.get("response")), (&json!(3), &None));
    let output = &output["response"]["generateVideoResponse"];
    assert_eq!((&output["raiMediaFilteredCount"], &output.get("generatedSamples")), (&json!(1), &None));
    assert!(output["raiMediaFilteredReasons"][0].is_string());
    assert_eq!(failed["error"]["code"], 13);
    assert_eq!(empty["response"]["generateVideoResponse"], json!({}));
    let file = stage.download(samples(&broken)[0]["video"]["uri"].as_str().unwrap()).await;
    assert_eq!(kit::probe(&file.bytes().await.unwrap(), "format=duration"), "");
    for (prompt, billed) in
        [("sim:moderated", 0), ("sim:late-moderated", 0), ("sim:fail", 0), ("sim:bad-media", 1)]
    {
        assert_eq!(stage.job(prompt).await["billed_units"], billed, "{prompt}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_refused() {
    let stage = stage().await;
    for parameters in [
        json!({ "durationSeconds": 5 }),
        json!({ "durationSeconds": "4" }),
        json!({ "durationSeconds": 4, "resolution": "1080p" }),
        json!({ "aspectRatio": "1:1" }),
        json!({ "resolution": "480p" }),
        json!({ "personGeneration": "all" }),
        json!({ "sampleCount": 5 }),
        json!({ "generateAudio": false }),
        json!({ "negativePrompt": 3 }),
    ] {
        let body = json!({ "instances": [{ "prompt": "x" }], "parameters": parameters });
        assert_eq!(stage.error(VEO, body, 400).await["status"], "INVALID_ARGUMENT");
    }
    for instance in [
        json!({}),
        json!({ "prompt": "" }),
        json!({ "prompt": "x", "image": { "gcsUri": "gs://x" } }),
        json!({ "prompt": "x", "image": { "bytesBase64Encoded": "AAAA", "mimeType": "image/png" } }),
        json!({ "prompt": "x", "image": { "bytesBase64Encoded": png() } }),
        json!({ "prompt": "x", "lastFrame": { "bytesBase64Encoded": png(), "mimeType": "image/png" } }),
        json!({ "prompt": "x", "referenceImages": [{ "referenceType": "asset" }] }),
    ] {
        stage.error(VEO, json!({ "instances": [instance] }), 400).await;
    }
    stage.error(VEO, json!({ "instances": [] }), 400).await;
    assert_eq!(stage.jobs("x").await, Vec::<Value>::new());
}

#[tokio::test]
async fn nulls_and_references_are_accepted() {
    let stage = stage().await;
    let reference = json!({ "image": { "bytesBase64Encoded": png(), "mimeType": "image/png" }, "referenceType": "asset" });
    let body = json!({
        "instances": [{ "prompt": "x", "image": null, "lastFrame": null, "referenceImages": [reference] }],
        "parameters": {
            "durationSeconds": null, "aspectRatio": null, "resolution": null, "negativePrompt": null,
            "personGeneration": null, "seed": null, "generateAudio": null,
        },
        "webhookConfig": null,
    });
    stage.operation(body).await;
}

#[tokio::test]
async fn unknown_operations_and_files_are_told() {
    let stage = stage().await;
    for path in ["/v1beta/models/veo-3.1-generate-preview/operations/nothing", "/v1/nothing"] {
        assert_eq!(stage.get(path).await.status(), StatusCode::NOT_FOUND);
    }
    assert_eq!(stage.get("/v1beta/files/nothing:download?alt=media").await.status(), StatusCode::FORBIDDEN);
}
