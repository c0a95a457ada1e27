//! docs/API.md, Credits: the ledger as a team reads it, and the grants that operators write into it.

use std::collections::BTreeSet;

use contract_tests::{Answer, Client, Fault, Setup, World};
use futures::future::join_all;
use serde_json::{Value, json};

const GRANTS: &str = "/credits/grants";

async fn by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

async fn grant_under(client: &Client, key: &str, body: &Value) -> Answer {
    client.send(client.request("POST", GRANTS).header("idempotency-key", key).json(body)).await
}

fn lines(page: &Value) -> &[Value] {
    page["transactions"].as_array().unwrap()
}

/// One field of every line, in the order of the page.
fn column(page: &Value, name: &str) -> Vec<i64> {
    lines(page).iter().map(|line| line[name].as_i64().unwrap()).collect()
}

/// The sequence numbers of the lines that match.
async fn seqs(client: &Client, query: &[(&str, &str)]) -> Vec<i64> {
    column(&client.transactions(query).await, "seq")
}

fn is_uuid_v7(id: &Value) -> bool {
    let id = id.as_str().unwrap();
    let groups: Vec<usize> = id.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] && id.as_bytes()[14] == b'7'
}

#[tokio::test]
async fn the_ledger_lists_the_newest_line_first_and_adds_up_to_the_balance() {
    let world = by_hand().await;
    let owner = world.owner();
    let completed = owner.submit_picture("a red bicycle").await;
    world.run_to_end(&owner, &completed).await;
    let failed = owner.submit_picture("sim:fail").await;
    world.run_to_end(&owner, &failed).await;
    world.give("top_up", 500).await;
    world.give("adjustment", -70).await;

    let page = owner.transactions(&[]).await;
    assert_eq!(column(&page, "seq"), [4, 3, 2, 1], "a failed job has no line");
    assert_eq!(column(&page, "amount"), [-70, 500, -40, 100_000]);
    assert_eq!(column(&page, "amount_cents"), [-7, 50, -4, 10_000]);
    assert_eq!(column(&page, "balance_after"), [100_390, 100_460, 99_960, 100_000]);
    let types: Vec<&Value> = lines(&page).iter().map(|line| &line["type"]).collect();
    assert_eq!(types, ["adjustment", "top_up", "generation_image", "grant"]);
    assert_eq!(page["next_cursor"], Value::Null);
    let balance = owner.balance().await;
    assert_eq!(balance["balance"], column(&page, "amount").iter().sum::<i64>());
    let ids: BTreeSet<&str> = lines(&page).iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 4);
    assert!(lines(&page).iter().all(|line| is_uuid_v7(&line["id"])), "{page}");
    world.assert_books().await;
}

#[tokio::test]
async fn a_line_says_what_it_is_for() {
    let world = by_hand().await;
    let member = world.client("member");
    let job_id = member.submit_picture("a red bicycle").await;
    let job = world.run_to_end(&member, &job_id).await;
    let page = member.transactions(&[]).await;
    let [charge, opening] = lines(&page) else { panic!("{page}") };
    assert_eq!(
        (&charge["job_id"], &charge["user_id"], &charge["reason"]),
        (&json!(job_id), &json!(world.user("member")), &Value::Null)
    );
    assert_eq!((&charge["created_at"], &charge["team_id"]), (&job["completed_at"], &json!(world.team())));
    assert_eq!((&opening["job_id"], &opening["user_id"]), (&Value::Null, &Value::Null));
    assert_eq!(charge["granted_by"], Value::Null);
    assert_eq!(opening["reason"], "opening credits of the local stack");
    world.assert_books().await;
}

