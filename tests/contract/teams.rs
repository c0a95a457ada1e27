//! docs/API.md, Teams: operators make them, and only a team that is there is given credits.

use aws_sdk_dynamodb::types::AttributeValue;
use contract_tests::{Answer, World};
use serde_json::{Value, json};

const GRANTS: &str = "/credits/grants";

/// The ids of all teams, page by page.
async fn listed(world: &World) -> Vec<String> {
    let operator = world.client("operator");
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = operator.get(&format!("/teams?limit=2{cursor}")).await.body;
        let teams = page["teams"].as_array().unwrap();
        ids.extend(teams.iter().map(|team| team["id"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

fn complaint(answer: &Answer) -> (u16, &str, &str) {
    let field = &answer.body["fields"][0];
    (answer.status, field["field"].as_str().unwrap_or(""), field["message"].as_str().unwrap_or(""))
}

#[tokio::test]
async fn a_team_is_made_with_its_own_id_or_one_of_ours_and_is_listed() {
    let world = World::new().await;
    let operator = world.client("operator");
    let named = operator.post("/teams", &json!({"id": "acme", "name": "Acme Ltd"})).await;
    assert_eq!((named.status, named.text("id"), named.text("name")), (201, "acme", "Acme Ltd"));
    let by = format!("operator-{}", world.stack.ready.teams[2]);
    assert_eq!(named.text("created_by"), by);
    assert_eq!(operator.get("/teams/acme").await.body, named.body);
    let made = operator.post("/teams", &json!({"name": "Acme Ltd"})).await;
    assert_eq!((made.status, made.text("id").len()), (201, 36), "a name may be given twice: {made:?}");

    let mut all = vec!["acme".to_owned(), made.text("id").to_owned()];
    all.extend(world.stack.ready.teams.iter().cloned());
    all.sort();
    assert_eq!(listed(&world).await, all, "the stack's own teams, too");
    assert_eq!(operator.get("/teams/acne").await.status, 404);
    assert_eq!(complaint(&operator.get("/teams?cursor=x").await).1, "cursor");
    let wrong = operator.post("/teams?limit=1", &json!({"id": "a/b", "nmae": "a"})).await;
    let mut told = wrong.complaints();
    told.sort_unstable();
    assert_eq!((wrong.status, told), (400, vec!["id", "limit", "name", "nmae"]));
    let twice = operator.post("/teams", &json!({"id": "acme", "name": "Another"})).await;
    assert_eq!((twice.status, twice.text("code")), (409, "team_exists"));
    assert_eq!(operator.get("/teams/acme").await.body["name"], "Acme Ltd");
}

#[tokio::test]
async fn a_team_is_made_once_under_a_key() {
    let world = World::new().await;
    let operator = world.client("operator");
    let under = |key: &'static str, body: Value| {
        operator.send(operator.request("POST", "/teams").header("idempotency-key", key).json(&body))
    };
    for (key, body) in [("own", json!({"id": "acme", "name": "Acme"})), ("ours", json!({"name": "Acme"}))] {
        let first = under(key, body.clone()).await;
        let again = under(key, body).await;
        assert_eq!((first.status, again.status, &again.body), (201, 201, &first.body));
        assert_eq!(again.headers["idempotent-replayed"], "true");
        assert_eq!(under(key, json!({"name": "Bolt"})).await.status, 422);
    }
    assert_eq!(under("new", json!({"id": "acme", "name": "Acme"})).await.status, 409);
    assert_eq!(
        under("new", json!({"id": "bolt", "name": "Bolt"})).await.status,
        201,
        "a refusal keeps no key"
    );
    assert_eq!(listed(&world).await.len(), 3 + 3);
}

#[tokio::test]
async fn a_grant_to_no_team_is_refused_with_its_id_and_writes_nothing() {
    let world = World::new().await;
    let operator = world.client("operator");
    for (line_type, amount) in [("grant", 250), ("top_up", 1), ("adjustment", 5), ("adjustment", -5)] {
        let body = json!({"team_id": "acne", "amount": amount, "reason": "r", "type": line_type});
        let request = operator.request("POST", GRANTS).header("idempotency-key", line_type);
        let refused = operator.send(request.json(&body)).await;
        let told = "'acne' is not a team. POST /teams makes one, and GET /teams lists them.";
        assert_eq!(complaint(&refused), (400, "team_id", told), "{line_type} {amount}");
    }
    assert!(world.all_data_of("acne").await.is_empty(), "no row, no line and no key");
    world.make_team("acne").await;
    let body = json!({"team_id": "acne", "amount": 250, "reason": "r"});
    let request = operator.request("POST", GRANTS).header("idempotency-key", "grant");
    assert_eq!(operator.send(request.json(&body)).await.status, 201);
    assert_eq!(world.balanced_books("acne").await.row.balance.get(), 250);
}

#[tokio::test]
async fn a_team_that_had_credits_before_there_were_teams_goes_on() {
    let world = World::new().await;
    let (operator, owner, team) = (world.client("operator"), world.owner(), world.team().to_owned());
    let delete = world.stack.clients.dynamodb.delete_item().table_name("team");
    let delete = delete.key("partition", AttributeValue::S("all".to_owned()));
    delete.key("id", AttributeValue::S(team.clone())).send().await.unwrap();

    assert_eq!(owner.ask("a lamp").await.status, 202);
    let seen = operator.get(&format!("/teams/{team}")).await;
    let nameless = json!({"id": team, "name": team, "created_by": null, "created_at": null});
    assert_eq!((seen.status, &seen.body), (200, &nameless));
    assert!(!listed(&world).await.contains(&team));
    assert_eq!(world.give("grant", 10).await.status, 201, "an account is a team");
    assert!(listed(&world).await.contains(&team), "its grant has listed it");
    assert_eq!(operator.get(&format!("/teams/{team}")).await.body, nameless);
    assert_eq!(owner.transactions(&[]).await["transactions"][0]["amount"], 10);
}
