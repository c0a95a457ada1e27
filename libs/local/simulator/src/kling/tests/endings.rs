//! The words that decide how a start and a task end.

use super::*;

#[tokio::test]
async fn a_moderated_prompt_is_refused_at_once_and_leaves_nothing() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "sim:moderated", "options": { "external_task_id": "mine" } });
    for _ in 0..2 {
        let (status, code, _) = stage.refused(TEXT, &body).await;
        assert_eq!((status, code), (400, 1301));
    }
    assert!(stage.jobs("sim:moderated").await.is_empty());
    assert!(stage.query("external_task_ids=mine").await.is_empty());
}

#[tokio::test]
async fn every_other_ending_has_its_status_and_its_bill() {
    let stage = Stage::set().await;
    for (word, status, message, outputs, billed) in [
        ("sim:late-moderated", "failed", "risk control", 0, 0),
        ("sim:fail", "failed", "Generation failed", 0, 0),
        ("sim:empty-result", "succeeded", "", 0, 0),
        ("sim:bad-media", "succeeded", "", 1, 1),
    ] {
        let task = stage.task(word).await;
        stage.pass(TYPICAL_MS - 1);
        assert_eq!(stage.poll(&task).await["status"], "processing", "{word}");
        stage.pass(1);
        let polled = stage.poll(&task).await;
        assert_eq!(polled["status"], status, "{word}");
        assert!(polled["message"].as_str().unwrap().contains(message), "{word}");
        assert_eq!(polled["message"] == "", message.is_empty(), "{word}");
        assert_eq!(polled["outputs"].as_array().unwrap().len(), outputs, "{word}");
        assert_eq!(polled["billing"].as_array().unwrap().len(), outputs, "{word}");
        assert_eq!(stage.job(word).await["billed_units"], billed, "{word}");
    }
}

#[tokio::test]
async fn a_broken_clip_is_delivered_and_cannot_be_played() {
    let stage = Stage::set().await;
    let clip = stage.clip(TEXT, &json!({ "prompt": "sim:bad-media" })).await;
    assert!(clip[4..].starts_with(b"ftyp"));
    assert_eq!(kit::probe(&clip, "stream=codec_name"), "");
}

#[tokio::test]
async fn rate_limits_come_first_then_broken_servers() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "a red fox sim:429=2 sim:500=1" });
    for expected in [(429, 1302), (429, 1302), (500, 5000)] {
        let (status, code, _) = stage.refused(TEXT, &body).await;
        assert_eq!((status, code), expected);
    }
    stage.accepted(TEXT, &body).await;
    assert_eq!(stage.job("a red fox sim:429=2 sim:500=1").await["refusals"], 3);
}

#[tokio::test]
async fn the_twenty_first_active_task_is_refused() {
    let stage = Stage::set().await;
    for number in 0..20 {
        stage.task(&format!("fox {number}")).await;
    }
    let (status, code, message) = stage.refused(TEXT, &json!({ "prompt": "one more" })).await;
    assert_eq!((status, code, message.as_str()), (429, 1303, "parallel task over resource pack limit"));
    stage.pass(TYPICAL_MS);
    stage.task("one more").await;
}

#[tokio::test]
async fn a_start_whose_answer_is_dropped_is_found_by_its_external_id() {
    let stage = Stage::set().await;
    let prompt = "a red fox sim:drop-answer";
    let body = json!({ "prompt": prompt, "options": { "external_task_id": "job-7" } });
    let error = stage.post(TEXT, &body).bearer_auth(KEY).send().await.unwrap_err();
    assert!(error.is_request() && error.status().is_none(), "{error:?}");
    assert_eq!(stage.refused(TEXT, &body).await.1, 1201);
    assert_eq!(stage.job(prompt).await["starts"], 1);
    stage.pass(TYPICAL_MS);
    let found = stage.query("external_task_ids=job-7").await;
    assert_eq!((&found[0]["status"], &found[0]["external_id"]), (&json!("succeeded"), &json!("job-7")));
}
