//! Folders, files and brand kits as clients see them.

use std::time::Duration;

use domain::brand::BrandKit;
use domain::drive::{DriveFile, Folder};
use domain::{Caller, Timestamp};
use serde_json::{Value, json};
use web::Call;

use crate::shared;

pub(crate) fn folder(folder: &Folder) -> Value {
    json!({
        "id": folder.id,
        "name": folder.name,
        "parent_id": folder.parent_id,
        "children": folder.children,
        "user_id": folder.user_id,
        "team_id": folder.team_id,
        "created_at": folder.created_at.rfc3339(),
    })
}

/// The job that made it is shown to those who may see that job.
pub(crate) fn file(call: &Call<'_>, file: &DriveFile) -> Value {
    let may_see_job = |caller: &Caller| caller.manages_team() || caller.user_id == file.user_id;
    let job_id = file.job_id.filter(|_| call.caller().is_ok_and(may_see_job));
    let content = format!("{}/creative-hub/drive/files/{}/content", web::BASE_PATH, file.id);
    let shared = file.sharing.secret.as_ref().map(|secret| shared::path(file, secret));
    let stored = &file.stored;
    json!({
        "id": file.id,
        "asset": format!("asset:{}", file.id),
        "name": file.name,
        "mime": stored.mime,
        "bytes": stored.bytes,
        "width": stored.width,
        "height": stored.height,
        "duration": stored.millis.map(|millis| Duration::from_millis(millis).as_secs_f64()),
        "folder_id": file.folder_id,
        "job_id": job_id,
        "favorite": file.favorite,
        "labels": file.labels,
        "user_id": file.user_id,
        "team_id": file.team_id,
        "content_url": web::absolute_url(call.request, &content),
        "share_url": shared.map(|path| web::absolute_url(call.request, &path)),
        "share_expires_at": file.sharing.expires_at.map(Timestamp::rfc3339),
        "created_at": file.created_at.rfc3339(),
    })
}

pub(crate) fn kit(kit: &BrandKit) -> Value {
    json!({
        "id": kit.id,
        "name": kit.name,
        "colors": kit.colors,
        "fonts": kit.fonts,
        "logo": kit.logo.map(|id| format!("asset:{id}")),
        "voice": kit.voice,
        "user_id": kit.user_id,
        "team_id": kit.team_id,
        "created_at": kit.created_at.rfc3339(),
        "updated_at": kit.updated_at.rfc3339(),
    })
}
