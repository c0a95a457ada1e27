//! `POST …/drive/uploads`: a link to which bytes of the announced type and size can be sent. One AWS call.

use std::collections::BTreeMap;

use ::files::upload_key;
use domain::drive::{NewUpload, UPLOAD_LINK_SECONDS, Upload};
use domain::{FileId, FolderId, Rfc3339, TokenScope};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Created, NoFolder};
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::errors::no_folder;
use crate::{App, creation};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/creative-hub/drive/uploads",
    access: Access::MemberOrToken(TokenScope::FilesUpload),
    parameters: Parameters::None,
    handler: |app, call| Box::pin(begin(app, call)),
};

async fn begin(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let (new_upload, idempotency) = creation::read(call, NewUpload::read)?;
    let now = app.clock.now();
    let id = FileId::new(now, rand::random());
    let key = upload_key(&caller.team_id, id);
    let upload =
        new_upload.clone().into_upload(id, (caller.team_id.clone(), caller.user_id.clone()), key, now);
    // The link is not stored: a repetition gets a new link, to the same upload.
    let idempotency = creation::bind(call, idempotency, &new_upload, &upload, now)?;
    match app.store.begin_upload(&upload, idempotency.as_ref()).await? {
        Created::Now => Ok(web::json(StatusCode::CREATED, &view(app, &upload).await?)),
        Created::Replayed { reply } => {
            let upload: Upload = serde_json::from_str(&reply).map_err(ApiError::internal)?;
            Ok(web::replay(StatusCode::CREATED, web::reply_text(&view(app, &upload).await?)))
        }
        Created::KeyTaken => Err(ApiError::KeyReused),
        Created::Refused(NoFolder) => Err(no_folder("folder_id", upload.folder_id)),
    }
}

async fn view(app: &App, upload: &Upload) -> Result<UploadView, ApiError> {
    let now = app.clock.now();
    let what = (upload.mime.as_str(), upload.bytes);
    let link = app.files.upload_link(&upload.key, what, now, UPLOAD_LINK_SECONDS).await;
    let link = link.map_err(ApiError::internal)?;
    Ok(UploadView {
        id: upload.id,
        name: upload.name.clone(),
        mime: upload.mime.clone(),
        bytes: upload.bytes,
        folder_id: upload.folder_id,
        method: "PUT",
        url: link.url,
        headers: link.headers.into_iter().collect(),
        expires_at: Rfc3339(link.expires_at),
        created_at: Rfc3339(upload.created_at),
    })
}

/// An upload that was announced, and the request that sends its bytes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Upload")]
pub(crate) struct UploadView {
    /// The upload's id, which becomes the file's.
    id: FileId,
    /// The file's name.
    name: String,
    /// The media type that was announced.
    mime: String,
    /// The length in bytes that was announced.
    bytes: u64,
    /// The folder that the file will lie in; null for the root.
    folder_id: Option<FolderId>,
    /// The method to send the bytes with: `PUT`.
    method: &'static str,
    /// The address to send the bytes to.
    url: String,
    /// The headers to send with them, exactly as they are here.
    headers: BTreeMap<String, String>,
    /// Until when the bytes can be sent.
    expires_at: Rfc3339,
    /// When the upload was announced.
    created_at: Rfc3339,
}
