//! `docs/openapi.json` is what the functions declare.

#![expect(clippy::unwrap_used, reason = "what goes wrong shall panic where it happens")]

use std::path::Path;

use domain::Catalog;

#[test]
fn the_committed_document_is_what_the_functions_declare() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let document = openapi::document(&Catalog::shipped().unwrap()).unwrap();
    let text = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written == text, "docs/openapi.json is old: WRITE_DOCS=1 cargo test -p openapi --test document");
}

#[test]
fn every_endpoint_is_described_once() {
    let mut endpoints = openapi::endpoints();
    let mut described: Vec<_> = openapi::described().iter().map(|it| it.operation.endpoint).collect();
    endpoints.sort_unstable();
    described.sort_unstable();
    assert_eq!(described, endpoints, "an endpoint is missing in OPERATIONS or in REPLIES");
    assert!(openapi::described().iter().all(|it| !it.replies.answers.is_empty()));
    let mut ids: Vec<_> = openapi::described().iter().map(|it| it.operation.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), endpoints.len(), "two operations have the same id");
}
