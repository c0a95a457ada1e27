//! The people of the team with their keys, and its credits with caps.

use contract_tests::{KEPT_TEAM, kept_key};
use domain::{ApiKey, Caller, KeyId, Role, TeamId, Timestamp, UserId};
use serde_json::json;
use store::Created;

use crate::script::Script;

const YEAR_SECONDS: i64 = 365 * 24 * 3600;

pub(crate) async fn play(script: &mut Script) {
    let now = script.world.clock.clock().now();
    for (who, role) in [("owner", Role::Owner), ("admin", Role::Admin), ("member", Role::Member)] {
        put(script, who, key(who, role, now)).await;
    }
    let mut operator = key("operator", Role::Owner, now);
    operator.caller.scopes.push("platform:billing".to_owned());
    put(script, "operator", operator).await;
    let expires_at = Some(now.plus_seconds(100 * YEAR_SECONDS));
    put(script, "former", ApiKey { revoked_at: Some(now), expires_at, ..key("former", Role::Member, now) })
        .await;
    put(script, "guest", ApiKey { expires_at: Some(now), ..key("guest", Role::Member, now) }).await;

    let team = json!({"id": KEPT_TEAM, "name": "Kept team"});
    script.post_with_key("operator", "/teams", "team", &team).await;
    let opening = json!({"team_id": KEPT_TEAM, "amount": 1_000_000, "reason": "opening credits"});
    script.post_with_key("operator", "/credits/grants", "opening", &opening).await;
    give(script, "adjustment", -1_000).await;
    give(script, "top_up", 500).await;
    let owner = script.client("owner");
    for (path, cap) in [("/credits/cap", 900_000), ("/credits/members/kept-member/cap", 50_000)] {
        assert_eq!(owner.put(path, &json!({"monthly_cap": cap})).await.status, 200);
    }
}

/// Changes the team's credits by an operator's hand.
pub(crate) async fn give(script: &Script, line_type: &str, amount: i64) {
    let body = json!({"team_id": KEPT_TEAM, "type": line_type, "amount": amount, "reason": "a correction"});
    let answer = script.client("operator").post("/credits/grants", &body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
}

fn key(who: &str, role: Role, now: Timestamp) -> ApiKey {
    let (team_id, user_id) = (TeamId::new(KEPT_TEAM), UserId::new(format!("kept-{who}")));
    let caller = Caller { team_id, user_id, role, scopes: Vec::new() };
    ApiKey::new(KeyId::new(now, rand::random()), who.to_owned(), caller, now)
}

async fn put(script: &Script, who: &str, key: ApiKey) {
    let hash = web::hash_key(&kept_key(who));
    let made = script.world.stack.store.create_api_key(&key, &hash, None, key.created_at).await;
    assert_eq!(made.unwrap_or_else(|error| panic!("{who}: {error}")), Created::Now);
}
