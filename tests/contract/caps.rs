//! docs/API.md, Credits: caps of a team and of its members hold for a calendar month and then begin anew.

use contract_tests::{Answer, Client, Fault, Setup, World};
use futures::future::join_all;
use serde_json::{Value, json};

const TEAM_CAP: &str = "/credits/cap";
const INSUFFICIENT: &str = "Insufficient credits";
const OVER_TEAM_CAP: &str = "Monthly credit cap exceeded";
const OVER_MEMBER_CAP: &str = "Team member monthly credit cap exceeded";
const MONTH_AND_A_BIT: i64 = 32 * 24 * 3600;

async fn by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

fn member_cap(world: &World, who: &str) -> String {
    format!("/credits/members/{}/cap", world.user(who))
}

async fn cap_team(world: &World, cap: impl Into<Value>) -> Answer {
    let answer = world.owner().put(TEAM_CAP, &json!({"monthly_cap": cap.into()})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer
}

async fn cap_member(world: &World, who: &str, cap: impl Into<Value>) -> Answer {
    let answer = world.owner().put(&member_cap(world, who), &json!({"monthly_cap": cap.into()})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer
}

/// A picture for 40 credits is refused with `sentence`, and the limit that it names leaves `left`.
async fn assert_refused(client: &Client, sentence: &str, left: i64) {
    let answer = client.ask("refused").await;
    let code = match sentence {
        OVER_TEAM_CAP => "monthly_cap_exceeded",
        OVER_MEMBER_CAP => "member_cap_exceeded",
        _ => "insufficient_credits",
    };
    assert_eq!((answer.status, answer.text("error"), answer.text("code")), (402, sentence, code));
    assert_eq!(
        (&answer.body["credits_required"], &answer.body["credits_available"]),
        (&json!(40), &json!(left)),
        "{sentence}"
    );
}

/// The `would_fail` of a picture's dry run.
async fn would_fail(client: &Client) -> Value {
    let body = json!({"prompt": "x", "width": 256, "height": 256});
    let quote = client.post("/creative-hub/generate/image?dry_run=true", &body).await;
    assert_eq!((quote.status, &quote.body["credits_estimated"]), (200, &json!(40)));
    quote.body["would_fail"].clone()
}

/// The cap and the month's counts, which a balance, the reply to a cap and an entry of a member all show.
fn month(view: &Value) -> [Option<i64>; 3] {
    ["monthly_cap", "month_used", "month_held"].map(|name| {
        let cents = view[format!("{name}_cents")].as_i64();
        let credits = view[name].as_i64();
        assert_eq!(credits.map(|credits| credits / 10), cents, "{name} in {view}");
        credits
    })
}

async fn team_month(world: &World) -> [Option<i64>; 3] {
    month(&world.owner().balance().await)
}

/// A member's entry in the list of members; `None` if there is none.
async fn member_month(world: &World, who: &str) -> Option<[Option<i64>; 3]> {
    let list = world.owner().get("/credits/members").await;
    assert_eq!((list.status, list.text("month")), (200, world.month().as_str()));
    let members = list.body["members"].as_array().unwrap();
    members.iter().find(|member| member["user_id"] == world.user(who)).map(month)
}

#[tokio::test]
async fn owners_and_admins_set_caps_and_members_do_not() {
    let world = World::new().await;
    let body = json!({"monthly_cap": 5000});
    for path in [TEAM_CAP.to_owned(), member_cap(&world, "member")] {
        for who in ["owner", "admin"] {
            let answer = world.client(who).put(&path, &body).await;
            assert_eq!((answer.status, month(&answer.body)), (200, [Some(5000), Some(0), Some(0)]), "{who}");
        }
        let answer = world.client("member").put(&path, &body).await;
        assert_eq!((answer.status, answer.text("code")), (403, "forbidden"), "{path}");
        // The body of a caller who may not set a cap is not checked.
        assert_eq!(world.client("member").put(&path, &json!({})).await.status, 403);
        assert_eq!(world.stranger().put(&path, &body).await.status, 401);
    }
    // Another team's owner sets another team's cap.
    world.client("other_team_owner").put(TEAM_CAP, &json!({"monthly_cap": 1})).await;
    assert_eq!(team_month(&world).await, [Some(5000), Some(0), Some(0)]);
    assert_eq!(world.client("other_team_owner").balance().await["monthly_cap"], 1);
    world.assert_books().await;
}

#[tokio::test]
async fn null_removes_a_cap() {
    let world = by_hand().await;
    let member = world.client("member");
    cap_team(&world, 39).await;
    assert_refused(&member, OVER_TEAM_CAP, 39).await;
    assert_eq!(month(&cap_team(&world, Value::Null).await.body), [None, Some(0), Some(0)]);
    assert_eq!(team_month(&world).await, [None, Some(0), Some(0)]);

    cap_member(&world, "member", 39).await;
    assert_refused(&member, OVER_MEMBER_CAP, 39).await;
    let answer = cap_member(&world, "member", Value::Null).await;
    assert_eq!(
        (month(&answer.body), answer.text("user_id")),
        ([None, Some(0), Some(0)], &*world.user("member"))
    );
    member.submit_picture("free again").await;
    assert_eq!(member_month(&world, "member").await, Some([None, Some(0), Some(40)]));
    world.assert_books().await;
}

#[tokio::test]
async fn a_wrong_cap_is_400_and_changes_nothing() {
    let world = World::new().await;
    cap_team(&world, 700).await;
    cap_member(&world, "member", 700).await;
    for path in [TEAM_CAP.to_owned(), member_cap(&world, "member")] {
        for (body, fields) in [
            (json!({}), vec!["monthly_cap"]),
            (json!([]), vec!["body"]),
            (json!(null), vec!["body"]),
            (json!({"monthly_cap": -1}), vec!["monthly_cap"]),
            (json!({"monthly_cap": 1.5}), vec!["monthly_cap"]),
            (json!({"monthly_cap": "1000"}), vec!["monthly_cap"]),
            (json!({"monthly_cap": true}), vec!["monthly_cap"]),
            (json!({"monthly_cap": 10_i64.pow(12) + 1}), vec!["monthly_cap"]),
            // This number stands for "no cap" in the row, and a client must not be able to set it.
            (json!({"monthly_cap": 9 * 10_i64.pow(15)}), vec!["monthly_cap"]),
            (json!({"monthly_cap": 1e300}), vec!["monthly_cap"]),
            (json!({"monthly_cap": 1, "yearly_cap": 2}), vec!["yearly_cap"]),
            (json!({"cap": 1, "monthly_cap": -1}), vec!["monthly_cap", "cap"]),
        ] {
            let answer = world.owner().put(&path, &body).await;
            assert_eq!((answer.status, answer.text("code")), (400, "invalid_request"), "{path} {body}");
            assert_eq!(answer.complaints(), fields, "{path} {body}");
        }
    }
    let too_long = format!("/credits/members/{}/cap", "u".repeat(129));
    let answer = world.owner().put(&too_long, &json!({"monthly_cap": 1})).await;
    assert_eq!((answer.status, answer.complaints()), (400, vec!["user_id"]));
    assert_eq!(world.owner().put("/credits/members//cap", &json!({"monthly_cap": 1})).await.status, 404);
    assert_eq!(team_month(&world).await[0], Some(700));
    assert_eq!(member_month(&world, "member").await.unwrap()[0], Some(700));
    world.assert_books().await;
}

#[tokio::test]
async fn a_team_cap_for_three_jobs_lets_three_pass() {
    let world = by_hand().await;
    cap_team(&world, 3 * 40).await;
    let mut jobs = Vec::new();
    for who in ["owner", "admin", "member"] {
        jobs.push(world.client(who).submit_picture("within the cap").await);
    }
    for who in ["owner", "admin", "member"] {
        assert_refused(&world.client(who), OVER_TEAM_CAP, 0).await;
    }
    world.assert_books().await;
    for job_id in &jobs {
        assert_eq!(world.run_to_end(&world.owner(), job_id).await["status"], "completed");
    }
    // A charge counts against the cap as a hold does.
    assert_refused(&world.owner(), OVER_TEAM_CAP, 0).await;
    assert_eq!(team_month(&world).await, [Some(120), Some(120), Some(0)]);
    assert_eq!(world.client("other_team_owner").ask("another team").await.status, 202);
    cap_team(&world, 160).await;
    world.owner().submit_picture("a raised cap binds at once").await;
    assert_refused(&world.owner(), OVER_TEAM_CAP, 0).await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_members_cap_for_three_jobs_stops_that_member_only() {
    let world = by_hand().await;
    let member = world.client("member");
    // The cap is set before the member's first job, when there is nothing to count yet.
    cap_member(&world, "member", 3 * 40 + 39).await;
    let mut jobs = Vec::new();
    for _ in 0..3 {
        jobs.push(member.submit_picture("within the cap").await);
    }
    assert_refused(&member, OVER_MEMBER_CAP, 39).await;
    jobs.push(world.owner().submit_picture("not the owner's cap").await);
    jobs.push(world.client("admin").submit_picture("not the admin's cap").await);
    for job_id in &jobs {
        world.run_to_end(&world.owner(), job_id).await;
    }
    assert_refused(&member, OVER_MEMBER_CAP, 39).await;
    assert_eq!(member_month(&world, "member").await, Some([Some(159), Some(120), Some(0)]));
    assert_eq!(team_month(&world).await, [None, Some(200), Some(0)]);
    world.assert_books().await;
}

#[tokio::test]
async fn a_cap_of_nothing_lets_nothing_pass() {
    let world = by_hand().await;
    cap_member(&world, "member", 0).await;
    assert_refused(&world.client("member"), OVER_MEMBER_CAP, 0).await;
    cap_team(&world, 0).await;
    assert_refused(&world.owner(), OVER_TEAM_CAP, 0).await;
    assert_eq!(team_month(&world).await, [Some(0), Some(0), Some(0)]);
    world.assert_books().await;
}

#[tokio::test]
async fn when_several_limits_refuse_the_first_in_order_is_named() {
    let world = by_hand().await;
    let member = world.client("member");
    world.spend_down_to(39).await;
    cap_team(&world, 38).await;
    cap_member(&world, "member", 37).await;
    for (sentence, left) in [(INSUFFICIENT, 39), (OVER_TEAM_CAP, 38), (OVER_MEMBER_CAP, 37)] {
        assert_refused(&member, sentence, left).await;
        assert_eq!(would_fail(&member).await, sentence);
        match sentence {
            INSUFFICIENT => assert_eq!(world.give("top_up", 1).await.status, 201),
            OVER_TEAM_CAP => drop(cap_team(&world, 40).await),
            _ => drop(cap_member(&world, "member", 40).await),
        }
    }
    assert_eq!(would_fail(&member).await, Value::Null);
    member.submit_picture("exactly what every limit leaves").await;
    assert_eq!(team_month(&world).await, [Some(40), Some(0), Some(40)]);
    world.assert_books().await;
}

#[tokio::test]
async fn a_lowered_cap_refuses_new_holds_and_lets_running_jobs_complete() {
    let world = by_hand().await;
    let member = world.client("member");
    let mut jobs = Vec::new();
    for _ in 0..2 {
        jobs.push(member.submit_picture("held before").await);
    }
    assert_eq!(month(&cap_team(&world, 50).await.body), [Some(50), Some(0), Some(80)]);
    assert_refused(&member, OVER_TEAM_CAP, 0).await;
    cap_team(&world, Value::Null).await;
    assert_eq!(month(&cap_member(&world, "member", 50).await.body), [Some(50), Some(0), Some(80)]);
    assert_refused(&member, OVER_MEMBER_CAP, 0).await;
    cap_team(&world, 50).await;
    world.assert_books().await;
    for job_id in &jobs {
        let job = world.run_to_end(&member, job_id).await;
        assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(40)), "{job}");
    }
    assert_eq!(team_month(&world).await, [Some(50), Some(80), Some(0)]);
    assert_refused(&member, OVER_TEAM_CAP, 0).await;
    // Spending above a lowered cap still counts when the cap is raised again.
    cap_team(&world, 120).await;
    cap_member(&world, "member", 119).await;
    assert_refused(&member, OVER_MEMBER_CAP, 39).await;
    cap_member(&world, "member", 120).await;
    member.submit_picture("the last that fits").await;
    world.assert_books().await;
}

#[tokio::test]
async fn jobs_that_end_without_a_charge_give_cap_room_back() {
    let world = by_hand().await;
    let member = world.client("member");
    cap_team(&world, 40).await;
    cap_member(&world, "member", 40).await;
    for prompt in ["sim:fail", "sim:moderated", "sim:500=99"] {
        let job_id = member.submit_picture(prompt).await;
        assert_refused(&member, OVER_TEAM_CAP, 0).await;
        assert_eq!(world.run_to_end(&member, &job_id).await["status"], "failed", "{prompt}");
        assert_eq!(team_month(&world).await, [Some(40), Some(0), Some(0)], "{prompt}");
        assert_eq!(member_month(&world, "member").await, Some([Some(40), Some(0), Some(0)]), "{prompt}");
        world.assert_books().await;
    }
    let canceled = member.submit_picture("changed my mind").await;
    assert_eq!(member.cancel(&canceled).await.status, 200);
    member.submit_picture("now then").await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_partly_made_job_gives_the_rest_of_its_hold_back_to_the_caps() {
    let world = by_hand().await;
    let member = world.client("member");
    cap_team(&world, 80).await;
    cap_member(&world, "member", 80).await;
    // The starts of one of the two pictures all meet server errors, so only the other one is made.
    let body = json!({"prompt": "sim:500=9", "num_variants": 2, "width": 256, "height": 256});
    let job_id = member.submit(&body).await;
    assert_eq!(team_month(&world).await, [Some(80), Some(0), Some(70)]);
    assert_refused(&member, OVER_TEAM_CAP, 10).await;
    let job = world.run_to_end(&member, &job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(40)), "{job}");
    assert_eq!(team_month(&world).await, [Some(80), Some(40), Some(0)]);
    assert_eq!(member_month(&world, "member").await, Some([Some(80), Some(40), Some(0)]));
    member.submit_picture("in the room that came back").await;
    assert_refused(&member, OVER_TEAM_CAP, 0).await;
    world.assert_books().await;
}

#[tokio::test]
async fn the_balance_shows_what_the_month_counts() {
    let world = by_hand().await;
    let owner = world.owner();
    cap_team(&world, 1000).await;
    let first = owner.submit_picture("charged").await;
    world.run_to_end(&owner, &first).await;
    owner.submit_picture("held").await;
    let balance = owner.balance().await;
    let expected = json!({
        "balance": 99_960, "balance_cents": 9996,
        "held": 40, "held_cents": 4,
        "available": 99_920, "available_cents": 9992,
        "monthly_cap": 1000, "monthly_cap_cents": 100,
        "month_used": 40, "month_used_cents": 4,
        "month_held": 40, "month_held_cents": 4,
        "low_balance_threshold": null, "low_balance_threshold_cents": null,
    });
    assert_eq!(balance, expected);
    assert_eq!(world.client("member").balance().await, expected, "members see their team's balance");
    world.assert_books().await;
}

#[tokio::test]
async fn the_members_are_listed_with_their_usage() {
    let world = by_hand().await;
    let owner = world.owner();
    let of_member = world.client("member").submit_picture("the member's").await;
    world.run_to_end(&owner, &of_member).await;
    owner.submit_picture("the owner's").await;
    cap_member(&world, "admin", 90).await;
    for who in ["owner", "admin"] {
        let list = world.client(who).get("/credits/members").await;
        assert_eq!((list.status, list.body["members"].as_array().unwrap().len()), (200, 3), "{who}");
    }
    assert_eq!(member_month(&world, "member").await, Some([None, Some(40), Some(0)]));
    assert_eq!(member_month(&world, "owner").await, Some([None, Some(0), Some(40)]));
    assert_eq!(member_month(&world, "admin").await, Some([Some(90), Some(0), Some(0)]));
    let refused = world.client("member").get("/credits/members").await;
    assert_eq!((refused.status, refused.text("code")), (403, "forbidden"));
    assert_eq!(world.stranger().get("/credits/members").await.status, 401);
    let elsewhere = world.client("other_team_owner").get("/credits/members").await;
    assert_eq!(elsewhere.body["members"], json!([]), "nobody there has spent anything");
    world.assert_books().await;
}

#[tokio::test]
async fn the_next_month_frees_team_and_member_by_itself() {
    let world = by_hand().await;
    let member = world.client("member");
    cap_team(&world, 40).await;
    cap_member(&world, "member", 40).await;
    let job_id = member.submit_picture("last month's").await;
    world.run_to_end(&member, &job_id).await;
    assert_refused(&member, OVER_TEAM_CAP, 0).await;
    world.clock.advance_seconds(MONTH_AND_A_BIT);
    assert_eq!(team_month(&world).await, [Some(40), Some(0), Some(0)]);
    assert_eq!(member_month(&world, "member").await, Some([Some(40), Some(0), Some(0)]));
    assert_eq!(would_fail(&member).await, Value::Null);
    let job_id = member.submit_picture("this month's").await;
    world.assert_books().await;
    assert_refused(&member, OVER_TEAM_CAP, 0).await;
    world.run_to_end(&member, &job_id).await;
    cap_team(&world, Value::Null).await;
    assert_refused(&member, OVER_MEMBER_CAP, 0).await;
    assert_eq!(team_month(&world).await, [None, Some(40), Some(0)]);
    world.assert_books().await;
}

#[tokio::test]
async fn a_cap_that_is_set_in_a_new_month_counts_nothing_of_the_old_one() {
    let world = by_hand().await;
    let member = world.client("member");
    let job_id = member.submit_picture("last month's").await;
    world.run_to_end(&member, &job_id).await;
    world.clock.advance_seconds(MONTH_AND_A_BIT);
    assert_eq!(month(&cap_team(&world, 50).await.body), [Some(50), Some(0), Some(0)]);
    assert_eq!(month(&cap_member(&world, "member", 45).await.body), [Some(45), Some(0), Some(0)]);
    world.assert_books().await;
    member.submit_picture("this month's").await;
    cap_team(&world, Value::Null).await;
    assert_refused(&member, OVER_MEMBER_CAP, 5).await;
    world.assert_books().await;
}

/// Submits a job seconds before the month ends, and returns it seconds after.
async fn held_before_the_month_ended(world: &World, prompt: &str) -> String {
    world.advance_to_end_of_month(30);
    let old_month = world.month();
    let job_id = world.client("member").submit_picture(prompt).await;
    assert_eq!(world.month(), old_month, "the machine was too slow for this test");
    world.clock.advance_seconds(60);
    assert!(world.month() > old_month);
    job_id
}

#[tokio::test]
async fn a_job_completed_in_the_next_month_counts_in_the_month_of_its_hold() {
    let world = by_hand().await;
    let member = world.client("member");
    cap_team(&world, 40).await;
    cap_member(&world, "member", 40).await;
    let job_id = held_before_the_month_ended(&world, "over the turn of the month").await;
    let job = world.run_to_end(&member, &job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(40)), "{job}");
    // The new month does not count it, neither before its own first hold nor after.
    for held in [0, 40] {
        assert_eq!(team_month(&world).await, [Some(40), Some(0), Some(held)]);
        assert_eq!(member_month(&world, "member").await, Some([Some(40), Some(0), Some(held)]));
        world.assert_books().await;
        if held == 0 {
            member.submit_picture("the new month's own").await;
        }
    }
    assert_eq!(world.owner().balance().await["balance"], 99_960);
    world.assert_books().await;
}

