//! `predictLongRunning`, the operation and the file.

use super::*;

const SAMPLE: &str = "/response/generateVideoResponse/generatedSamples/0/video/uri";

fn body(prompt: &str) -> Value {
    json!({ "instances": [{ "prompt": prompt }], "parameters": { "durationSeconds": 4 } })
}

fn of_picture(data: &str) -> Value {
    let image = json!({ "bytesBase64Encoded": data, "mimeType": "image/png" });
    with(body("a fox"), "/instances/0/image", image)
}

pub(super) fn subject() -> Subject {
    let look = |started: &Answered| format!("/v1beta/{}", started.text("/name"));
    let done = || status(200).is("/done", true);
    let failed = |code: i32| done().is("/error/code", code).has_text("/error/message").lacks("/response");
    let videos = "/response/generateVideoResponse";
    Subject {
        name: "clips",
        kind: Kind::Clip,
        path: "/v1beta/models/veo-3.1-generate-preview:predictLongRunning",
        body,
        polling: Some(Polling {
            look,
            result: look,
            state: "/done",
            states: vec![
                (0, Value::Null),
                (14_999, Value::Null),
                (99_999, Value::Null),
                (100_000, json!(true)),
            ],
            takes_ms: 45_000..=90_000,
            long_ms: 90_000,
        }),
        accepted: status(200).has_text("/name"),
        media: |result| result.at(SAMPLE).as_str().map(|uri| Media::KeyedLink(uri.to_owned())),
        endings: Endings {
            media: done().has_text(SAMPLE),
            moderated: failed(3),
            late_moderated: done()
                .is(format!("{videos}/raiMediaFilteredCount"), 1)
                .has_text(format!("{videos}/raiMediaFilteredReasons/0"))
                .lacks(format!("{videos}/generatedSamples")),
            failed: failed(13),
            empty: done().is(videos, json!({})),
        },
        units: 1,
        busy: busy(),
        broken: broken(),
        most_active: None,
        links: Some(Links { valid_ms: 2 * 24 * 3_600_000, renewed: false }),
        cancel: None,
        malformed: malformed(),
        refused: refused(),
        tolerated: vec![json!({
            "instances": [{ "prompt": "x", "image": null, "lastFrame": null }],
            "parameters": {
                "durationSeconds": null, "aspectRatio": null, "resolution": null, "personGeneration": "allow_all",
                "seed": null, "generateAudio": null,
            },
            "webhookConfig": null,
        })],
        files: vec![
            (body("a red fox"), "h264,1280,720,96 + aac"),
            (with(body("x"), "/parameters/aspectRatio", json!("9:16")), "h264,720,1280,96 + aac"),
        ],
        with_picture: |_| vec![of_picture(&png())],
    }
}

fn refused() -> Vec<(Value, Expected)> {
    let parameters = [
        json!({ "durationSeconds": 5 }),
        json!({ "durationSeconds": "4" }),
        json!({ "durationSeconds": 4, "resolution": "1080p" }),
        json!({ "aspectRatio": "1:1" }),
        json!({ "resolution": "480p" }),
        json!({ "personGeneration": "all" }),
        json!({ "generateAudio": false }),
    ];
    let instances = [
        json!([]),
        json!([{}]),
        json!([{ "prompt": "" }]),
        json!([{ "prompt": "x", "image": { "gcsUri": "gs://x" } }]),
        json!([{ "prompt": "x", "image": { "bytesBase64Encoded": png() } }]),
    ];
    let mut bodies = vec![of_picture("AAAA"), of_picture("?")];
    bodies.extend(parameters.map(|parameters| with(body("x"), "/parameters", parameters)));
    bodies.extend(instances.map(|instances| json!({ "instances": instances })));
    bodies.into_iter().map(|body| (body, error(400, "INVALID_ARGUMENT"))).collect()
}

#[tokio::test]
async fn a_name_says_model_and_operation() {
    let client = Client::new(api(), "clips").await;
    let started = client.accepted(&body("a red fox")).await;
    let name = started.text("/name");
    assert!(name.starts_with("models/veo-3.1-generate-preview/operations/"), "{name}");
    assert_eq!(client.look(&started).await.body, json!({ "name": name }));
}
