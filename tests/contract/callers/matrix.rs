//! Every kind of caller at every endpoint. Requests are about nothing that there is, or have a body that no endpoint takes:
//! whoever is let in gets another answer than 401 and 403.

use contract_tests::{Client, Issuer, World};
use domain::Role;
use serde_json::json;
use web::Access;

use super::{REMEMBERED_SECONDS, disabled, page, say};
use crate::api_keys::{holder, make};
use crate::endpoints::{Declared, NOBODYS, declared};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Unknown,
    Refused,
    Member,
    /// With a key for one model of pictures.
    Painter,
    Manager,
    Operator,
    /// A browser token with this scope.
    Token(&'static str),
    /// One for a job.
    TokenOfJob,
}

/// What browser tokens may call, by hand.
const OF_TOKENS: [(&str, &str, &str); 33] = [
    ("GET", "/creative-hub/generate/jobs", "jobs:read"),
    ("GET", "/creative-hub/generate/jobs/{id}", "jobs:read"),
    ("GET", "/creative-hub/generate/jobs/{id}/receipt", "jobs:read"),
    ("GET", "/creative-hub/image-studio/generations", "jobs:read"),
    ("GET", "/creative-hub/video-studio/generations", "jobs:read"),
    ("GET", "/creative-hub/avatar-studio/generations", "jobs:read"),
    ("GET", "/creative-hub/voice-studio/generations", "jobs:read"),
    ("GET", "/creative-hub/image-studio/generations/{id}", "jobs:read"),
    ("GET", "/creative-hub/video-studio/generations/{id}", "jobs:read"),
    ("GET", "/creative-hub/avatar-studio/generations/{id}", "jobs:read"),
    ("GET", "/creative-hub/voice-studio/generations/{id}", "jobs:read"),
    ("POST", "/creative-hub/generate/image", "jobs:write"),
    ("POST", "/creative-hub/generate/video", "jobs:write"),
    ("POST", "/creative-hub/generate/avatar", "jobs:write"),
    ("POST", "/creative-hub/generate/tts", "jobs:write"),
    ("POST", "/creative-hub/generate/composite", "jobs:write"),
    ("POST", "/creative-hub/image-studio/generate", "jobs:write"),
    ("POST", "/creative-hub/video-studio/generate", "jobs:write"),
    ("POST", "/creative-hub/avatar-studio/generate", "jobs:write"),
    ("POST", "/creative-hub/voice-studio/generate", "jobs:write"),
    ("POST", "/creative-hub/generate/jobs/{id}/cancel", "jobs:write"),
    ("POST", "/creative-hub/generate/jobs/{id}/retry", "jobs:write"),
    ("DELETE", "/creative-hub/generate/jobs/{id}", "jobs:write"),
    ("GET", "/creative-hub/drive/folders", "files:read"),
    ("GET", "/creative-hub/drive/folders/{id}", "files:read"),
    ("GET", "/creative-hub/drive/files", "files:read"),
    ("GET", "/creative-hub/drive/files/{id}", "files:read"),
    ("GET", "/creative-hub/drive/files/{id}/content", "files:read"),
    ("POST", "/creative-hub/drive/uploads", "files:upload"),
    ("POST", "/creative-hub/drive/uploads/{id}/complete", "files:upload"),
    ("GET", "/creative-hub/catalog", "catalog:read"),
    ("GET", "/creative-hub/avatars", "catalog:read"),
    ("GET", "/creative-hub/voices", "catalog:read"),
];

/// A key for a model of pictures may use none of these kinds, whatever is asked.
const NOT_FOR_PAINTERS: [&str; 7] = [
    "/creative-hub/generate/video",
    "/creative-hub/generate/avatar",
    "/creative-hub/generate/tts",
    "/creative-hub/generate/composite",
    "/creative-hub/video-studio/generate",
    "/creative-hub/avatar-studio/generate",
    "/creative-hub/voice-studio/generate",
];

fn below_base(endpoint: &Declared) -> &'static str {
    endpoint.path.strip_prefix(web::BASE_PATH).unwrap_or(endpoint.path)
}

fn scope_of(endpoint: &Declared) -> Option<&'static str> {
    let path = below_base(endpoint);
    let of = OF_TOKENS.iter().find(|(method, at, _)| (*method, *at) == (endpoint.method, path));
    of.map(|(_, _, scope)| *scope)
}

/// 401 or 403; 0: let in. A token for a job does not find another one: 404. Of an endpoint that is for anyone nothing is
/// expected here.
fn expected(endpoint: &Declared, is: Is) -> u16 {
    match (endpoint.access, is) {
        (_, Is::Unknown) => 401,
        (_, Is::Token(scope)) if scope_of(endpoint) == Some(scope) => 0,
        (_, Is::TokenOfJob) if scope_of(endpoint) == Some("jobs:read") && endpoint.path.contains("{id}") => {
            404
        }
        (_, Is::Refused | Is::Token(_) | Is::TokenOfJob)
        | (Access::Manager, Is::Member | Is::Painter)
        | (Access::Scope(_), Is::Member | Is::Painter | Is::Manager) => 403,
        (_, Is::Painter) if NOT_FOR_PAINTERS.contains(&below_base(endpoint)) => 403,
        _ => 0,
    }
}

