//! A file as clients see it.

use std::time::Duration;

use domain::drive::DriveFile;
use domain::{Caller, FileId, FolderId, JobId, Rfc3339, TeamId, UserId};
use schemars::JsonSchema;
use serde::Serialize;
use web::{Call, Listed};

use crate::shared;

/// A file of the team's drive.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "File")]
pub(crate) struct FileView {
    /// The file's id.
    id: FileId,
    /// How a request names the file: `asset:<id>`.
    asset: String,
    /// Its name.
    name: String,
    /// The media type, such as `image/png`.
    mime: String,
    /// Its length in bytes.
    bytes: u64,
    /// In pixels; null where it has no picture.
    width: Option<u32>,
    /// In pixels; null where it has no picture.
    height: Option<u32>,
    /// In seconds; null for a picture.
    duration: Option<f64>,
    /// The folder that it lies in; null for the root.
    folder_id: Option<FolderId>,
    /// The job that made it; null for an upload, and where that job is not yours to see.
    job_id: Option<JobId>,
    /// Whether it is marked as a favourite.
    favorite: bool,
    /// Its labels.
    labels: Vec<String>,
    /// Who made or uploaded it.
    user_id: UserId,
    /// The team.
    team_id: TeamId,
    /// Where it can be downloaded with a key. This link does not end.
    content_url: String,
    /// Where everybody can download it who has this link; null where it is not shared.
    share_url: Option<String>,
    /// When that link ends; null where it does not, or where the file is not shared.
    share_expires_at: Option<Rfc3339>,
    /// When it was made or uploaded.
    created_at: Rfc3339,
}

impl Listed for FileView {
    const LIST: &'static str = "files";
}

impl FileView {
    /// The job that made it is shown to those who may see that job.
    pub(crate) fn new(call: &Call<'_>, file: &DriveFile) -> Self {
        let may_see_job = |caller: &Caller| caller.manages_team() || caller.user_id == file.user_id;
        let content = format!("{}/creative-hub/drive/files/{}/content", web::BASE_PATH, file.id);
        let shared = file.sharing.secret.as_ref().map(|secret| shared::path(file, secret));
        let stored = &file.stored;
        Self {
            id: file.id,
            asset: format!("asset:{}", file.id),
            name: file.name.clone(),
            mime: stored.mime.clone(),
            bytes: stored.bytes,
            width: stored.width,
            height: stored.height,
            duration: stored.millis.map(|millis| Duration::from_millis(millis).as_secs_f64()),
            folder_id: file.folder_id,
            job_id: file.job_id.filter(|_| call.caller().is_ok_and(may_see_job)),
            favorite: file.favorite,
            labels: file.labels.clone(),
            user_id: file.user_id.clone(),
            team_id: file.team_id.clone(),
            content_url: web::absolute_url(call.request, &content),
            share_url: shared.map(|path| web::absolute_url(call.request, &path)),
            share_expires_at: file.sharing.expires_at.map(Rfc3339),
            created_at: Rfc3339(file.created_at),
        }
    }
}
