//! docs/API.md, Canceling: a job that has not started ends at once, and one whose vendor cannot stop it goes on.

use contract_tests::{Answer, Client, Fault, Setup, Step, World};
use domain::Kind;
use domain::catalog::Vendor;
use futures::future::join_all;
use serde_json::{Value, json};

async fn by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

fn assert_too_late(answer: &Answer) {
    assert_eq!((answer.status, answer.text("code")), (409, "too_late"), "{answer:?}");
    assert_eq!(answer.text("cancel_outcome"), "too_late");
    assert!(!answer.text("error").is_empty() && !answer.text("request_id").is_empty());
}

fn assert_canceled(answer: &Answer, job_id: &str) {
    assert_eq!(answer.status, 200, "{answer:?}");
    let expected = json!({
        "job_id": job_id, "status": "failed", "cancel_outcome": "not_started",
        "error_code": "canceled", "cost_cents": 0,
    });
    assert_eq!(answer.body, expected);
}

/// Nothing is held or charged for the job, and no vendor was asked to start it.
async fn assert_left_no_trace(world: &World, client: &Client, job_id: &str, prompt: &str) {
    let job = client.job(job_id).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("canceled")), "{job}");
    assert_eq!((&job["cost_cents"], &job["credits_charged"]), (&json!(0), &json!(0)));
    assert_eq!((&job["cancel_outcome"], &job["started_at"]), (&json!("not_started"), &Value::Null));
    assert!(job["completed_at"].is_string() && job["error_message"].is_string(), "{job}");
    assert_eq!((&job["variants"][0]["status"], &job["result_urls"]), (&json!("failed"), &json!([])));
    let balance = world.owner().balance().await;
    assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000), &json!(0)));
    assert_eq!((&balance["month_used"], &balance["month_held"]), (&json!(0), &json!(0)));
    assert_eq!(world.usage_of(prompt).await, (0, 0));
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_that_has_not_started_is_canceled_and_its_message_does_nothing() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = owner.submit_picture("changed my mind").await;
    assert_canceled(&owner.cancel(&job_id).await, &job_id);
    assert_left_no_trace(&world, &owner, &job_id, "changed my mind").await;
    assert_eq!(world.step().await, Step::Done, "the first message was under way");
    assert_left_no_trace(&world, &owner, &job_id, "changed my mind").await;
    // The sweeper finds nothing to take up either.
    for _ in 0..3 {
        world.clock.advance_seconds(700);
        world.stack.jobs.sweep().await.unwrap();
        assert_eq!(world.step().await, Step::Idle);
    }
    assert_left_no_trace(&world, &owner, &job_id, "changed my mind").await;
}

#[tokio::test]
async fn a_message_that_comes_twice_and_late_starts_nothing() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = owner.submit_picture("late").await;
    let late = world.lose_message().await;
    owner.cancel(&job_id).await;
    for wait in [0, 0, 90, 700] {
        world.clock.advance_seconds(wait);
        world.stack.engine.advance(&late).await.unwrap();
    }
    assert_left_no_trace(&world, &owner, &job_id, "late").await;
}

#[tokio::test]
async fn canceling_twice_says_the_same_twice() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = owner.submit_picture("twice").await;
    let first = owner.cancel(&job_id).await;
    world.step().await;
    world.clock.advance_seconds(3600);
    let second = owner.cancel(&job_id).await;
    let colleague = world.client("admin").cancel(&job_id).await;
    assert_canceled(&first, &job_id);
    assert_canceled(&second, &job_id);
    assert_canceled(&colleague, &job_id);
    assert_left_no_trace(&world, &owner, &job_id, "twice").await;
}

#[tokio::test]
async fn a_running_job_is_not_stopped_and_completes() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = owner.submit_picture("under way").await;
    assert_eq!(world.step().await, Step::Done);
    for _ in 0..2 {
        assert_too_late(&owner.cancel(&job_id).await);
        assert_eq!(owner.job(&job_id).await["status"], "processing");
    }
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(40)), "{job}");
    assert_eq!(world.usage_of("under way").await, (1, 1));
    world.assert_books().await;
}