#[tokio::test]
async fn pages_of_two_show_every_line_once_while_new_lines_are_written() {
    let world = by_hand().await;
    let owner = world.owner();
    for amount in 1..=7 {
        world.give("grant", amount).await;
    }
    let mut shown = Vec::new();
    let mut cursor = None;
    loop {
        let mut query = vec![("limit", "2")];
        query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let page = owner.transactions(&query).await;
        shown.extend(column(&page, "seq"));
        assert_eq!(lines(&page).len(), 2, "eight lines are four whole pages");
        // A line that is written meanwhile comes before the first page.
        world.give("grant", 100).await;
        match &page["next_cursor"] {
            Value::Null => break,
            next => cursor = Some(next.as_str().unwrap().to_owned()),
        }
    }
    assert_eq!(shown, [8, 7, 6, 5, 4, 3, 2, 1]);
    world.assert_books().await;
}

#[tokio::test]
async fn lines_are_filtered_by_type_and_time() {
    let world = by_hand().await;
    let owner = world.owner();
    let mut written = Vec::new();
    for line_type in ["top_up", "adjustment", "top_up"] {
        world.clock.advance_seconds(3600);
        written.push(world.give(line_type, 10).await.text("created_at").to_owned());
    }
    let [second, third, fourth] = &written[..] else { panic!("{written:?}") };
    for (query, expected) in [
        (vec![("type", "top_up")], vec![4, 2]),
        (vec![("type", "grant")], vec![1]),
        (vec![("type", "generation_image")], vec![]),
        // `from` is inclusive, and `to` is exclusive.
        (vec![("from", second.as_str())], vec![4, 3, 2]),
        (vec![("to", fourth.as_str())], vec![3, 2, 1]),
        (vec![("from", second), ("to", fourth)], vec![3, 2]),
        (vec![("from", third), ("to", third)], vec![]),
        (vec![("from", second), ("type", "top_up"), ("limit", "1")], vec![4]),
        (vec![("to", fourth), ("type", "top_up")], vec![2]),
        (vec![("cursor", "3")], vec![2, 1]),
        (vec![("cursor", "1")], vec![]),
    ] {
        assert_eq!(seqs(&owner, &query).await, expected, "{query:?}");
    }
    // The same instant can be written in another way.
    let elsewhere = second.replace('Z', "+00:00");
    assert_eq!(seqs(&owner, &[("from", &elsewhere)]).await, [4, 3, 2]);
    world.assert_books().await;
}