#[tokio::test]
async fn last_months_holds_end_without_touching_this_months_counts() {
    let world = by_hand().await;
    let member = world.client("member");
    cap_team(&world, 80).await;
    cap_member(&world, "member", 80).await;
    world.advance_to_end_of_month(40);
    let completes = member.submit_picture("completes").await;
    let fails = held_before_the_month_ended(&world, "sim:fail").await;
    // Both rows are in the new month by the time the old holds end.
    let new = member.submit_picture("the new month's own").await;
    let also_new = member.submit_picture("the new month's other").await;
    assert_refused(&member, OVER_TEAM_CAP, 0).await;
    assert_eq!(world.owner().balance().await["held"], 160);
    world.assert_books().await;
    for (job_id, status) in [(&completes, "completed"), (&fails, "failed")] {
        let job = world.run_to_end(&member, job_id).await;
        assert_eq!(job["status"], status, "{job}");
        world.assert_books().await;
    }
    assert_refused(&member, OVER_TEAM_CAP, 0).await;
    world.run_to_end(&member, &new).await;
    world.run_to_end(&member, &also_new).await;
    assert_eq!(team_month(&world).await, [Some(80), Some(80), Some(0)]);
    assert_eq!(member_month(&world, "member").await, Some([Some(80), Some(80), Some(0)]));
    assert_eq!(world.owner().balance().await["balance"], 100_000 - 3 * 40);
    world.assert_books().await;
}