async fn callers(world: &World, issuer: &Issuer) -> Vec<(&'static str, Client, Is)> {
    let (api, team, owner) = (&world.stack.ready.api, world.team(), world.owner());
    let jwt = |user: &str, team: &str, more| issuer.client(world, team, user, &more);
    let now = world.clock.clock().now();
    let revoked = make(&owner, &json!({"name": "revoked"})).await;
    assert_eq!(owner.delete(&format!("/api-keys/{}", revoked.text("id"))).await.status, 204);
    let expired =
        make(&owner, &json!({"name": "expired", "expires_at": now.plus_seconds(30).rfc3339()})).await;
    let dora = make(&owner, &json!({"name": "dora", "user_id": "dora"})).await;
    assert_eq!(say(&owner, "dora", &disabled()).await.status, 200);
    let models = make(&owner, &json!({"name": "models", "models": ["flux_2_pro"]})).await;
    let cap = make(&owner, &json!({"name": "cap", "monthly_cap": 1000})).await;
    let old = jwt("ann", team, json!({"exp": now.as_seconds() - 1}));
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    let mut all = vec![
        ("no credential", world.stranger(), Is::Unknown),
        (
            "a mistyped key",
            Client::new(api, Some("chub_test_000000000000000000000000000000000000")),
            Is::Unknown,
        ),
        ("an unknown key", Client::new(api, Some("chub_wrong")), Is::Unknown),
        ("a revoked key", holder(world, &revoked), Is::Unknown),
        ("an expired key", holder(world, &expired), Is::Unknown),
        ("an expired JWT", old, Is::Unknown),
        ("an unknown browser token", Client::with_token(api, "chub_tok_x"), Is::Unknown),
        ("a disabled member's key", holder(world, &dora), Is::Refused),
        ("a disabled member's JWT", jwt("dora", team, json!({"role": "owner"})), Is::Refused),
        ("a JWT of an unknown team", jwt("ann", "nowhere", json!({"role": "owner"})), Is::Refused),
        ("another team's owner", world.client("other_team_owner"), Is::Manager),
        ("a member", world.client("member"), Is::Member),
        ("an admin", world.client("admin"), Is::Manager),
        ("an owner", world.give_key(team, "an-owner", Role::Owner).await, Is::Manager),
        ("an operator", world.client("operator"), Is::Operator),
        ("a key for some models", holder(world, &models), Is::Painter),
        ("a key with a cap", holder(world, &cap), Is::Member),
        ("a member's JWT", jwt("ann", team, json!({})), Is::Member),
        ("an owner's JWT", jwt("olga", team, json!({"role": "owner"})), Is::Manager),
    ];
    let operator = world.client("operator");
    for scope in ["jobs:read", "jobs:write", "files:read", "files:upload", "catalog:read"] {
        // Whatever its maker may do.
        let maker = if scope.starts_with("jobs") { &owner } else { &operator };
        let page = page(world, maker, &json!({"scopes": [scope], "expires_in": 3600})).await;
        all.push((scope, page, Is::Token(scope)));
    }
    let job = owner.submit_picture("a lamp").await;
    all.push(("a token of a job", page(world, &owner, &json!({"job_id": job})).await, Is::TokenOfJob));
    all
}

#[tokio::test]
async fn every_kind_of_caller_at_every_endpoint() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for (who, client, is) in callers(&world, &issuer).await {
        for endpoint in declared() {
            let path = below_base(&endpoint);
            let at = ["{id}", "{user_id}", "{token}"]
                .iter()
                .fold(path.to_owned(), |at, it| at.replace(it, NOBODYS));
            let request = client.request(endpoint.method, &at);
            let has_body = ["POST", "PUT", "PATCH"].contains(&endpoint.method);
            let request = if has_body { request.json(&json!({"colour": "red"})) } else { request };
            let answer = client.send(request).await;
            let status = match answer.status {
                404 if is == Is::TokenOfJob => 404,
                401 | 403 => answer.status,
                500 => panic!("{who}: {} {path}: {answer:?}", endpoint.method),
                _ => 0,
            };
            if endpoint.access != Access::Anyone && status != expected(&endpoint, is) {
                wrong.push(format!("{who}: {} {path}: {}", endpoint.method, answer.status));
            }
            asked += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {asked} answers:\n{}", wrong.len(), wrong.join("\n"));
    assert!(asked > 1500, "{asked}");
    world.assert_books().await;
}

/// The table above is by hand, and has nothing that an endpoint does not say.
#[test]
fn what_browser_tokens_may_call_is_declared() {
    let all = declared();
    let declared = |method: &str, path: &str| {
        all.iter().find(|it| it.method == method && it.path.strip_prefix(web::BASE_PATH) == Some(path))
    };
    for (method, path, scope) in OF_TOKENS {
        match declared(method, path).map(|it| it.access) {
            Some(Access::MemberOrToken(declared)) => assert_eq!(declared.as_str(), scope, "{method} {path}"),
            other => panic!("{method} {path}: {other:?}"),
        }
    }
}
