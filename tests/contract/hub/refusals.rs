//! What goes wrong: exit codes, what stderr says, and that nothing is made.

use contract_tests::{World, refused_address};
use serde_json::{Value, json};

use super::{Hub, Shown};

#[tokio::test(flavor = "multi_thread")]
async fn exit_codes_tell_what_went_wrong() {
    let world = World::with_bfl().await;
    let hub = Hub::owner(&world);
    let picture = |prompt| ["image", prompt, "--provider", "flux_2_pro"];
    let nowhere = hub.path("missing/kite.png").to_str().unwrap().to_owned();
    let text = hub.file("notes.txt", b"kites");
    let timeline = hub.file("ad.json", br#"{"clips": [{"source": "asset:1"}, {"source": "kite.mp4"}]}"#);
    let broken = hub.file("broken.json", b"{");
    for (line, code, said) in [
        // Usage: nothing is sent.
        (&["fly"][..], 2, &["unrecognized subcommand"][..]),
        (&["image"], 2, &["<PROMPT>"]),
        (&["wait", "kite"], 2, &["invalid value 'kite'"]),
        (&["jobs", "--type", "sound"], 2, &["image, video, avatar, tts, composite"]),
        (&["image", "a kite", "--out", &nowhere], 2, &["nothing can be written to", "missing"]),
        (
            &["video", "a kite", "--image", "kite.png"],
            2,
            &["image_url: ", "kite.png cannot be read", "asset:ID"],
        ),
        (&["ad", &timeline], 2, &["clips[1].source: "]),
        (&["cost", "ad", &timeline], 2, &["clips[1].source: a quote uploads nothing", "hub upload"]),
        (&["ad", &broken], 2, &["broken.json is not JSON"]),
        (&["ad", "absent.json"], 2, &["absent.json cannot be read"]),
        (&["upload", &text], 2, &["notes.txt has neither", "--mime"]),
        // What the API refuses.
        (
            &["image", "", "--width", "100"],
            1,
            &[
                "(400 invalid_request)",
                "\n  prompt: must not be empty",
                "\n  width: must be from 256 to 2048, got 100",
                "\n  request_id: ",
            ],
        ),
        (&["upload", &text, "--mime", "image/png"], 1, &["(400 invalid_request)", "\n  mime: "]),
        (&["job", "01a21f72-77a0-7d64-9e12-30a2644357cf"], 1, &["(404 not_found)"]),
        (&picture("sim:fail kite"), 3, &["failed (provider_failed)", "Nothing was charged."]),
        (
            &["image", "a kite sim:slow=60", "--provider", "flux_2_pro", "--timeout", "0"],
            4,
            &["when the time is over", "`hub wait ", "`hub cancel "],
        ),
    ] {
        let shown = hub.run(line).await;
        assert_eq!((shown.code, shown.out.as_str()), (code, ""), "{line:?}: {shown:?}");
        for said in said {
            assert!(shown.err.contains(said), "{line:?} does not say {said}: {shown:?}");
        }
    }
    let jobs = hub.json(&["jobs"]).await;
    assert_eq!(jobs["jobs"].as_array().unwrap().len(), 2, "only the last two made one: {jobs}");
    hub.word(&["wait", jobs["jobs"][0]["id"].as_str().unwrap()]).await;
    assert!(refuses_the_key(&world).await.err.contains("This API key is not valid."));
    no_credits(&world, &hub).await;
    world.assert_books().await;
}

async fn refuses_the_key(world: &World) -> Shown {
    let shown = Hub::new(&world.stack.ready.api, "mine").run(&["credits"]).await;
    assert_eq!(shown.code, 1, "{shown:?}");
    shown
}

/// With `--json` the API's own error is on stdout, and the sentence still on stderr.
async fn no_credits(world: &World, hub: &Hub) {
    world.spend_down_to(10).await;
    let line = ["image", "a kite", "--provider", "flux_2_pro", "--json"];
    let shown = hub.run(&line).await;
    assert_eq!(shown.code, 1, "{shown:?}");
    let error: Value = serde_json::from_str(&shown.out).unwrap();
    assert_eq!((&error["code"], &error["credits_available"]), (&json!("insufficient_credits"), &json!(10)));
    assert!(shown.err.contains("Insufficient credits (402 insufficient_credits)"), "{shown:?}");
    assert!(shown.err.contains("credits required: ") && shown.err.contains("available: 10"), "{shown:?}");
    let quote = hub.lines(&["cost", "image", "a kite", "--provider", "flux_2_pro"]).await;
    assert_eq!(quote.last().unwrap(), "It would be refused now: Insufficient credits");
}

#[tokio::test]
async fn an_address_where_nobody_answers_is_told_apart_from_a_refusal() {
    let address = refused_address().await;
    let shown = Hub::new(&address, "key").run(&["me"]).await;
    assert_eq!((shown.code, shown.out.as_str()), (4, ""), "{shown:?}");
    assert!(shown.err.contains(&address) && shown.err.contains("does not answer"), "{shown:?}");
    let mut nobody = Hub::new(&address, "key");
    nobody.environment.key = None;
    assert_eq!(nobody.run(&["me"]).await.code, 2, "there is no key");
    nobody.environment.url = None;
    assert!(nobody.run(&["me"]).await.err.contains("HUB_URL"));
}