#[tokio::test]
async fn the_next_page_of_filtered_lines_begins_where_the_last_one_ended() {
    let world = by_hand().await;
    let owner = world.owner();
    for line_type in ["top_up", "adjustment", "top_up", "adjustment", "top_up"] {
        world.give(line_type, 10).await;
    }
    let first = owner.transactions(&[("type", "top_up"), ("limit", "2")]).await;
    assert_eq!(column(&first, "seq"), [6, 4]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = owner.transactions(&[("type", "top_up"), ("limit", "2"), ("cursor", cursor)]).await;
    assert_eq!((column(&second, "seq"), &second["next_cursor"]), (vec![2], &Value::Null));
    world.assert_books().await;
}

#[tokio::test]
async fn a_rare_line_is_found_behind_hundreds_of_others() {
    let world = by_hand().await;
    let owner = world.owner();
    // There are more lines than one call to DynamoDB asks for.
    for left in 0..205 {
        world.spend_down_to(99_000 + left).await;
    }
    assert_eq!(seqs(&owner, &[("type", "grant")]).await, [1]);
    let most = owner.transactions(&[("limit", "200")]).await;
    assert_eq!((lines(&most).len(), &most["next_cursor"]), (200, &json!("7")));
    assert_eq!(seqs(&owner, &[("cursor", "7")]).await, [6, 5, 4, 3, 2, 1]);
    world.assert_books().await;
}

#[tokio::test]
async fn every_wrong_parameter_is_named_at_once() {
    let world = World::new().await;
    let owner = world.owner();
    for (name, value) in [
        ("limit", "0"),
        ("limit", "201"),
        ("limit", "-1"),
        ("limit", "many"),
        ("cursor", "-1"),
        ("cursor", "next"),
        ("cursor", "9999999999999"),
        ("from", "yesterday"),
        ("from", "2026-11-21"),
        ("to", "2026-13-01T00:00:00Z"),
        ("to", ""),
        ("type", "gift"),
        ("type", "Grant"),
        ("colour", "red"),
    ] {
        let answer = owner.get(&format!("/credits/transactions?{name}={value}")).await;
        assert_eq!((answer.status, answer.text("code")), (400, "invalid_request"), "{name}={value}");
        assert_eq!(answer.complaints(), [name], "{name}={value}");
    }
    let path = "/credits/transactions?limit=x&cursor=x&from=x&to=x&type=x&colour=x";
    let mut complaints =
        owner.get(path).await.complaints().into_iter().map(str::to_owned).collect::<Vec<_>>();
    complaints.sort_unstable();
    assert_eq!(complaints, ["colour", "cursor", "from", "limit", "to", "type"]);
    world.assert_books().await;
}

#[tokio::test]
async fn a_ledger_is_read_by_its_own_team_only() {
    let world = World::new().await;
    world.give("grant", 7).await;
    for (who, numbers) in [
        ("owner", vec![2, 1]),
        ("admin", vec![2, 1]),
        ("member", vec![2, 1]),
        ("other_team_owner", vec![1]),
        ("operator", vec![1]),
    ] {
        assert_eq!(seqs(&world.client(who), &[]).await, numbers, "{who}");
    }
    assert_eq!(world.stranger().get("/credits/transactions").await.status, 401);
    world.assert_books().await;
}

#[tokio::test]
async fn only_an_operator_gives_credits() {
    let world = World::new().await;
    let body = json!({"team_id": world.team(), "amount": 1000, "reason": "a present"});
    for who in ["owner", "admin", "member", "other_team_owner"] {
        let answer = world.client(who).post(GRANTS, &body).await;
        assert_eq!((answer.status, answer.text("code")), (403, "forbidden"), "{who}");
    }
    let answer = world.stranger().post(GRANTS, &body).await;
    assert_eq!((answer.status, answer.text("code")), (401, "unauthenticated"));
    assert_eq!(world.owner().balance().await["balance"], 100_000);
    // The body of a caller who may not grant is not checked.
    assert_eq!(world.owner().post(GRANTS, &json!({})).await.status, 403);
    world.assert_books().await;
}

#[tokio::test]
async fn a_grant_is_answered_with_its_line_and_can_be_spent() {
    let world = World::new().await;
    let owner = world.owner();
    let operator = world.client("operator");
    let team_id = world.team();
    let unnamed = json!({"team_id": team_id, "amount": 25, "reason": "welcome"});
    for (body, line_type, amount, after) in [
        (unnamed, "grant", 25, 100_025),
        (json!({"team_id": team_id, "amount": 1, "reason": "r", "type": "grant"}), "grant", 1, 100_026),
        (json!({"team_id": team_id, "amount": 10, "reason": "r", "type": "top_up"}), "top_up", 10, 100_036),
        (
            json!({"team_id": team_id, "amount": 4, "reason": "r", "type": "adjustment"}),
            "adjustment",
            4,
            100_040,
        ),
        (
            json!({"team_id": team_id, "amount": -40, "reason": "r", "type": "adjustment"}),
            "adjustment",
            -40,
            100_000,
        ),
    ] {
        let answer = operator.post(GRANTS, &body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        assert_eq!((&answer.body["type"], &answer.body["amount"]), (&json!(line_type), &json!(amount)));
        assert_eq!(
            (&answer.body["balance_after"], &answer.body["team_id"]),
            (&json!(after), &json!(team_id))
        );
        assert_eq!(answer.body["reason"], body["reason"]);
        let operator_id = format!("operator-{}", world.stack.ready.teams[2]);
        assert_eq!(answer.body["granted_by"], operator_id);
        let balance = owner.balance().await;
        assert_eq!((&balance["balance"], &balance["available"]), (&json!(after), &json!(after)));
        let newest = owner.transactions(&[("limit", "1")]).await;
        assert_eq!(lines(&newest), [answer.body], "the ledger says the same");
    }
    assert_eq!(operator.balance().await["balance"], 100_000, "the operator's own team pays nothing");
    world.assert_books().await;
}

#[tokio::test]
async fn a_wrong_grant_gets_every_field_error_at_once_and_changes_nothing() {
    let world = World::new().await;
    let operator = world.client("operator");
    let team_id = world.team();
    let good = json!({"team_id": team_id, "amount": 1, "reason": "r"});
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    let adjustment =
        |amount: i64| json!({"team_id": team_id, "amount": amount, "reason": "r", "type": "adjustment"});
    let everything = json!({"team_id": "", "amount": 1.5, "reason": " ", "type": "gift", "colour": "red"});
    for (body, fields) in [
        (json!({}), vec!["amount", "reason", "team_id"]),
        (json!([]), vec!["body"]),
        (everything, vec!["amount", "colour", "reason", "team_id", "type"]),
        (json!({"team_id": null, "amount": null, "reason": null}), vec!["amount", "reason", "team_id"]),
        (with("amount", json!(0)), vec!["amount"]),
        (with("amount", json!(-1)), vec!["amount"]),
        (with("amount", json!("1")), vec!["amount"]),
        (with("amount", json!(10_i64.pow(12) + 1)), vec!["amount"]),
        (with("amount", json!(1e30)), vec!["amount"]),
        (with("type", json!("generation_image")), vec!["type"]),
        (with("type", json!(7)), vec!["type"]),
        (with("reason", json!("r".repeat(501))), vec!["reason"]),
        (with("team_id", json!("t".repeat(65))), vec!["team_id"]),
        (with("user_id", json!("u")), vec!["user_id"]),
        (adjustment(0), vec!["amount"]),
        (adjustment(-(10_i64.pow(12)) - 1), vec!["amount"]),
        (json!({"team_id": team_id, "amount": -1, "reason": "r", "type": "top_up"}), vec!["amount"]),
    ] {
        let answer = operator.post(GRANTS, &body).await;
        assert_eq!((answer.status, answer.text("code")), (400, "invalid_request"), "{body}");
        let mut complaints = answer.complaints();
        complaints.sort_unstable();
        assert_eq!(complaints, fields, "{body}");
    }
    let long_key = grant_under(&operator, &"k".repeat(256), &good).await;
    assert_eq!((long_key.status, long_key.complaints()), (400, vec!["Idempotency-Key"]));
    let broken = operator.request("POST", GRANTS).header("content-type", "application/json").body("{");
    assert_eq!(operator.send(broken).await.text("code"), "invalid_json");
    let text = operator.request("POST", GRANTS).header("content-type", "text/plain").body("{}");
    assert_eq!(operator.send(text).await.status, 415);
    assert_eq!(seqs(&world.owner(), &[]).await, [1]);
    world.assert_books().await;
}

#[tokio::test]
async fn an_adjustment_takes_no_more_than_is_available() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = owner.submit_picture("paid for").await;
    let too_much = world.give("adjustment", -100_000).await;
    assert_eq!((too_much.status, too_much.text("code")), (409, "insufficient_credits"), "40 are held");
    assert_eq!(too_much.body["credits_available"], 99_960);
    assert!(!too_much.text("error").is_empty());
    assert_eq!(seqs(&owner, &[]).await, [1]);
    assert_eq!(world.give("adjustment", -99_960).await.status, 201);
    let nothing_left = world.give("adjustment", -1).await;
    assert_eq!((nothing_left.status, &nothing_left.body["credits_available"]), (409, &json!(0)));
    // The job can still spend what it holds.
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!(job["status"], "completed");
    assert_eq!(owner.balance().await["balance"], 0);
    world.assert_books().await;
}

#[tokio::test]
async fn a_repeated_grant_gets_the_same_line_and_another_one_under_its_key_is_422() {
    let world = World::new().await;
    let operator = world.client("operator");
    let body = json!({"team_id": world.team(), "amount": 500, "reason": "invoice 66"});
    let first = grant_under(&operator, "invoice-66", &body).await;
    let again = grant_under(&operator, "invoice-66", &body).await;
    let mut spelled_out = body.clone();
    spelled_out["type"] = json!("grant");
    let with_defaults = grant_under(&operator, "invoice-66", &spelled_out).await;
    assert_eq!((first.status, again.status, with_defaults.status), (201, 201, 201));
    assert_eq!(first.body, again.body);
    assert_eq!(first.body, with_defaults.body);
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert!(!first.headers.contains_key("idempotent-replayed"));

    for (name, value) in [("amount", json!(501)), ("reason", json!("r")), ("type", json!("top_up"))] {
        let mut other = body.clone();
        other[name] = value;
        let answer = grant_under(&operator, "invoice-66", &other).await;
        assert_eq!((answer.status, answer.text("code")), (422, "idempotency_key_reused"), "{name}");
    }
    let mut other_team = body.clone();
    other_team["team_id"] = json!(world.stack.ready.teams[1]);
    assert_eq!(grant_under(&operator, "invoice-66", &other_team).await.status, 422);
    assert_eq!(world.owner().balance().await["balance"], 100_500);
    assert_eq!(seqs(&world.owner(), &[]).await, [2, 1]);
    // Without a key every request is a new grant.
    operator.post(GRANTS, &body).await;
    operator.post(GRANTS, &body).await;
    assert_eq!(world.owner().balance().await["balance"], 101_500);
    world.assert_books().await;
}

#[tokio::test]
async fn a_key_stands_for_one_endpoint() {
    let world = World::new().await;
    let operator = world.client("operator");
    let body = json!({"team_id": world.team(), "amount": 500, "reason": "r"});
    assert_eq!(grant_under(&operator, "k", &body).await.status, 201);
    let submit = operator.request("POST", "/creative-hub/generate/image").header("idempotency-key", "k");
    let answer = operator.send(submit.json(&json!({"prompt": "x"}))).await;
    assert_eq!((answer.status, answer.text("code")), (422, "idempotency_key_reused"));
    assert_eq!(operator.balance().await["held"], 0);
    world.assert_books().await;
}

#[tokio::test]
async fn a_refused_grant_keeps_no_key() {
    let world = World::new().await;
    let operator = world.client("operator");
    let take =
        |amount: i64| json!({"team_id": world.team(), "amount": amount, "reason": "r", "type": "adjustment"});
    assert_eq!(grant_under(&operator, "k", &take(0)).await.status, 400);
    assert_eq!(grant_under(&operator, "k", &take(-100_001)).await.status, 409);
    assert_eq!(grant_under(&operator, "k", &take(-1)).await.status, 201);
    world.assert_books().await;
}

#[tokio::test]
async fn fifty_grants_at_once_under_one_key_write_one_line() {
    let world = World::new().await;
    let operator = world.client("operator");
    let body = json!({"team_id": world.team(), "amount": 500, "reason": "stampede"});
    let answers = join_all((0..50).map(|_| grant_under(&operator, "stampede", &body))).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (201, &answers[0].body));
    }
    assert_eq!(seqs(&world.owner(), &[]).await, [2, 1]);
    assert_eq!(world.owner().balance().await["balance"], 100_500);
    world.assert_books().await;
}

