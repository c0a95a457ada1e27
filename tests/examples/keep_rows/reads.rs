//! Everything that the kept team's people can read.

use contract_tests::{KEPT_TEAM, World};
use domain::ledger::LineType;
use domain::{Kind, Status};
use serde_json::Value;

const JOBS: &str = "/creative-hub/generate/jobs";
const FOLDERS: &str = "/creative-hub/drive/folders";
const FILES: &str = "/creative-hub/drive/files";
const KITS: &str = "/creative-hub/brand-kits";

pub(crate) async fn all(world: &World) -> Vec<Value> {
    let mut reads = Vec::new();
    for (who, path) in paths(world).await {
        reads.push(world.kept_read(who, &path).await);
    }
    reads
}

async fn paths(world: &World) -> Vec<(&'static str, String)> {
    let owners = [lists(), jobs(world).await, drive(world).await].concat();
    let mut paths: Vec<(&str, String)> = owners.into_iter().map(|path| ("owner", path)).collect();
    for who in ["admin", "member"] {
        for path in [
            &*format!("{JOBS}?limit=100"),
            "/credits/balance",
            "/credits/transactions?limit=200",
            "/api-keys",
        ] {
            paths.push((who, path.to_owned()));
        }
    }
    paths.push(("operator", format!("/credits/billed-failures?team_id={KEPT_TEAM}")));
    paths.push(("operator", format!("/teams/{KEPT_TEAM}")));
    paths.push(("former", JOBS.to_owned()));
    paths.push(("guest", JOBS.to_owned()));
    paths
}

fn lists() -> Vec<String> {
    let mut paths = vec![
        format!("{JOBS}?limit=100"),
        format!("{JOBS}?limit=100&folder=root"),
        format!("{JOBS}?limit=100&user=kept-member"),
        "/credits/balance".to_owned(),
        "/credits/members".to_owned(),
        "/credits/transactions?limit=200".to_owned(),
        FOLDERS.to_owned(),
        format!("{FOLDERS}?parent=root"),
        format!("{FILES}?limit=200"),
        KITS.to_owned(),
        "/api-keys?limit=200".to_owned(),
        "/me".to_owned(),
    ];
    paths.extend(Kind::ALL.map(|kind| format!("{JOBS}?limit=100&type={}", kind.as_str())));
    paths.extend(Status::ALL.map(|status| format!("{JOBS}?limit=100&status={}", status.as_str())));
    let studios = Kind::ALL.into_iter().filter_map(studio);
    paths.extend(studios.map(|studio| format!("/creative-hub/{studio}/generations?limit=100")));
    paths.extend(LineType::ALL.map(|line| format!("/credits/transactions?limit=200&type={}", line.as_str())));
    paths
}

/// `None`: only the legacy endpoints show it.
const fn studio(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Image => Some("image-studio"),
        Kind::Video => Some("video-studio"),
        Kind::Avatar => Some("avatar-studio"),
        Kind::Tts => Some("voice-studio"),
        Kind::Composite => None,
    }
}

/// Every job with its receipt, also those that are hidden.
async fn jobs(world: &World) -> Vec<String> {
    let mut paths = Vec::new();
    for row in &world.kept_rows().await["creative_job"] {
        let id = row["id"].as_str().unwrap();
        paths.push(format!("{JOBS}/{id}"));
        paths.push(format!("{JOBS}/{id}/receipt"));
        let kind = Kind::from_name(row["type"].as_str().unwrap()).unwrap();
        paths.extend(studio(kind).map(|studio| format!("/creative-hub/{studio}/generations/{id}")));
    }
    paths
}

async fn drive(world: &World) -> Vec<String> {
    let owner = world.kept_client("owner");
    let ids = async |path: &str, list: &str| -> Vec<String> {
        let answer = owner.get(path).await;
        let things = answer.body[list].as_array().unwrap().clone();
        things.iter().map(|thing| thing["id"].as_str().unwrap().to_owned()).collect()
    };
    let mut paths = Vec::new();
    let mut files = ids(&format!("{FILES}?limit=200"), "files").await;
    for folder in ids(FOLDERS, "folders").await {
        paths.push(format!("{FOLDERS}/{folder}"));
        paths.push(format!("{FOLDERS}?parent={folder}"));
        paths.push(format!("{FILES}?limit=200&folder={folder}"));
        paths.push(format!("{JOBS}?limit=100&folder={folder}"));
        files.extend(ids(&format!("{FILES}?limit=200&folder={folder}"), "files").await);
    }
    for file in files {
        paths.push(format!("{FILES}/{file}"));
        paths.push(format!("{FILES}/{file}/content?redirect=false"));
    }
    paths.extend(ids(KITS, "brand_kits").await.into_iter().map(|kit| format!("{KITS}/{kit}")));
    paths
}