#[tokio::test]
async fn an_ended_job_stays_as_it_ended() {
    let world = by_hand().await;
    let owner = world.owner();
    for (prompt, status) in [("a red bicycle", "completed"), ("sim:fail", "failed")] {
        let job_id = owner.submit_picture(prompt).await;
        let ended = world.run_to_end(&owner, &job_id).await;
        assert_eq!(ended["status"], status);
        assert_too_late(&owner.cancel(&job_id).await);
        let after = owner.job(&job_id).await;
        for same in ["status", "error_code", "cost_cents", "completed_at", "cancel_outcome"] {
            assert_eq!(after[same], ended[same], "{same} of {prompt}");
        }
    }
    assert_eq!(owner.balance().await["balance"], 99_960);
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_that_waits_for_a_free_slot_can_still_be_canceled() {
    let world = by_hand().await;
    let owner = world.owner();
    let prompt = "sim:429=99";
    let job_id = owner.submit_picture(prompt).await;
    assert_eq!(world.step().await, Step::Done, "the vendor refuses it");
    assert_canceled(&owner.cancel(&job_id).await, &job_id);
    world.clock.advance_seconds(60);
    assert_eq!(world.step().await, Step::Done, "the next try was under way");
    assert_left_no_trace(&world, &owner, &job_id, prompt).await;
}

#[tokio::test]
async fn a_job_with_one_running_variant_is_not_canceled() {
    let world = by_hand().await;
    let owner = world.owner();
    // The vendor refuses the other variant at first.
    let body = json!({"prompt": "sim:429=1", "num_variants": 2, "width": 256, "height": 256});
    let job_id = owner.submit(&body).await;
    assert_eq!(world.step().await, Step::Done);
    assert_too_late(&owner.cancel(&job_id).await);
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(70)), "{job}");
    world.assert_books().await;
}

#[tokio::test]
async fn a_caller_who_may_not_see_a_job_cannot_cancel_it() {
    let world = by_hand().await;
    let owners = world.owner().submit_picture("of the owner").await;
    let members = world.client("member").submit_picture("of the member").await;
    for (who, job_id) in [("member", &owners), ("other_team_owner", &owners), ("operator", &members)] {
        let answer = world.client(who).cancel(job_id).await;
        assert_eq!((answer.status, answer.text("code")), (404, "not_found"), "{who}");
    }
    assert_eq!(world.stranger().cancel(&owners).await.status, 401);
    for id in ["nonsense", "0198a8a0-0000-7000-8000-000000000001"] {
        assert_eq!(world.owner().cancel(id).await.status, 404, "{id}");
    }
    let path = format!("/creative-hub/generate/jobs/{owners}/cancel");
    let wrong = world.owner().get(&path).await;
    assert_eq!((wrong.status, wrong.headers["allow"].to_str().unwrap()), (405, "POST"));
    for job_id in [&owners, &members] {
        assert_eq!(world.owner().job(job_id).await["status"], "pending");
    }
    assert_eq!(world.owner().balance().await["held"], 80);
    // Callers who see the job can cancel it.
    assert_canceled(&world.client("admin").cancel(&members).await, &members);
    assert_canceled(&world.client("member").cancel(&members).await, &members);
    assert_eq!(world.client("member").job(&members).await["error_code"], "canceled");
    assert_canceled(&world.owner().cancel(&owners).await, &owners);
    assert_eq!(world.owner().balance().await["held"], 0);
    world.assert_books().await;
}

