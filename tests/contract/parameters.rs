//! Query parameters, at every endpoint: each of them may be given once.

use std::collections::{BTreeMap, BTreeSet};

use web::Parameters;

use crate::endpoints::{Row, Scene, Who, declared, rows};

/// Parameters, each with a value.
type Values = &'static [(&'static str, &'static str)];

const JOBS: Values = &[
    ("type", "image"),
    ("status", "pending"),
    ("folder", "root"),
    ("user", "somebody"),
    ("limit", "5"),
    ("cursor", "x"),
];
const GENERATIONS: Values = &[("status", "queued"), ("limit", "5"), ("cursor", "x")];
const DRY_RUN: Values = &[("dry_run", "true")];

/// The endpoints that have parameters, with a value for each of them. Only a cursor's is wrong: right ones are given
/// by the lists themselves.
const PARAMETERS: &[(&str, &str, Values)] = &[
    ("POST", "/creative-hub/generate/image", DRY_RUN),
    ("POST", "/creative-hub/generate/video", DRY_RUN),
    ("POST", "/creative-hub/generate/avatar", DRY_RUN),
    ("POST", "/creative-hub/generate/tts", DRY_RUN),
    ("POST", "/creative-hub/generate/composite", DRY_RUN),
    ("POST", "/creative-hub/image-studio/generate", DRY_RUN),
    ("POST", "/creative-hub/video-studio/generate", DRY_RUN),
    ("POST", "/creative-hub/avatar-studio/generate", DRY_RUN),
    ("POST", "/creative-hub/voice-studio/generate", DRY_RUN),
    ("POST", "/creative-hub/generate/jobs/{id}/retry", DRY_RUN),
    ("GET", "/creative-hub/generate/jobs", JOBS),
    ("GET", "/creative-hub/image-studio/generations", GENERATIONS),
    ("GET", "/creative-hub/video-studio/generations", GENERATIONS),
    ("GET", "/creative-hub/avatar-studio/generations", GENERATIONS),
    ("GET", "/creative-hub/voice-studio/generations", GENERATIONS),
    ("GET", "/creative-hub/avatars", &[("provider", "heygen"), ("q", "a"), ("cursor", "x")]),
    (
        "GET",
        "/creative-hub/voices",
        &[("provider", "heygen"), ("for", "avatar"), ("language", "en"), ("q", "a"), ("cursor", "x")],
    ),
    (
        "GET",
        "/credits/transactions",
        &[
            ("cursor", "1"),
            ("from", "2026-11-21T09:30:00Z"),
            ("to", "2026-11-21T09:30:00Z"),
            ("type", "grant"),
            ("limit", "5"),
        ],
    ),
    (
        "GET",
        "/credits/billed-failures",
        &[("month", "2026-11"), ("team_id", "acme"), ("limit", "5"), ("cursor", "x")],
    ),
    ("GET", "/teams", &[("limit", "5"), ("cursor", "x")]),
    ("GET", "/credits/members", &[("limit", "5"), ("cursor", "x")]),
    ("GET", "/creative-hub/drive/folders", &[("parent", "root"), ("limit", "5"), ("cursor", "x")]),
    (
        "GET",
        "/creative-hub/drive/files",
        &[("folder", "root"), ("favorite", "true"), ("label", "hero"), ("limit", "5"), ("cursor", "x")],
    ),
    ("GET", "/creative-hub/drive/files/{id}/content", &[("redirect", "false")]),
    ("GET", "/api-keys", &[("limit", "5"), ("cursor", "x")]),
    ("GET", "/members", &[("limit", "5"), ("cursor", "x")]),
    ("GET", "/creative-hub/brand-kits", &[("limit", "5"), ("cursor", "x")]),
];

#[test]
fn the_table_has_all_parameters() {
    let declared: BTreeSet<(&str, String, Vec<&str>)> = declared()
        .iter()
        .filter(|it| !it.parameters.names().is_empty())
        .map(|it| (it.method, it.path.replacen(web::BASE_PATH, "", 1), it.parameters.names()))
        .collect();
    let listed = PARAMETERS.iter().map(|(method, path, parameters)| {
        (*method, (*path).to_owned(), parameters.iter().map(|(name, _)| *name).collect())
    });
    assert_eq!(listed.collect::<BTreeSet<_>>(), declared);
}

fn parameters(row: &Row) -> Values {
    let path = row.path_without_query();
    let declared = PARAMETERS.iter().find(|(method, of, _)| (*method, *of) == (row.method, path));
    declared.map_or(&[], |(_, _, parameters)| *parameters)
}

/// Somebody whom the endpoint serves.
fn served(row: &Row) -> Who {
    let at = |who: &Who| Who::ALL.iter().position(|it| it == who).unwrap();
    *[Who::Owner, Who::Operator].iter().find(|who| row.statuses[at(who)] < 300).unwrap()
}

