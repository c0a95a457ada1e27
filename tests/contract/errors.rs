//! docs/API.md, Errors: every function answers errors in one shape.

use contract_tests::{Answer, World};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const IMAGE: &str = "/creative-hub/generate/image";

#[tokio::test]
async fn a_wrong_request_gets_every_field_error_at_once() {
    let world = World::new().await;
    let body = json!({
        "prompt": "", "provider": "dall_e", "width": 100, "height": "tall", "num_variants": 9,
        "negative_prompt": "x".repeat(501), "seed": -1, "metadata": {"a": 1}, "drive_folder_id": "f", "style": "x",
    });
    let answer = world.owner().post(IMAGE, &body).await;
    assert_eq!((answer.status, answer.text("code")), (400, "invalid_request"));
    let mut complaints = answer.complaints();
    complaints.sort_unstable();
    assert_eq!(
        complaints,
        [
            "drive_folder_id",
            "height",
            "metadata",
            "negative_prompt",
            "num_variants",
            "prompt",
            "provider",
            "seed",
            "style",
            "width",
        ]
    );
    assert!(!answer.text("request_id").is_empty());
    assert!(
        answer.body["fields"].to_string().contains("flux_2_pro"),
        "the message names the values that exist"
    );
    world.assert_books().await;
}

#[tokio::test]
async fn broken_json_other_types_and_large_bodies_have_their_own_statuses() {
    let world = World::new().await;
    let owner = world.owner();
    let post = |content_type: &'static str, body: String| {
        let request = owner.request("POST", IMAGE).header("content-type", content_type).body(body);
        owner.send(request)
    };
    for (content_type, body, status, code) in [
        ("application/json", "{".to_owned(), 400, "invalid_json"),
        ("application/json", String::new(), 400, "invalid_json"),
        ("application/json", "[]".to_owned(), 400, "invalid_request"),
        ("application/json", "\"x\"".to_owned(), 400, "invalid_request"),
        ("application/json", r#"{"prompt": "a", "prompt": "b"}"#.to_owned(), 400, "invalid_json"),
        ("text/plain", "{}".to_owned(), 415, "unsupported_media_type"),
        ("application/octet-stream", "{}".to_owned(), 415, "unsupported_media_type"),
        ("application/json", format!("{{\"prompt\":\"{}\"}}", "x".repeat(65_536)), 413, "body_too_large"),
    ] {
        let answer = post(content_type, body).await;
        assert_eq!((answer.status, answer.text("code")), (status, code), "{content_type}");
        assert!(!answer.text("error").is_empty());
    }
    world.assert_books().await;
}