#[tokio::test]
async fn the_first_grants_of_a_team_open_its_account() {
    let world = World::new().await;
    let operator = world.client("operator");
    for id in ["born-today", "unborn", "twins"] {
        world.make_team(id).await;
    }
    let first = json!({"team_id": "born-today", "amount": 250, "reason": "welcome"});
    let opened = operator.post(GRANTS, &first).await;
    assert_eq!(
        (opened.status, &opened.body["seq"], &opened.body["balance_after"]),
        (201, &json!(1), &json!(250))
    );
    let books = world.balanced_books("born-today").await;
    assert_eq!((books.row.balance.get(), books.row.count.cap()), (250, None));

    let nothing = json!({"team_id": "unborn", "amount": -1, "reason": "r", "type": "adjustment"});
    let refused = operator.post(GRANTS, &nothing).await;
    assert_eq!((refused.status, &refused.body["credits_available"]), (409, &json!(0)));

    // Several grants to a new team arrive at once.
    let body = |amount: i64| json!({"team_id": "twins", "amount": amount, "reason": "r"});
    let bodies: Vec<Value> = (1..=10).map(body).collect();
    let answers = join_all(bodies.iter().map(|body| operator.post(GRANTS, body))).await;
    assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
    let books = world.balanced_books("twins").await;
    assert_eq!((books.row.balance.get(), books.lines.len()), (55, 10));
    world.assert_books().await;
}

