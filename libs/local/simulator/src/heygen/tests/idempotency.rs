//! The `Idempotency-Key`.

use super::*;

impl Stage {
    async fn start_with(&self, key: &str, body: &Value) -> Response {
        self.request("/v3/videos", body).header("Idempotency-Key", key).send().await.unwrap()
    }
}

const DAY_MS: i64 = 24 * 3_600_000;

#[tokio::test]
async fn the_first_answer_is_replayed_for_a_day_whatever_the_body_says() {
    let stage = Stage::set().await;
    let first = data(stage.start_with("job-7:1", &script("hello")).await).await;
    stage.pass(DAY_MS - 1);
    for body in [script("hello"), script("good bye"), json!({ "type": "nonsense" })] {
        assert_eq!(data(stage.start_with("job-7:1", &body).await).await, first);
    }
    assert_eq!(stage.job("hello").await["starts"], 1);
    stage.pass(1);
    assert_ne!(
        data(stage.start_with("job-7:1", &script("hello")).await).await,
        first,
        "the key is free again"
    );
}

#[tokio::test]
async fn another_key_is_another_video() {
    let stage = Stage::set().await;
    let first = data(stage.start_with("a", &script("hello")).await).await;
    let second = data(stage.start_with("b", &script("hello")).await).await;
    assert_ne!(first["video_id"], second["video_id"]);
    assert_eq!(stage.job("hello").await["starts"], 2);
}

#[tokio::test]
async fn a_lost_answer_can_be_asked_for_again() {
    let stage = Stage::set().await;
    let body = script("hello sim:drop-answer");
    let lost = stage.request("/v3/videos", &body).header("Idempotency-Key", "k").send().await;
    assert!(lost.is_err());
    let id = data(stage.start_with("k", &body).await).await["video_id"].as_str().unwrap().to_owned();
    let job = stage.job("hello sim:drop-answer").await;
    assert_eq!((&job["starts"], &job["tasks"][0]), (&json!(1), &json!(id)));
}

#[tokio::test]
async fn a_refusal_by_moderation_is_replayed_and_other_refusals_are_not() {
    let stage = Stage::set().await;
    for _ in 0..2 {
        let response = stage.start_with("m", &script("sim:moderated")).await;
        assert_eq!(error(response).await["code"], "content_moderated");
    }
    assert_eq!(stage.job("sim:moderated").await["starts"], 1);
    let limited = stage.start_with("r", &script("sim:429=1")).await;
    assert_eq!(limited.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stage.start_with("r", &script("sim:429=1")).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn of_many_at_once_one_is_started() {
    let stage = Stage::set().await;
    let body = script("hello");
    let answers = futures::future::join_all((0..20).map(|_| stage.start_with("same", &body))).await;
    for answer in answers {
        assert_eq!(answer.status(), StatusCode::OK);
    }
    assert_eq!(stage.job("hello").await["starts"], 1);
}

#[tokio::test]
async fn a_key_has_its_form() {
    let stage = Stage::set().await;
    for key in ["", "a b", "ü", &"x".repeat(256)] {
        let response = stage.start_with(key, &script("hello")).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{key}");
        let error = error(response).await;
        assert_eq!(
            (&error["code"], &error["param"]),
            (&json!("invalid_parameter"), &json!("Idempotency-Key"))
        );
    }
    assert_eq!(stage.start_with(&"x".repeat(255), &script("hello")).await.status(), StatusCode::OK);
}
