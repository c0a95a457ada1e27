//! docs/API.md, Voices and avatars: what can be picked at a vendor, a page at a time.

use contract_tests::{Client, Setup, World};
use domain::catalog::Vendor;
use serde_json::{Value, json};

const LOOK: &str = "Abigail_standing_office_front";
const SCRIPT: &str = "Good morning to all of you.";

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
    assert_eq!(ids(&voices(&owner, "?provider=kling_avatar&q=oversea").await), ["oversea_male1"]);
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
        (
            "voices?provider=siri",
            "provider",
            "one of openai_tts, elevenlabs, heygen or kling_avatar, got 'siri'",
        ),
        ("voices?provider=veed", "provider", "one of openai_tts"),
        ("voices?provider=elevenlabs&for=avatar", "provider", "must be heygen or kling_avatar"),
        ("voices?for=fun", "for", "must be tts or avatar, got 'fun'"),
        (
            "voices?cursor=nonsense",
            "cursor",
            "not a cursor of this list with these parameters, got 'nonsense'",
        ),
        ("voices?q=a&q=b", "q", "once"),
        ("avatars?provider=elevenlabs", "provider", "one of heygen, kling_avatar or veed"),
        ("avatars?language=en", "language", "provider, q and cursor"),
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
    assert_eq!(ids(&voices(&owner, "?provider=kling_avatar").await).len(), 46);
    let picture = owner.get("/creative-hub/avatars?provider=kling_avatar").await;
    assert_eq!((picture.status, &picture.body["avatars"]), (200, &serde_json::json!([])));
    for provider in ["elevenlabs", "heygen"] {
        let answer = owner.get(&format!("/creative-hub/voices?provider={provider}")).await;
        assert_eq!((answer.status, answer.text("code")), (503, "provider_unavailable"), "{provider}");
        assert!(!answer.body.to_string().contains("no key"), "{answer:?}");
    }
}

/// How often the simulators' lists were read, and single entries looked up, by address.
async fn reads(world: &World) -> Value {
    let bfl = &world.stack.ready.simulators["bfl"];
    let url = format!("{}/_sim/ledger", bfl.trim_end_matches("/bfl"));
    let (_, ledger) = world.stranger().download(&url).await;
    serde_json::from_slice::<Value>(&ledger).unwrap()["reads"].clone()
}

