//! `POST …/drive/uploads/{id}/complete`: an upload becomes a file of the same id. The bytes that were checked are copied
//! to a place that the client's link cannot write to. Four AWS calls: the upload, its bytes, the copy, one transaction.

use ::files::file_key;
use domain::FileId;
use domain::drive::{DriveFile, Upload, extension};
use domain::{BucketFile, TokenScope};
use http::StatusCode;
use serde_json::Value;
use store::{Completed, Idempotency, KeyUse, Uploading};
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters, Problem};

use super::check::{Checked, Facts, check};
use crate::view::FileView;
use crate::{App, creation};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/creative-hub/drive/uploads/{id}/complete",
    access: Access::MemberOrToken(TokenScope::FilesUpload),
    parameters: Parameters::None,
    handler: |app, call| Box::pin(complete(app, call)),
};

async fn complete(app: &App, call: &Call<'_>) -> Handled {
    let id: FileId = call.path_id()?;
    let now = app.clock.now();
    let key = call.key_and_query()?;
    let key = creation::bind(call, key, &Value::Null, &Value::Null, now)?;
    if let Some(key) = &key {
        match app.store.key_use(key, now).await? {
            KeyUse::Answered { reply } => return Ok(web::replay(StatusCode::OK, reply)),
            KeyUse::Taken => return Err(ApiError::KeyReused),
            KeyUse::Free | KeyUse::Ours => {}
        }
    }
    let file = completed(app, call, id, key.as_ref()).await?;
    Ok(web::json(StatusCode::OK, &FileView::new(call, &file)))
}

/// The file of an upload. An upload that is complete already gives the same file again.
async fn completed(
    app: &App,
    call: &Call<'_>,
    id: FileId,
    key: Option<&Idempotency>,
) -> Result<DriveFile, ApiError> {
    let (team_id, now) = (&call.caller()?.team_id, app.clock.now());
    let upload = match app.store.upload(team_id, id, now).await?.ok_or(ApiError::NotFound)? {
        Uploading::Begun(upload) => upload,
        Uploading::Completed(file) => return with_key(app, call, key, file).await,
    };
    let facts = match check(app, &upload).await? {
        Checked::Valid(facts) => facts,
        Checked::NotThere => return Err(ApiError::conflict(NOT_THERE)),
        Checked::Changed => return Err(ApiError::conflict(CHANGED)),
    };
    let stored = stored(&upload, &facts);
    let copied = app.files.copy((&upload.key, &facts.etag), (&stored.key, &stored.mime)).await;
    if !copied.map_err(ApiError::internal)? {
        return Err(ApiError::conflict(CHANGED));
    }
    let copy = stored.key.clone();
    let reply = |file: &DriveFile| web::reply_text(&FileView::new(call, file));
    match app.store.complete_upload(upload.into_file(stored, now), key, now, reply).await? {
        Completed::Now(file) => {
            // Another request may have completed it with other bytes.
            if file.stored.key != copy {
                delete_copy(app, &copy).await;
            }
            tracing::info!(file_id = %id, %team_id, "a file was uploaded");
            Ok(*file)
        }
        Completed::KeyTaken => Err(ApiError::KeyReused),
        Completed::Gone => {
            delete_copy(app, &copy).await;
            Err(ApiError::NotFound)
        }
    }
}

/// The file, once the key of this request stands for it: a repetition gets the same reply.
async fn with_key(
    app: &App,
    call: &Call<'_>,
    key: Option<&Idempotency>,
    file: DriveFile,
) -> Result<DriveFile, ApiError> {
    let Some(key) = key else { return Ok(file) };
    let key = key.with_reply(web::reply_text(&FileView::new(call, &file)));
    match app.store.take_key(&key, app.clock.now()).await? {
        KeyUse::Taken => Err(ApiError::KeyReused),
        KeyUse::Free | KeyUse::Ours | KeyUse::Answered { .. } => Ok(file),
    }
}

/// Deletes a copy that no row names. If that fails, the copy only takes up room.
async fn delete_copy(app: &App, copy: &str) {
    if let Err(error) = app.files.delete(copy).await {
        tracing::error!(key = copy, %error, "a copy that no row names stays in the bucket");
    }
}

/// The key is made of the upload's id and the etag of the bytes, so that a repetition overwrites its own copy only.
fn stored(upload: &Upload, facts: &Facts) -> BucketFile {
    let extension = extension(&upload.mime).unwrap_or("bin");
    let key = file_key(&upload.team_id, upload.id, &facts.etag, extension);
    BucketFile::new(key, &*upload.mime, upload.bytes, facts.media)
}

pub(crate) const NOT_THERE: Problem =
    Problem::conflict("upload_not_there", "No bytes have come yet. Put them to the upload's url first.");
pub(crate) const CHANGED: Problem = Problem::conflict(
    "upload_changed",
    "Other bytes came while these were checked. Complete the upload again.",
);