#[tokio::test]
async fn team_and_member_may_enter_the_new_month_one_after_the_other() {
    let world = by_hand().await;
    let member = world.client("member");
    cap_member(&world, "member", 80).await;
    let job_id = held_before_the_month_ended(&world, "over the turn of the month").await;
    // The owner's job moves the team's row into the new month. The member's row follows when its cap is set.
    let owners = world.owner().submit_picture("the owner's").await;
    world.assert_books().await;
    assert_eq!(month(&cap_member(&world, "member", 40).await.body), [Some(40), Some(0), Some(0)]);
    world.assert_books().await;
    world.run_to_end(&member, &job_id).await;
    world.run_to_end(&world.owner(), &owners).await;
    assert_eq!(team_month(&world).await, [None, Some(40), Some(0)]);
    assert_eq!(member_month(&world, "member").await, Some([Some(40), Some(0), Some(0)]));
    member.submit_picture("all of the new cap is there").await;
    assert_refused(&member, OVER_MEMBER_CAP, 0).await;
    world.assert_books().await;
}

/// Only seven of 60 submits at once pass, as many as the cap has room for.
async fn assert_seven_of_sixty_pass(world: &World, sentence: &str) {
    let member = world.client("member");
    let answers = join_all((0..60).map(|_| member.ask("race"))).await;
    let accepted = answers.iter().filter(|answer| answer.status == 202).count();
    assert_eq!(accepted, 7, "{answers:?}");
    for refused in answers.iter().filter(|answer| answer.status != 202) {
        assert_eq!((refused.status, refused.text("error")), (402, sentence));
        assert_eq!(refused.body["credits_required"], 40);
        assert!(refused.body["credits_available"].as_i64().unwrap() < 40);
    }
    assert_eq!(team_month(world).await[2], Some(7 * 40));
    assert_eq!(member_month(world, "member").await.unwrap()[2], Some(7 * 40));
    world.assert_books().await;
}