#[tokio::test]
async fn grants_and_charges_at_once_leave_no_gap() {
    let world = by_hand().await;
    let owner = world.owner();
    let mut jobs = Vec::new();
    for _ in 0..4 {
        jobs.push(owner.submit_picture("beside grants").await);
    }
    let grants = join_all((1..=25).map(|amount| world.give("grant", amount)));
    let charges = async {
        for job_id in &jobs {
            world.run_to_end(&owner, job_id).await;
        }
    };
    let (answers, ()) = tokio::join!(grants, charges);
    assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
    let numbers: BTreeSet<i64> = answers.iter().map(|answer| answer.body["seq"].as_i64().unwrap()).collect();
    assert_eq!(numbers.len(), 25, "every grant has a number of its own");
    let page = owner.transactions(&[]).await;
    assert_eq!(column(&page, "seq"), (1..=30).rev().collect::<Vec<_>>());
    assert_eq!(owner.balance().await["balance"], 100_000 + (1..=25).sum::<i64>() - 4 * 40);
    world.assert_books().await;
}

#[tokio::test]
async fn a_grant_counts_once_whichever_aws_call_fails() {
    for kind in [Fault::BeforeCall, Fault::AfterCall] {
        let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
        let operator = world.client("operator");
        let mut granted = 0;
        loop {
            let body = json!({"team_id": world.team(), "amount": 500, "reason": format!("round {granted}")});
            let key = format!("round {granted}");
            world.tap.arm(kind(granted));
            let first = grant_under(&operator, &key, &body).await;
            let struck = world.tap.has_struck();
            world.tap.reset();
            granted += 1;
            // An operator repeats a request that failed, and may repeat one that worked.
            assert!(first.status == 201 || first.headers.contains_key("retry-after"), "{first:?}");
            let again = grant_under(&operator, &key, &body).await;
            assert_eq!(again.status, 201, "{again:?}");
            let rounds = i64::try_from(granted).unwrap();
            assert_eq!(seqs(&world.owner(), &[("limit", "1")]).await, [1 + rounds], "{:?}", kind(granted));
            world.assert_books().await;
            if !struck {
                break;
            }
        }
        assert!(granted > 2, "at least the row is read and the line written");
    }
}