async fn let_others_go_first(turns: i32) {
    for _ in 0..turns {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn twenty_cancels_during_the_start_all_get_the_same_answer() {
    let world = by_hand().await;
    let owner = world.owner();
    let mut charged = 0;
    // In the first rounds the start comes first, in the last ones the cancels do, and in between they overlap.
    for round in -2_i32..=8 {
        let prompt = format!("race {round}");
        let job_id = owner.submit_picture(&prompt).await;
        let message = world.lose_message().await;
        let start = async {
            let_others_go_first(round).await;
            world.stack.engine.advance(&message).await
        };
        let cancels = async {
            let_others_go_first(-round).await;
            join_all((0..20).map(|_| owner.cancel(&job_id))).await
        };
        let (started, answers) = tokio::join!(start, cancels);
        started.unwrap();
        let canceled = answers[0].status == 200;
        for answer in &answers {
            if canceled {
                assert_canceled(answer, &job_id);
            } else {
                assert_too_late(answer);
            }
        }
        world.assert_books().await;
        let job = world.run_to_end(&owner, &job_id).await;
        let (status, starts) = if canceled { ("failed", 0) } else { ("completed", 1) };
        assert_eq!(job["status"], status, "round {round}: {job}");
        assert_eq!(world.usage_of(&prompt).await, (starts, starts), "round {round}");
        charged += starts * 40;
        assert_eq!(owner.balance().await["balance"], 100_000 - charged);
        world.assert_books().await;
    }
}

#[tokio::test]
async fn twenty_cancels_during_the_charge_change_nothing() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = owner.submit_picture("nearly done").await;
    world.step().await;
    let look = world.next_message().await;
    let cancels = join_all((0..20).map(|_| owner.cancel(&job_id)));
    let (step, answers) = tokio::join!(world.stack.engine.advance(&look), cancels);
    step.unwrap();
    answers.iter().for_each(assert_too_late);
    assert_eq!(owner.job(&job_id).await["status"], "completed");
    assert_eq!(owner.balance().await["balance"], 99_960);
    world.assert_books().await;
}

#[tokio::test]
async fn twenty_cancels_at_the_deadline_agree_with_how_the_job_ended() {
    let world = by_hand().await;
    let owner = world.owner();
    for round in -2_i32..=8 {
        let job_id = owner.submit_picture("never begun").await;
        let message = world.lose_message().await;
        world.clock.advance_seconds(601);
        let expiry = async {
            let_others_go_first(round).await;
            world.stack.engine.advance(&message).await
        };
        let cancels = async {
            let_others_go_first(-round).await;
            join_all((0..20).map(|_| owner.cancel(&job_id))).await
        };
        let (expired, answers) = tokio::join!(expiry, cancels);
        expired.unwrap();
        let job = owner.job(&job_id).await;
        for answer in &answers {
            match job["error_code"].as_str() {
                Some("canceled") => assert_canceled(answer, &job_id),
                _ => assert_too_late(answer),
            }
        }
        assert!(job["error_code"] == "canceled" || job["error_code"] == "timed_out", "{job}");
        let balance = owner.balance().await;
        assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000), &json!(0)));
        world.assert_books().await;
    }
}

#[tokio::test]
async fn a_cancel_takes_effect_once_whichever_aws_call_fails() {
    for kind in [Fault::BeforeCall, Fault::AfterCall] {
        let world = by_hand().await;
        let owner = world.owner();
        let mut n = 0;
        loop {
            let job_id = owner.submit_picture("canceled in trouble").await;
            world.tap.arm(kind(n));
            let first = owner.cancel(&job_id).await;
            let struck = world.tap.has_struck();
            world.tap.reset();
            assert!(first.status == 200 || first.headers.contains_key("retry-after"), "{first:?}");
            assert_canceled(&owner.cancel(&job_id).await, &job_id);
            assert_left_no_trace(&world, &owner, &job_id, "canceled in trouble").await;
            if !struck {
                break;
            }
            n += 1;
        }
        assert!(n >= 2, "the job is read and released");
    }
}

/// The cancels come before, during and after the call to the vendor.
#[tokio::test]
async fn a_cancel_right_after_the_submit_is_never_too_late_where_the_vendor_can_stop() {
    let world = World::new().await;
    let owner = world.owner();
    for n in 0..16 {
        // At fal, which stops free of charge.
        let body = json!({"prompt": format!("{n} sim:slow=100"), "provider": "veo_3_1"});
        let accepted = owner.post("/creative-hub/video-studio/generate", &body).await;
        let job_id = accepted.text("generation_id").to_owned();
        tokio::time::sleep(std::time::Duration::from_millis(n * 7)).await;
        let answer = owner.cancel(&job_id).await;
        let outcome = (answer.status, answer.text("cancel_outcome"));
        assert!(matches!(outcome, (200, "not_started") | (202, "requested")), "{n}: {answer:?}");
        let job = owner.ended(&job_id).await;
        assert_eq!((&job["error_code"], &job["cost_cents"]), (&json!("canceled"), &json!(0)), "{n}: {job}");
    }
    assert_eq!(owner.balance().await["held"], 0);
    world.assert_books().await;
}