#[tokio::test]
async fn a_team_cap_for_seven_jobs_lets_seven_of_sixty_submits_pass() {
    let world = by_hand().await;
    cap_team(&world, 7 * 40 + 39).await;
    assert_seven_of_sixty_pass(&world, OVER_TEAM_CAP).await;
    // The same happens where all of them find the rows in last month.
    world.clock.advance_seconds(MONTH_AND_A_BIT);
    assert_seven_of_sixty_pass(&world, OVER_TEAM_CAP).await;
}

#[tokio::test]
async fn a_members_cap_for_seven_jobs_lets_seven_of_sixty_submits_pass() {
    let world = by_hand().await;
    cap_member(&world, "member", 7 * 40 + 39).await;
    assert_seven_of_sixty_pass(&world, OVER_MEMBER_CAP).await;
    world.clock.advance_seconds(MONTH_AND_A_BIT);
    assert_seven_of_sixty_pass(&world, OVER_MEMBER_CAP).await;
}

#[tokio::test]
async fn caps_that_change_while_jobs_are_held_and_charged_keep_the_count_right() {
    let world = by_hand().await;
    let member = world.client("member");
    let mut jobs = Vec::new();
    for _ in 0..3 {
        jobs.push(member.submit_picture("charged meanwhile").await);
    }
    let team_caps = join_all((0..12).map(|n| cap_team(&world, 1000 + n)));
    let member_caps = join_all((0..12).map(|n| cap_member(&world, "member", 300 + n)));
    let submits = join_all((0..15).map(|_| member.ask("held meanwhile")));
    let charges = async {
        for job_id in &jobs {
            world.run_to_end(&member, job_id).await;
        }
    };
    let (_, _, submits, ()) = tokio::join!(team_caps, member_caps, submits, charges);
    for answer in &submits {
        assert!(answer.status == 202 || answer.text("error") == OVER_MEMBER_CAP, "{answer:?}");
    }
    world.assert_books().await;
    cap_team(&world, 5000).await;
    cap_member(&world, "member", 5000).await;
    world.assert_books().await;
}

