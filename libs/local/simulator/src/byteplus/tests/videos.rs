//! Seedance.

use super::*;

const ONE: &str = "seedance-1-0-pro-250528";
const TWO: &str = "dreamina-seedance-2-0-260128";

fn body(prompt: &str) -> Value {
    json!({
        "model": ONE, "content": [{ "type": "text", "text": prompt }], "duration": 2, "resolution": "480p",
        "ratio": "16:9",
    })
}

fn two(more: Value) -> Value {
    let text = json!([{ "type": "text", "text": "a red fox" }]);
    merged(json!({ "model": TWO, "content": text, "duration": 4, "resolution": "480p" }), more)
}

fn with_pictures(urls: &[&str]) -> Value {
    with_roles(body("x"), urls, "first_frame")
}

fn with_roles(mut body: Value, urls: &[&str], role: &str) -> Value {
    let pictures =
        urls.iter().map(|url| json!({ "type": "image_url", "image_url": { "url": url }, "role": role }));
    body["content"].as_array_mut().unwrap().extend(pictures);
    body
}

fn with_references(urls: &[&str]) -> Value {
    with_roles(two(json!({})), urls, "reference_image")
}

pub(super) fn subject() -> Subject {
    let look = |started: &Answered| format!("{TASKS}/{}", started.text("/id"));
    let ended = |state: &str| status(200).is("/status", state);
    let failed = |code: &str| ended("failed").is("/error/code", code).has_text("/error/message");
    let case = |after_ms, answer, look, billed| CancelCase { after_ms, answer, look, billed };
    Subject {
        name: "clips",
        kind: Kind::Clip,
        path: TASKS,
        body,
        polling: Some(Polling {
            look,
            result: look,
            state: "/status",
            states: vec![
                (0, json!("queued")),
                (14_999, json!("queued")),
                (15_000, json!("running")),
                (99_999, json!("running")),
                (100_000, json!("succeeded")),
            ],
            takes_ms: 60_000..=100_000,
            long_ms: 100_000,
        }),
        accepted: status(200).has_text("/id"),
        media: |result| result.at("/content/video_url").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: ended("succeeded").has_text("/content/video_url").is("/error", Value::Null),
            moderated: error(400, "InputTextSensitiveContentDetected"),
            late_moderated: failed("OutputVideoSensitiveContentDetected"),
            failed: failed("InternalServiceError"),
            empty: ended("succeeded").lacks("/content/video_url"),
        },
        units: 1,
        busy: busy(),
        broken: broken(),
        most_active: None,
        links: Some(Links { valid_ms: DAY_MS, renewed: false }),
        cancel: Some(Cancel {
            method: Method::DELETE,
            path: look,
            cases: vec![
                case(0, status(200), ended("cancelled").lacks("/content"), 0),
                case(14_999, status(200), ended("cancelled"), 0),
                case(15_000, error(409, "InvalidAction.RunningTaskDeletion"), ended("running"), 1),
                // Deleted; the books keep it.
                case(100_000, status(200), error(404, "NotFound.Task"), 1),
            ],
        }),
        malformed: malformed(),
        refused: refused(),
        tolerated: vec![nulls()],
        files: vec![
            (body("a red fox"), "h264,864,480,48"),
            (with(body("a red fox"), "/ratio", json!("9:16")), "h264,480,864,48"),
            (two(json!({})), "h264,852,480,96 + aac"),
            (two(json!({ "generate_audio": false, "ratio": "1:1" })), "h264,480,480,96"),
        ],
        with_picture: |url| {
            vec![
                with_pictures(&[url]),
                with_pictures(&[&data_uri("png", &kit::png(320, 320))]),
                with_references(&[url, url]),
            ]
        },
    }
}

