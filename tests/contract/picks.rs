//! docs/API.md, Voices and avatars: what can be picked at a vendor, a page at a time.

use contract_tests::{Client, World};
use serde_json::Value;

async fn voices(client: &Client, query: &str) -> Value {
    let answer = client.get(&format!("/creative-hub/voices{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {answer:?}");
    answer.body
}

fn ids(page: &Value) -> Vec<&str> {
    page["voices"].as_array().unwrap().iter().map(|voice| voice["voice_id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn speech_and_avatars_of_one_vendor_have_voices_of_their_own() {
    let world = World::new().await;
    let owner = world.owner();
    let spoken = voices(&owner, "?provider=heygen").await;
    assert_eq!(voices(&owner, "?provider=heygen&for=tts").await, spoken);
    let avatars = voices(&owner, "?provider=heygen&for=avatar").await;
    assert!(!ids(&avatars).is_empty() && ids(&avatars) != ids(&spoken), "{avatars} {spoken}");
    assert_eq!(voices(&owner, "?for=avatar").await, avatars, "HeyGen is the default for avatars");
}

#[tokio::test]
async fn voices_are_searched_by_words_and_language() {
    let world = World::new().await;
    let owner = world.owner();
    assert_eq!(ids(&voices(&owner, "?q=SAGE").await), ["sage"]);
    assert!(ids(&voices(&owner, "").await).contains(&"alloy"), "OpenAI's voices are the default");
    assert_eq!(ids(&voices(&owner, "?provider=kling_avatar").await), ["oversea_male1"]);
    let found = voices(&owner, "?provider=elevenlabs&q=rachel").await;
    assert_eq!(found["voices"][0]["name"], "Rachel", "{found}");
    let german = voices(&owner, "?provider=heygen&for=avatar&language=German").await;
    let all = voices(&owner, "?provider=heygen&for=avatar").await;
    assert!((1..ids(&all).len()).contains(&ids(&german).len()), "{german}");
}

#[tokio::test]
async fn a_wrong_parameter_is_named_with_the_values_it_may_have() {
    let world = World::new().await;
    let owner = world.owner();
    for (path, field, expected) in [
        ("voices?provider=siri", "provider", "one of: openai_tts, elevenlabs, heygen, kling_avatar"),
        ("voices?provider=veed", "provider", "one of: openai_tts"),
        ("voices?provider=elevenlabs&for=avatar", "provider", "one of: heygen, kling_avatar"),
        ("voices?for=fun", "for", "tts, avatar"),
        ("voices?cursor=nonsense", "cursor", "not a cursor"),
        ("voices?q=a&q=b", "q", "once"),
        ("avatars?provider=elevenlabs", "provider", "one of: heygen, kling_avatar, veed"),
        ("avatars?language=en", "language", "provider, q, cursor"),
    ] {
        let answer = owner.get(&format!("/creative-hub/{path}")).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![field]), "{path}");
        assert!(
            answer.body["fields"][0]["message"].as_str().unwrap().contains(expected),
            "{path}: {answer:?}"
        );
    }
    assert_eq!(world.stranger().get("/creative-hub/voices").await.status, 401);
    assert_eq!(world.stranger().get("/creative-hub/avatars").await.status, 401);
}

#[tokio::test]
async fn voices_in_the_catalog_need_no_vendor() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    assert!(!ids(&voices(&owner, "?provider=openai_tts").await).is_empty());
    assert_eq!(ids(&voices(&owner, "?provider=kling_avatar").await), ["oversea_male1"]);
    let picture = owner.get("/creative-hub/avatars?provider=kling_avatar").await;
    assert_eq!((picture.status, &picture.body["avatars"]), (200, &serde_json::json!([])));
    for provider in ["elevenlabs", "heygen"] {
        let answer = owner.get(&format!("/creative-hub/voices?provider={provider}")).await;
        assert_eq!((answer.status, answer.text("code")), (503, "provider_unavailable"), "{provider}");
        assert!(!answer.body.to_string().contains("no key"), "{answer:?}");
    }
}