#[tokio::test]
async fn a_repeated_adjustment_is_recognised_although_a_new_one_would_be_refused() {
    let world = World::new().await;
    let operator = world.client("operator");
    let body = json!({"team_id": world.team(), "amount": -60_000, "reason": "refund", "type": "adjustment"});
    let first = grant_under(&operator, "refund", &body).await;
    let again = grant_under(&operator, "refund", &body).await;
    assert_eq!((first.status, again.status), (201, 201), "{again:?}");
    assert_eq!(first.body, again.body);
    let mut other = body.clone();
    other["amount"] = json!(-50_000);
    assert_eq!(grant_under(&operator, "refund", &other).await.status, 422);
    assert_eq!(world.owner().balance().await["balance"], 40_000);
    world.assert_books().await;
}

#[tokio::test]
async fn an_adjustment_whose_answer_was_lost_is_not_reported_as_refused() {
    let world = World::new().await;
    let operator = world.client("operator");
    operator.balance().await;
    let body = json!({"team_id": world.team(), "amount": -60_000, "reason": "refund", "type": "adjustment"});
    // The row is read, the transaction takes effect, and its answer is lost.
    world.tap.arm(Fault::AfterCall(1));
    let answer = grant_under(&operator, "refund", &body).await;
    assert!(world.tap.has_struck());
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(world.owner().balance().await["balance"], 40_000);
    world.assert_books().await;
}