fn refused() -> Vec<(Value, Expected)> {
    let mut refused: Vec<_> = [
        ("model", Value::Null, "MissingParameter"),
        ("content", Value::Null, "MissingParameter"),
        ("content", json!([]), "InvalidParameter"),
        ("content", json!([{ "type": "text", "text": " " }]), "InvalidParameter"),
        ("ratio", json!("5:4"), "InvalidParameter"),
        ("resolution", json!("4k"), "InvalidParameter"),
        ("duration", json!(1), "InvalidParameter"),
        ("duration", json!(13), "InvalidParameter"),
        ("duration", json!("5"), "InvalidParameter"),
        ("generate_audio", json!(true), "InvalidParameter"),
        ("watermark", json!("no"), "InvalidParameter"),
        ("negative_prompt", json!("blur"), "InvalidParameter"),
    ]
    .map(|(field, value, code)| wrong_field(&body("x"), field, value, code))
    .to_vec();
    for duration in [3, 16] {
        refused.push(wrong_field(&two(json!({})), "duration", json!(duration), "InvalidParameter"));
    }
    let picture = |width, height| data_uri("png", &kit::png(width, height));
    let (good, small, long) = (picture(300, 320), picture(299, 320), picture(300, 800));
    let broken = data_uri("png", b"no picture");
    let two_frames = with_pictures(&[&good, &good]);
    let other_role = with(with_pictures(&[&good]), "/content/1/role", json!("last_frame"));
    let bodies = [&small, &long, &broken, "asset://x"].map(|url| with_pictures(&[url]));
    let of_one = with_roles(body("x"), &[&good], "reference_image");
    let mixed = with_roles(with_references(&[&good]), &[&good], "first_frame");
    let ten = with_references(&[good.as_str(); 10]);
    let bodies = bodies.into_iter().chain([two_frames, other_role, of_one, mixed, ten]);
    refused.extend(bodies.map(|body| (body, error(400, "InvalidParameter"))));
    refused.push(gone(&body("x"), "seedance-1-5-pro-251215", "ModelIDAccessDisabled"));
    refused.push(gone(&body("x"), "seedream-4-0-250828", "NotFound"));
    refused
}

/// As the SDK sends them.
fn nulls() -> Value {
    let mut nulls = body("x");
    for field in ["callback_url", "return_last_frame", "service_tier", "generate_audio", "seed", "frames"] {
        nulls[field] = Value::Null;
    }
    nulls["content"][0]["role"] = Value::Null;
    nulls
}

async fn client() -> Client {
    Client::new(api(), "clips").await
}

#[tokio::test]
async fn a_look_says_all_about_a_task() {
    let client = client().await;
    let started = client.accepted(&body("a red fox sim:slow=60")).await;
    client.pass(60_000);
    let task = client.look(&started).await;
    let tokens = 864 * 480 * 48 / 1024;
    let expected = status(200)
        .is("/id", started.at("/id").clone())
        .is("/model", ONE)
        .is("/resolution", "480p")
        .is("/ratio", "16:9")
        .is("/duration", 2)
        .is("/framespersecond", 24)
        .is("/generate_audio", false)
        .is("/created_at", kit::BEGINNING_MS / 1000)
        .is("/updated_at", kit::BEGINNING_MS / 1000 + 60)
        .is("/usage", json!({ "completion_tokens": tokens, "total_tokens": tokens }));
    expected.check(&task, "a red fox");
    assert!(started.text("/id").starts_with("cgt-"));
}

#[tokio::test]
async fn a_picture_gives_the_ratio_and_the_last_frame_can_be_had() {
    let client = client().await;
    let frame = json!({ "type": "image_url", "image_url": { "url": data_uri("png", &kit::png(400, 700)) } });
    let result = client.ended(&two(json!({ "content": [frame], "return_last_frame": true }))).await;
    assert_eq!(result.at("/ratio"), "9:16");
    let frame = client.fetch(&result.text("/content/last_frame_url")).await.bytes().await.unwrap();
    let frame = image::load_from_memory(&frame).unwrap().to_rgb8();
    assert_eq!(frame.dimensions(), (480, 852));
    assert!(frame.pixels().any(|pixel| pixel.0 == [200, 30, 30]));
}

#[tokio::test]
async fn a_record_is_kept_for_a_week() {
    let client = client().await;
    let started = client.accepted(&body("a fox")).await;
    client.pass(7 * DAY_MS - 1);
    assert_eq!(client.look(&started).await.at("/status"), "succeeded");
    client.pass(1);
    error(404, "NotFound.Task").check(&client.look(&started).await, "a fox");
}

#[tokio::test]
async fn tasks_can_be_listed() {
    let client = client().await;
    let mut ids = Vec::new();
    for prompt in ["one", "two", "three"] {
        ids.push(client.accepted(&body(prompt)).await.text("/id"));
        client.pass(1);
    }
    let all = client.get(TASKS).await;
    assert_eq!((all.at("/total"), all.at("/items/0/id")), (&json!(3), &json!(ids[2])));
    let two = client.get(&format!("{TASKS}?filter.task_ids={}&filter.task_ids={}", ids[0], ids[1])).await;
    assert_eq!((two.at("/total"), two.at("/items/0/id")), (&json!(2), &json!(ids[1])));
}

#[tokio::test]
async fn a_deleted_task_cannot_be_deleted_again() {
    let client = client().await;
    let started = client.accepted(&body("a fox")).await;
    client.pass(100_000);
    let path = format!("{TASKS}/{}", started.text("/id"));
    let delete = async || client.send(client.request(Method::DELETE, &path)).await;
    assert_eq!(delete().await.status, 200);
    error(404, "NotFound.Task").check(&delete().await, "again");
}