#[tokio::test]
async fn a_repeated_parameter_is_refused_by_every_endpoint() {
    let scene = Scene::new().await;
    let mut accepted = Vec::new();
    for row in rows() {
        let id = scene.make(row.thing).await;
        let path = row.path_to(&id);
        let path = path.split('?').next().unwrap();
        // One that no endpoint has, too.
        for (name, value) in parameters(&row).iter().chain(&[("colour", "red")]) {
            let encoded = percent_encoded(name);
            for query in [
                format!("{name}={value}&{name}={value}"),
                format!("{name}={value}&{name}="),
                format!("{name}={value}&{encoded}={value}"),
            ] {
                let answer = scene.ask_at(&row, served(&row), &format!("{path}?{query}")).await;
                if (answer.status, answer.complaints()) != (400, vec![*name]) {
                    let (status, complaints) = (answer.status, answer.complaints());
                    accepted.push(format!("{} {path}?{query}: {status} {complaints:?}", row.method));
                }
            }
        }
    }
    assert!(accepted.is_empty(), "{} were not refused:\n{}", accepted.len(), accepted.join("\n"));
    scene.world.assert_books().await;
}

/// Another way to write the same name.
fn percent_encoded(name: &str) -> String {
    let bytes: Vec<String> = name.bytes().map(|byte| format!("%{byte:02x}")).collect();
    bytes.concat()
}

#[tokio::test]
async fn a_repeated_parameter_is_refused_together_with_all_other_mistakes() {
    let scene = Scene::new().await;
    let owner = scene.client(Who::Owner);
    let list = owner.get("/creative-hub/generate/jobs?limit=0&type=image&type=image&colour=red").await;
    let complaints: BTreeMap<&str, &str> = complaints(&list);
    assert_eq!(complaints.keys().copied().collect::<Vec<_>>(), ["colour", "limit", "type"], "{list:?}");
    assert_eq!(complaints["type"], "must be given once, got 2 of them: 'image', 'image'");
    let path = "/creative-hub/generate/image?dry_run=true&dry_run=true";
    let submit = owner.post(path, &serde_json::json!({"width": 1})).await;
    let mut fields = submit.complaints();
    fields.sort_unstable();
    assert_eq!((submit.status, fields), (400, vec!["dry_run", "prompt", "width"]), "{submit:?}");

    // Every request with a body or a key, also where the endpoint reads no query.
    let key = "k".repeat(256);
    for row in rows().iter().filter(|row| row.body.is_some() || row.method == "POST") {
        let path = row.path_to(&scene.make(row.thing).await);
        let path = format!("{}?colour=1&colour=2", path.split('?').next().unwrap());
        let client = scene.client(served(row));
        let mut request = client.request(row.method, &path);
        if row.body.is_some() {
            request = request.json(&serde_json::json!({"colour_of_the_body": 1}));
        }
        if row.method == "POST" {
            request = request.header("idempotency-key", &key);
        }
        let answer = client.send(request).await;
        let told = answer.complaints();
        let wanted = [
            ("colour", true),
            ("colour_of_the_body", row.body.is_some()),
            ("Idempotency-Key", row.method == "POST"),
        ];
        let missing = wanted.iter().filter(|(name, wanted)| *wanted && !told.contains(name));
        assert_eq!((answer.status, missing.count()), (400, 0), "{} {path}: {answer:?}", row.method);
    }
}

fn complaints(answer: &contract_tests::Answer) -> BTreeMap<&str, &str> {
    let fields = answer.body["fields"].as_array().into_iter().flatten();
    fields.map(|field| (field["field"].as_str().unwrap(), field["message"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn a_parameter_that_is_given_once_is_taken() {
    let scene = Scene::new().await;
    for row in rows() {
        for (name, value) in parameters(&row).iter().filter(|(_, value)| *value != "x") {
            let path = row.path_to(&scene.make(row.thing).await);
            let path = path.split('?').next().unwrap();
            let answer = scene.ask_at(&row, served(&row), &format!("{path}?{name}={value}")).await;
            assert!(answer.status < 300, "{} {}?{name}={value}: {answer:?}", row.method, row.path);
        }
    }
}

#[tokio::test]
async fn an_endpoint_that_reads_no_query_accepts_any() {
    let scene = Scene::new().await;
    let ignores =
        |row: &&Row| matches!(row.declared().parameters, Parameters::Ignored | Parameters::IgnoredBesideBody);
    for row in rows().iter().filter(ignores) {
        let path = row.path_to(&scene.make(row.thing).await);
        let answer = scene.ask_at(row, served(row), &format!("{path}?colour=red&size=1")).await;
        assert!(answer.status < 300, "{} {}: {answer:?}", row.method, row.path);
    }
}

/// `folder=` once meant the root, which schemathesis found.
#[tokio::test]
async fn an_empty_folder_is_refused_as_no_folder_of_the_team() {
    let scene = Scene::new().await;
    let owner = scene.client(Who::Owner);
    for (path, name) in [
        ("/creative-hub/generate/jobs", "folder"),
        ("/creative-hub/drive/files", "folder"),
        ("/creative-hub/drive/folders", "parent"),
    ] {
        let answer = owner.get(&format!("{path}?{name}=")).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![name]), "{path}: {answer:?}");
        assert_eq!(owner.get(&format!("{path}?{name}=root")).await.status, 200, "{path}");
    }
}
