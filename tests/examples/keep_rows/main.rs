//! Keeps what this version stores, as files that later versions must be able to read:
//!
//! ```sh
//! cargo run -p contract-tests --example keep_rows -- tests/fixtures/stored/2026-11-27
//! ```
//!
//! It plays a scenario on a local stack in which one team comes to have an item of every sort in every table, and a
//! message of every sort for every queue. `tests/contract/stored_items.rs` reads what it keeps.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "this is test code: what goes wrong shall panic where it happens"
)]

mod drive;
mod ended;
mod health;
mod people;
mod reads;
mod script;
mod under_way;

use std::path::PathBuf;

use contract_tests::{KEPT_TEAM, Kept};
use serde_json::json;

use crate::script::Script;

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("usage: keep_rows FOLDER"));
    let mut script = Script::begin().await;
    people::play(&mut script).await;
    let drive = drive::play(&mut script).await;
    ended::play(&mut script, &drive).await;
    under_way::play(&mut script, &drive).await;
    health::play(&mut script).await;

    let world = &script.world;
    world.balanced_books(KEPT_TEAM).await;
    let kept = Kept {
        rows: world.kept_rows().await,
        bodies: world.kept_bodies().await,
        messages: script.messages.clone(),
        replies: json!({
            "kept_at": world.clock.clock().now().as_millis(),
            "reads": reads::all(world).await,
            "replays": script.replays,
        }),
    };
    kept.save(&folder);
    for (table, rows) in &kept.rows {
        println!("{table}: {} items", rows.len());
    }
}
