//! §1: who is calling, and what they may see.

use contract_tests::World;
use serde_json::json;

#[tokio::test]
async fn a_missing_or_wrong_key_is_401_everywhere() {
    let world = World::new().await;
    let body = json!({"prompt": "x"});
    for path in ["/creative-hub/generate/jobs/0198a8a0-0000-7000-8000-000000000001", "/credits/balance"] {
        let answer = world.stranger().get(path).await;
        assert_eq!((answer.status, answer.text("code")), (401, "unauthenticated"), "{path}");
        let wrong = world.stranger().request("GET", path).header("x-api-key", "chub_wrong");
        assert_eq!(world.stranger().send(wrong).await.status, 401, "{path}");
    }
    assert_eq!(world.stranger().post("/creative-hub/generate/image", &body).await.status, 401);
    world.assert_books().await;
}

#[tokio::test]
async fn what_belongs_to_others_does_not_exist() {
    let world = World::new().await;
    let owners = world.owner().submit(&json!({"prompt": "of the owner"})).await;
    let members = world.client("member").submit(&json!({"prompt": "of the member"})).await;
    for (who, job_id, status) in [
        ("owner", &owners, 200),
        ("owner", &members, 200),
        ("admin", &owners, 200),
        ("member", &members, 200),
        ("member", &owners, 404),
        ("other_team_owner", &owners, 404),
        ("operator", &owners, 404),
    ] {
        let answer = world.client(who).get(&format!("/creative-hub/generate/jobs/{job_id}")).await;
        assert_eq!(answer.status, status, "{who} reads {job_id}");
    }
    world.owner().ended(&owners).await;
    world.owner().ended(&members).await;
    world.assert_books().await;
}

#[tokio::test]
async fn an_id_that_is_none_is_404() {
    let world = World::new().await;
    for id in ["nonsense", "0198a8a0-0000-7000-8000-000000000001", "%00", "..%2f.."] {
        let answer = world.owner().get(&format!("/creative-hub/generate/jobs/{id}")).await;
        assert_eq!((answer.status, answer.text("code")), (404, "not_found"), "{id}");
    }
}

#[tokio::test]
async fn health_needs_no_caller() {
    let world = World::new().await;
    assert_eq!(world.stranger().get("/health").await.status, 200);
}
