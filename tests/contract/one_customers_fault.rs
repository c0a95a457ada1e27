//! docs/decisions/0034-whose-fault-a-refusal-is.md: what one customer's request did wrong fails that job, names the field,
//! costs nothing and closes nothing for others.

use contract_tests::{Client, World};
use serde_json::{Value, json};

async fn avatar_of(owner: &Client) -> String {
    let avatars = owner.get("/creative-hub/avatars?provider=heygen").await;
    avatars.body["avatars"][0]["avatar_id"].as_str().unwrap().to_owned()
}

async fn avatar(owner: &Client, body: &Value) -> Value {
    let accepted = owner.post("/creative-hub/generate/avatar", body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    owner.ended(accepted.text("job_id")).await
}

/// The job failed by the customer's fault, which these fields are with what is in them.
fn assert_names(job: &Value, fields: &str) {
    assert_eq!((&job["error_code"], &job["cost_cents"]), (&json!("invalid_input"), &json!(0)), "{job}");
    let message = job["error_message"].as_str().unwrap();
    assert!(message.starts_with(&format!("{fields}: ")), "{message}");
}

#[tokio::test]
async fn an_avatar_of_another_account_fails_one_job_and_the_next_is_made() {
    let world = World::new().await;
    let owner = world.owner();
    let words = |avatar_id: &str, script: &str| json!({"avatar_id": avatar_id, "script": script});
    let foreign = avatar(&owner, &words("someone_elses_avatar", "Good morning to everybody.")).await;
    assert_names(&foreign, "avatar_id 'someone_elses_avatar'");
    let own = avatar_of(&owner).await;
    let voice = json!({"avatar_id": own, "script": "Good morning.", "voice_id": "someone_elses_voice"});
    // The vendor does not say which of the two it means.
    let either = format!("avatar_id '{own}' or voice_id 'someone_elses_voice'");
    assert_names(&avatar(&owner, &voice).await, &either);
    for word in ["bare-403", "bare-404", "avatar-refused-by-a-text", "look-gone", "plan-lacks-voice-402"] {
        let refused = avatar(&owner, &words(&own, &format!("Good morning. sim:answer={word}"))).await;
        assert_eq!(refused["error_code"], "invalid_input", "{word}: {refused}");
    }
    let made = avatar(&owner, &words(&own, "Good morning, all of you.")).await;
    assert_eq!(made["status"], "completed", "the route is open: {made}");
    world.assert_books().await;
}