#[tokio::test]
async fn what_is_searched_for_never_reaches_a_vendor() {
    let world = World::new().await;
    let owner = world.owner();
    let lists = ["avatars?", "voices?provider=elevenlabs&", "voices?provider=heygen&"];
    let first_readers = lists.into_iter().cycle().take(12).map(|list| {
        let owner = world.owner();
        async move { owner.get(&format!("/creative-hub/{list}q=first")).await.status }
    });
    assert_eq!(futures::future::join_all(first_readers).await, [200; 12]);
    for number in 0..20 {
        for list in lists {
            let answer = owner.get(&format!("/creative-hub/{list}q=random{number}")).await;
            assert_eq!((answer.status, &answer.body["complete"]), (200, &json!(true)), "{answer:?}");
        }
        for list in &lists[1..] {
            let answer = owner.get(&format!("/creative-hub/{list}language=l{number}")).await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
    }
    let expected = json!({"/heygen/v3/avatars/looks": 1, "/elevenlabs/v2/voices": 1, "/heygen/v3/models/audio/voices": 1});
    assert_eq!(reads(&world).await, expected);
}

/// Requests that name what no vendor has: where, what, and the field and the words that tell it.
fn unknown_ids() -> Vec<(&'static str, Value, &'static str, Vec<&'static str>)> {
    let avatar = |more: Value| with(json!({"avatar_id": LOOK, "script": SCRIPT}), &more);
    let speech = |more: Value| with(json!({"text": SCRIPT}), &more);
    let (heygen, eleven) = (json!({"provider": "heygen"}), json!({"provider": "elevenlabs"}));
    vec![
        (
            "generate/avatar",
            avatar(json!({"avatar_id": "somebody"})),
            "avatar_id",
            vec!["'somebody' is not an avatar of heygen", "GET /creative-hub/avatars?provider=heygen"],
        ),
        (
            "avatar-studio/generate",
            avatar(json!({"avatar_id": "a/b"})),
            "avatar_id",
            vec!["'a/b' is not an avatar"],
        ),
        (
            "generate/avatar",
            avatar(json!({"avatar_id": "Abigail_standing_office_frnt"})),
            "avatar_id",
            vec!["Did you mean Abigail_standing_office_front (Abigail Office Front)?"],
        ),
        (
            "generate/avatar",
            avatar(json!({"voice_id": "xyz"})),
            "voice_id",
            vec!["'xyz' is not a voice of heygen", "voices?provider=heygen&for=avatar"],
        ),
        // This one speaks, and makes no avatar speak.
        (
            "avatar-studio/generate",
            avatar(json!({"voice_id": "hv_7a64e3f81b90"})),
            "voice_id",
            vec!["hv_7a64e3f81b90"],
        ),
        (
            "generate/avatar",
            avatar(json!({"avatar_id": "Imelda_casual_front_public"})),
            "voice_id",
            vec!["is required with a script", "'Imelda_casual_front_public' has no voice"],
        ),
        (
            "generate/tts",
            with(speech(eleven.clone()), &json!({"voice_id": "xyz"})),
            "voice_id",
            vec!["'xyz' is not a voice of elevenlabs"],
        ),
        (
            "voice-studio/generate",
            with(speech(eleven), &json!({"voice_id": "rachel"})),
            "voice_id",
            vec!["Did you mean 21m00Tcm4TlvDq8ikWAM (Rachel)?"],
        ),
        (
            "voice-studio/generate",
            with(speech(heygen.clone()), &json!({"voice_id": "xyz"})),
            "voice_id",
            vec!["'xyz' is not a voice of heygen"],
        ),
        (
            "voice-studio/generate",
            with(speech(heygen), &json!({"voice_id": "hv_0d0c51b6a0f2"})),
            "voice_id",
            vec!["'hv_0d0c51b6a0f2' is a voice of heygen that is not ready"],
        ),
        (
            "generate/tts",
            speech(json!({"provider": "openai_tts", "voice_id": "Alloy"})),
            "voice_id",
            vec!["must be one of alloy", "got 'Alloy'", "Did you mean alloy?"],
        ),
        (
            "generate/tts",
            speech(json!({"voice_id": "aloy"})),
            "voice_id",
            vec![
                "'aloy' is not a voice of elevenlabs",
                "Did you mean alloy of openai_tts?",
                "No provider was named",
                "openai_tts has alloy, ash",
            ],
        ),
    ]
}

fn with(mut body: Value, more: &Value) -> Value {
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn an_avatar_or_a_voice_that_does_not_exist_is_refused_before_money_moves() {
    let world = World::new().await;
    let owner = world.owner();
    let before = owner.balance().await;
    for (path, body, field, words) in unknown_ids() {
        for query in ["", "?dry_run=true"] {
            let answer = owner.post(&format!("/creative-hub/{path}{query}"), &body).await;
            assert_eq!(
                (answer.status, answer.complaints()),
                (400, vec![field]),
                "{path}{query} {body} {answer:?}"
            );
            let message = answer.body["fields"][0]["message"].as_str().unwrap();
            for word in &words {
                assert!(message.contains(word), "{body}: {message}");
            }
        }
    }
    assert_eq!(owner.balance().await, before);
    // One that was just asked for is not asked for again.
    let counts = reads(&world).await;
    assert_eq!(counts["/elevenlabs/v1/voices/{voice_id}"], 3, "{counts}");
    world.assert_books().await;
}

#[tokio::test]
async fn what_no_list_has_passes_where_the_vendor_has_it_or_does_not_say() {
    let dry = async |owner: &Client, body: Value| {
        owner.post("/creative-hub/generate/avatar?dry_run=true", &body).await.status
    };
    let unknown = json!({"avatar_id": "somebody", "voice_id": "xyz", "script": SCRIPT});
    let world = World::new().await;
    // Its voice is the account's own clone.
    let cloned = json!({"avatar_id": LOOK, "voice_id": "b7c1d0e94f2a4a5e8d3c6f1a2b3c4d5e", "script": SCRIPT});
    assert_eq!(dry(&world.owner(), cloned).await, 200);
    let looked_up = reads(&world).await;
    assert_eq!(dry(&world.owner(), json!({"avatar_id": LOOK, "script": SCRIPT})).await, 200);
    assert_eq!(reads(&world).await, looked_up, "what is known is not asked for again");
    assert_eq!(dry(&world.owner(), unknown.clone()).await, 400);
    // Nobody listens at this port.
    let elsewhere = [(Vendor::Heygen, "http://127.0.0.1:9".to_owned())].into();
    let deaf = World::with(Setup { elsewhere, ..Setup::default() }).await;
    assert_eq!(dry(&deaf.owner(), unknown).await, 200);
}