/// Sends these header lines as they are, which no HTTP client would, and returns the answer's head and body.
async fn raw(api: &str, lines: &str) -> String {
    let mut stream = TcpStream::connect(api.strip_prefix("http://").unwrap()).await.unwrap();
    let body = r#"{"prompt": "a cat", "width": 512.0, "height": 5.12e2}"#;
    let head = format!(
        "POST /api/v1{IMAGE} HTTP/1.1\r\n{lines}content-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn links_never_repeat_what_a_client_claims_to_be_the_host() {
    let world = World::new().await;
    let api = &world.stack.ready.api;
    let bearer = format!("Authorization: Bearer {}\r\n", world.stack.ready.keys["owner"]);
    for host in [
        "Host: evil.example\r\n",
        "Host: a b c\r\n",
        "Host: ::::\r\n",
        "Host: \"><script>\r\n",
        "Host:\r\n",
        "Host: one.example\r\nHost: two.example\r\n",
    ] {
        let answer = raw(api, &format!("{host}{bearer}")).await;
        let accepted = answer.starts_with("HTTP/1.1 202");
        assert!(accepted || answer.starts_with("HTTP/1.1 400"), "{host:?}: {answer}");
        assert_eq!(
            accepted,
            host.contains("evil.example"),
            "only a name that could be one is taken: {host:?}"
        );
        assert!(!accepted || answer.contains(&format!("\"status_url\":\"{api}/")), "{host:?}: {answer}");
    }
    world.run_all_to_end(&world.owner()).await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_client_may_say_which_version_it_was_written_for() {
    let world = World::new().await;
    let owner = world.owner();
    let of =
        async |path: &str, day: &str| owner.send(owner.request("GET", path).header("hub-version", day)).await;
    for day in ["2026-11-27", "2030-02-28"] {
        let answer = of("/credits/balance", day).await;
        assert_eq!((answer.status, &answer.headers["hub-version"]), (200, &"2026-11-27".parse().unwrap()));
    }
    for (day, told) in [
        ("2020-01-01", "must not be before 2026-11-27, the first version, got '2020-01-01'"),
        ("1", "must be a day such as 2026-11-27, got '1'"),
    ] {
        for path in ["/credits/balance", "/health"] {
            let answer = of(path, day).await;
            assert_eq!((answer.status, answer.complaints()), (400, vec!["hub-version"]), "{path}");
            assert_eq!(answer.body["fields"][0]["message"], told);
        }
    }
}

#[tokio::test]
async fn an_unknown_path_is_404_and_a_wrong_method_405_with_allow() {
    let world = World::new().await;
    let unknown = world.owner().get("/creative-hub/generate/hologram").await;
    assert_eq!((unknown.status, unknown.text("code")), (404, "not_found"));
    for (method, path, allow) in [
        ("GET", IMAGE, "POST"),
        ("DELETE", IMAGE, "POST"),
        ("PUT", "/credits/balance", "GET"),
        ("POST", "/health", "GET"),
    ] {
        let answer = world.owner().send(world.owner().request(method, path)).await;
        assert_eq!((answer.status, answer.text("code")), (405, "method_not_allowed"), "{method} {path}");
        assert_eq!(answer.headers["allow"], allow);
        assert_eq!(answer.text("error"), format!("This path takes {allow}."));
    }
    let near = world.owner().get("/creative-hub/catalogue").await;
    let told = "There is nothing here. Did you mean /api/v1/creative-hub/catalog?";
    assert_eq!((near.status, near.text("error")), (404, told));
    let forbidden = world.client("member").send(world.client("member").request("PUT", "/credits/cap")).await;
    let told = "This is for owners and admins of the team, and your key has the role member.";
    assert_eq!((forbidden.status, forbidden.text("error")), (403, told));
}

#[tokio::test]
async fn a_near_miss_of_any_closed_set_is_told_what_was_probably_meant() {
    let world = World::new().await;
    let composite = json!({
        "output": "mpg4", "transition": {"type": "disolve"},
        "clips": [{"source": "https://example.com/a.mp4", "fit": "covers"}],
        "texts": [{"text": "a", "align": "centre", "position": "bottom_centre"}],
    });
    let grant = json!({"team_id": world.team(), "amount": 1, "reason": "r", "type": "topup"});
    let bodies = [
        (IMAGE, json!({"prompt": "a", "provider": "flux_2_por"}), &[("provider", "flux_2_pro")][..]),
        (
            "/creative-hub/video-studio/generate",
            json!({"prompt": "a", "provider": "kling_2_5"}),
            &[("provider", "kling_2_6")],
        ),
        (
            "/creative-hub/image-studio/generate",
            json!({"prompt": "a", "aspect_ratio": "16x9", "resolution": "1080", "aspect_ration": "1:1"}),
            &[("aspect_ratio", "16:9"), ("resolution", "1080p"), ("aspect_ration", "aspect_ratio")],
        ),
        (
            "/creative-hub/generate/tts",
            json!({"text": "a", "provider": "openai_tts", "voice_id": "aloy", "output_format": "mp4"}),
            &[("voice_id", "alloy"), ("output_format", "mp3")],
        ),
        (
            "/creative-hub/generate/composite",
            composite,
            &[
                ("output", "mp4"),
                ("clips[0].fit", "cover"),
                ("transition.type", "dissolve"),
                ("texts[0].align", "center"),
                ("texts[0].position", "bottom_center"),
            ],
        ),
        (
            "/creative-hub/drive/uploads",
            json!({"name": "a", "mime": "image/jpge", "bytes": 1}),
            &[("mime", "image/jpeg")],
        ),
        ("/credits/grants", grant, &[("type", "top_up")]),
        (&*format!("{IMAGE}?dryrun=true"), json!({"prompt": "a"}), &[("dryrun", "dry_run")]),
    ];
    for (path, body, meant) in bodies {
        assert_meant(&world.client("operator").post(path, &body).await, meant, path);
    }
    for (path, field, meant) in [
        ("/credits/transactions?type=topup", "type", "top_up"),
        ("/credits/transactions?limits=1", "limits", "limit"),
        ("/creative-hub/generate/jobs?type=vidoe", "type", "video"),
        ("/creative-hub/generate/jobs?status=complete", "status", "completed"),
        ("/creative-hub/image-studio/generations?statuss=failed", "statuss", "status"),
        ("/creative-hub/voices?for=avatars", "for", "avatar"),
        ("/creative-hub/voices?provider=elevenlab", "provider", "elevenlabs"),
        ("/creative-hub/avatars?provider=heygenn", "provider", "heygen"),
        ("/creative-hub/drive/files?folders=root", "folders", "folder"),
    ] {
        assert_meant(&world.owner().get(path).await, &[(field, meant)], path);
    }
}

fn assert_meant(answer: &Answer, meant: &[(&str, &str)], path: &str) {
    assert_eq!(answer.status, 400, "{path}: {answer:?}");
    let told = answer.body["fields"].as_array().unwrap();
    for (field, meant) in meant {
        let message = told
            .iter()
            .find(|it| it["field"] == *field)
            .unwrap_or_else(|| panic!("{path}, {field}: {told:?}"));
        let message = message["message"].as_str().unwrap();
        let names = [format!("Did you mean {meant}?"), format!("Did you mean `{meant}`?")];
        assert!(names.iter().any(|name| message.contains(name)), "{path}, {field}: {message}");
    }
}