async fn runway_by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand().only(&[Vendor::Runway]) }).await
}

async fn submit_video(client: &Client, prompt: &str) -> String {
    let body = json!({"prompt": prompt, "provider": "runway_gen4", "duration": 2});
    client.post("/creative-hub/generate/video", &body).await.text("job_id").to_owned()
}

/// Runway bills a task that it has stopped, so nothing is stopped there: what is paid for is delivered.
#[tokio::test]
async fn what_a_vendor_bills_anyway_is_not_stopped() {
    let world = runway_by_hand().await;
    let owner = world.owner();
    let mut jobs = Vec::new();
    // Those beyond the account's slots wait in the vendor's queue.
    for n in 0..4 {
        jobs.push(submit_video(&owner, &format!("{n} sim:slow=100")).await);
        assert_eq!(world.step().await, Step::Done);
    }
    for job_id in &jobs {
        assert_too_late(&owner.cancel(job_id).await);
    }
    for job_id in &jobs {
        let job = world.run_to_end(&owner, job_id).await;
        assert_eq!((&job["status"], &job["cost_cents"]), (&json!("completed"), &json!(27)), "{job}");
        assert_eq!(job.get("cancel_outcome"), None, "no cancellation was accepted");
    }
    let billed = world.client("operator").get("/credits/billed-failures").await;
    assert_eq!(billed.body["teams"], json!([]));
    world.assert_books().await;
}

#[tokio::test]
async fn what_a_vendor_bills_anyway_is_stopped_free_of_charge_before_it_starts() {
    let world = runway_by_hand().await;
    let owner = world.owner();
    let waiting = submit_video(&owner, "never begun").await;
    let refused = submit_video(&owner, "sim:429=99").await;
    let message = world.lose_message_of(Kind::Video).await;
    assert_canceled(&owner.cancel(&waiting).await, &waiting);
    world.deliver(Kind::Video, &message).await.unwrap();
    assert_eq!(world.step().await, Step::Done, "the vendor has no free slot");
    assert_canceled(&owner.cancel(&refused).await, &refused);
    for prompt in ["never begun", "sim:429=99"] {
        assert_eq!(world.starts_of(prompt).await, 0, "{prompt}");
    }
    assert_eq!(owner.balance().await["held"], 0);
    world.assert_books().await;
}

/// The cancels come before, during and after the call to the vendor.
#[tokio::test]
async fn a_cancel_during_a_start_that_will_be_billed_is_free_or_too_late_and_never_both() {
    let world = runway_by_hand().await;
    let owner = world.owner();
    let (mut free, mut late) = (0, 0);
    for round in -4_i32..=4 {
        let prompt = format!("race {round}");
        let job_id = submit_video(&owner, &prompt).await;
        let message = world.lose_message_of(Kind::Video).await;
        let start = async {
            let_others_go_first(round * 4).await;
            world.deliver(Kind::Video, &message).await
        };
        let cancel = async {
            let_others_go_first(-round * 4).await;
            owner.cancel(&job_id).await
        };
        let (started, answer) = tokio::join!(start, cancel);
        started.unwrap();
        let job = world.run_to_end(&owner, &job_id).await;
        if answer.status == 200 {
            free += 1;
            assert_canceled(&answer, &job_id);
            assert_eq!((&job["error_code"], world.starts_of(&prompt).await), (&json!("canceled"), 0));
        } else {
            late += 1;
            assert_too_late(&answer);
            assert_eq!((&job["status"], world.starts_of(&prompt).await), (&json!("completed"), 1));
        }
    }
    assert_eq!(free + late, 9);
    assert_eq!(owner.balance().await["balance"], 100_000 - 270 * late);
    world.assert_books().await;
}
