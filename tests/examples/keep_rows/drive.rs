//! Folders, files, an upload that is not complete, and brand kits.

use contract_tests::{png, png_of, wav};
use serde_json::json;

use crate::script::Script;

/// What requests name, by id or as `asset:<id>`.
pub(crate) struct Drive {
    pub(crate) folder: String,
    pub(crate) kit: String,
    pub(crate) face: String,
    pub(crate) voice: String,
}

pub(crate) async fn play(script: &mut Script) -> Drive {
    let folders = "/creative-hub/drive/folders";
    let spring = script.post_with_key("member", folders, "folder-1", &json!({"name": "Spring"})).await;
    let spring = spring.text("id").to_owned();
    let owner = script.client("owner");
    let folder = owner.create_folder("Ads", Some(&spring)).await;
    owner.create_folder("Empty", None).await;

    let asset = |file: serde_json::Value| file["asset"].as_str().unwrap().to_owned();
    let logo =
        asset(owner.upload("logo.png", "image/png", &png_of(64, 64, [200, 0, 0]), Some(&spring)).await);
    let face = asset(owner.upload("face.png", "image/png", &png(512, 512), None).await);
    let voice = asset(owner.upload("voice.wav", "audio/wav", &wav(8_000, 24_000), None).await);
    let later = json!({"name": "later.png", "mime": "image/png", "bytes": 100, "folder_id": folder});
    script.post_with_key("owner", "/creative-hub/drive/uploads", "upload-1", &later).await;

    let kits = "/creative-hub/brand-kits";
    let acme = json!({
        "name": "Acme", "colors": ["#aa0000", "#00bb00"], "fonts": ["Inter"], "logo": logo,
        "voice": "calm and precise",
    });
    let acme = script.post_with_key("admin", kits, "kit-1", &acme).await;
    assert_eq!(owner.post(kits, &json!({"name": "Plain"})).await.status, 201);
    Drive { folder, kit: acme.text("id").to_owned(), face, voice }
}
