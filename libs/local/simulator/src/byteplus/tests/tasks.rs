//! A task from its start to its end.

use super::*;

const LONG_MS: i64 = 100_000;

impl Stage {
    async fn task(&self, body: Value) -> String {
        self.json(TASKS, body).await["id"].as_str().unwrap().to_owned()
    }

    async fn get(&self, path: &str) -> Response {
        self.get_request(path).bearer_auth(KEY).send().await.unwrap()
    }

    async fn poll(&self, id: &str) -> Value {
        let response = self.get(&format!("{TASKS}/{id}")).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    async fn delete(&self, id: &str) -> Response {
        let url = self.url(&format!("{TASKS}/{id}"));
        self.client.delete(url).bearer_auth(KEY).send().await.unwrap()
    }
}

#[tokio::test]
async fn a_task_goes_through_its_statuses_and_becomes_a_clip() {
    let stage = Stage::set().await;
    let mut body = video("a red fox sim:slow=60");
    body["ratio"] = json!("9:16");
    body["seed"] = json!(7);
    body["return_last_frame"] = json!(true);
    let id = stage.task(body).await;
    assert!(id.starts_with("cgt-"), "{id}");
    for (ms, status) in
        [(0, "queued"), (8_999, "queued"), (1, "running"), (50_999, "running"), (1, "succeeded")]
    {
        stage.pass(ms);
        assert_eq!(stage.poll(&id).await["status"], status);
    }
    let task = stage.poll(&id).await;
    for (field, value) in [
        ("id", json!(id)),
        ("model", json!("seedance-1-0-pro-250528")),
        ("resolution", json!("480p")),
        ("ratio", json!("9:16")),
        ("duration", json!(2)),
        ("framespersecond", json!(24)),
        ("seed", json!(7)),
        ("generate_audio", json!(false)),
        ("created_at", json!(kit::BEGINNING_MS / 1000)),
        ("updated_at", json!(kit::BEGINNING_MS / 1000 + 60)),
        (
            "usage",
            json!({ "completion_tokens": 480 * 864 * 48 / 1024, "total_tokens": 480 * 864 * 48 / 1024 }),
        ),
    ] {
        assert_eq!(task[field], value, "{field}");
    }
    let clip = stage.fetch(task["content"]["video_url"].as_str().unwrap()).await;
    assert_eq!(clip.headers()["content-type"], "video/mp4");
    let clip = clip.bytes().await.unwrap();
    assert_eq!(kit::probe(&clip, "stream=codec_name,width,height,nb_frames"), "h264,480,864,48");
    let frame = stage.fetch(task["content"]["last_frame_url"].as_str().unwrap()).await;
    assert!(image::load_from_memory(&frame.bytes().await.unwrap()).is_ok());
}

#[tokio::test]
async fn a_link_is_valid_for_a_day_and_a_record_is_kept_for_a_week() {
    let stage = Stage::set().await;
    let id = stage.task(video("a fox sim:slow=60")).await;
    let stage = Stage(stage.0.killed_and_reopened().await);
    stage.pass(60_000);
    let task = stage.poll(&id).await;
    let link = task["content"]["video_url"].as_str().unwrap();
    stage.pass(DAY_MS - 1);
    assert_eq!(stage.fetch(link).await.status(), StatusCode::OK);
    stage.pass(1);
    assert_eq!(stage.fetch(link).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(stage.poll(&id).await["content"]["video_url"], link, "a late poll does not renew it");
    stage.pass(6 * DAY_MS);
    let gone = stage.get(&format!("{TASKS}/{id}")).await;
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    assert_eq!(error(gone).await["code"], "NotFound.Task");
}

#[tokio::test]
async fn every_ending_has_its_status() {
    let stage = Stage::set().await;
    let refused = stage.error(TASKS, video("sim:moderated"), 400).await;
    assert_eq!(refused["code"], "InputTextSensitiveContentDetected");
    for (prompt, status, code) in [
        ("sim:late-moderated", "failed", json!("OutputVideoSensitiveContentDetected")),
        ("sim:fail", "failed", json!("InternalServiceError")),
        ("sim:empty-result", "succeeded", Value::Null),
        ("sim:bad-media", "succeeded", Value::Null),
    ] {
        let id = stage.task(video(prompt)).await;
        stage.pass(LONG_MS);
        let task = stage.poll(&id).await;
        assert_eq!((&task["status"], &task["error"]["code"]), (&json!(status), &code));
        let link = task["content"]["video_url"].as_str();
        assert_eq!(link.is_some(), prompt == "sim:bad-media");
        if let Some(link) = link {
            let file = stage.fetch(link).await.bytes().await.unwrap();
            assert_eq!(kit::probe(&file, "format=duration"), "");
        }
    }
    for (prompt, billed) in
        [("sim:moderated", 0), ("sim:late-moderated", 0), ("sim:fail", 0), ("sim:bad-media", 1)]
    {
        assert_eq!(stage.job(prompt).await["billed_units"], billed, "{prompt}");
    }
}

#[tokio::test]
async fn a_queued_task_is_cancelled_and_one_that_is_over_deleted() {
    let stage = Stage::set().await;
    let id = stage.task(video("queued sim:slow=60")).await;
    assert_eq!(stage.delete(&id).await.status(), StatusCode::OK);
    stage.pass(LONG_MS);
    let stage = Stage(stage.0.killed_and_reopened().await);
    let task = stage.poll(&id).await;
    assert_eq!((&task["status"], &task.get("content")), (&json!("cancelled"), &None));
    assert_eq!(stage.job("queued sim:slow=60").await["billed_units"], 0);

    let id = stage.task(video("running sim:slow=60")).await;
    stage.pass(30_000);
    assert_eq!(stage.delete(&id).await.status(), StatusCode::CONFLICT);
    stage.pass(30_000);
    assert_eq!(stage.delete(&id).await.status(), StatusCode::OK);
    assert_eq!(stage.delete(&id).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(stage.job("running sim:slow=60").await["billed_units"], 1, "the books keep it");
}

#[tokio::test]
async fn tasks_can_be_listed() {
    let stage = Stage::set().await;
    let mut ids = Vec::new();
    for prompt in ["one", "two", "three"] {
        ids.push(stage.task(video(prompt)).await);
        stage.pass(1);
    }
    let list =
        async |query: &str| -> Value { stage.get(&format!("{TASKS}?{query}")).await.json().await.unwrap() };
    let all = list("").await;
    assert_eq!((&all["total"], &all["items"][0]["id"]), (&json!(3), &json!(ids[2])));
    assert_eq!(list("page_num=2&page_size=2").await["items"].as_array().unwrap().len(), 1);
    assert_eq!(list(&format!("filter.task_ids={}&filter.task_ids={}", ids[0], ids[1])).await["total"], 2);
    assert_eq!(list("filter.status=succeeded").await["total"], 0);
    assert_eq!(list("filter.model=seedance-1-0-pro-250528").await["total"], 3);
}

#[tokio::test]
async fn an_unknown_task_is_not_found() {
    let stage = Stage::set().await;
    for id in ["cgt-nothing", "018f0000-0000-4000-8000-000000000000"] {
        assert_eq!(stage.get(&format!("{TASKS}/{id}")).await.status(), StatusCode::NOT_FOUND);
    }
}