#[tokio::test]
async fn caps_and_holds_at_once_begin_a_new_month_once() {
    let world = by_hand().await;
    let member = world.client("member");
    let old = held_before_the_month_ended(&world, "held last month").await;
    let team_caps = join_all((0..6).map(|n| cap_team(&world, 1000 + n)));
    let member_caps = join_all((0..6).map(|n| cap_member(&world, "member", 300 + n)));
    let submits = join_all((0..15).map(|_| member.ask("held this month")));
    let (_, _, submits, job) = tokio::join!(team_caps, member_caps, submits, world.run_to_end(&member, &old));
    assert_eq!(job["status"], "completed");
    let accepted = submits.iter().filter(|answer| answer.status == 202).count();
    // Seven fit under the cap, and those that came before the cap pass as well.
    assert!((7..=15).contains(&accepted), "{submits:?}");
    for refused in submits.iter().filter(|answer| answer.status != 202) {
        assert_eq!(refused.text("error"), OVER_MEMBER_CAP);
    }
    // Some of the new jobs may have completed meanwhile. All of them count in this month, and the old one does not.
    let [_, used, held] = member_month(&world, "member").await.unwrap();
    assert_eq!(used.unwrap() + held.unwrap(), 40 * i64::try_from(accepted).unwrap());
    world.assert_books().await;
}

#[tokio::test]
async fn a_cap_is_set_once_whichever_aws_call_fails() {
    for path in [TEAM_CAP.to_owned(), "/credits/members/somebody-new/cap".to_owned()] {
        for kind in [Fault::BeforeCall, Fault::AfterCall] {
            let world = by_hand().await;
            let owner = world.owner();
            owner.submit_picture("held").await;
            let mut round = 0;
            loop {
                let cap = 1000 + i64::try_from(round).unwrap();
                let body = json!({"monthly_cap": cap});
                world.tap.arm(kind(round));
                let first = owner.put(&path, &body).await;
                let struck = world.tap.has_struck();
                world.tap.reset();
                round += 1;
                assert!(first.status == 200 || first.headers.contains_key("retry-after"), "{first:?}");
                let again = owner.put(&path, &body).await;
                assert_eq!((again.status, &again.body["monthly_cap"]), (200, &json!(cap)));
                world.assert_books().await;
                if !struck {
                    break;
                }
            }
            assert!(round > 2, "at least the row is read and written");
        }
    }
}
