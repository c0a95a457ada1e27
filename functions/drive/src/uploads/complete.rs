//! `POST …/drive/uploads/{id}/complete`: an upload becomes the file of the same id. What was checked is copied to
//! where the client's link does not reach. Four AWS calls: the upload, its bytes, the copy, one transaction.

use ::files::file_key;
use domain::drive::{DriveFile, Upload, extension};
use domain::job::StoredFile;
use domain::{Caller, FileId};
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Map, Value};
use store::{Completed, Idempotency, KeyUse, Uploading};
use web::{ApiError, Handled};

use super::check::{Facts, check};
use crate::reply::{key_of, path_id, told};
use crate::{App, view};

pub(crate) async fn complete(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let id: FileId = path_id(request)?;
    let now = app.clock.now();
    let key = key_of(request, &caller, &Value::Null, &Value::Null, now)?;
    if let Some(key) = &key {
        match app.store.key_use(key, now).await? {
            KeyUse::Answered { reply } => return Ok(web::replay(StatusCode::OK, reply)),
            KeyUse::Taken => return Err(ApiError::KeyReused),
            KeyUse::Free | KeyUse::Ours => {}
        }
    }
    let file = completed(app, request, &caller, id, key.as_ref()).await?;
    Ok(web::json(StatusCode::OK, &view::file(request, &file)))
}

/// Completing again is answered as completing was.
async fn completed(
    app: &App,
    request: &Request,
    caller: &Caller,
    id: FileId,
    key: Option<&Idempotency>,
) -> Result<DriveFile, ApiError> {
    let now = app.clock.now();
    let upload = match app.store.upload(&caller.team_id, id, now).await?.ok_or(ApiError::NotFound)? {
        Uploading::Begun(upload) => upload,
        Uploading::Completed(file) => return Ok(file),
    };
    let facts = check(app, &upload).await?.ok_or_else(not_there)?;
    let stored = stored(&upload, &facts);
    let copied = app.files.copy(&upload.key, &facts.etag, &stored.key).await;
    if !copied.map_err(|error| told(&error))? {
        return Err(changed());
    }
    let reply = |file: &DriveFile| view::file(request, file).to_string();
    match app.store.complete_upload(upload.into_file(stored, now), key, now, reply).await? {
        Completed::Now(file) => {
            tracing::info!(file_id = %id, team_id = %caller.team_id, "a file was uploaded");
            Ok(*file)
        }
        Completed::KeyTaken => Err(ApiError::KeyReused),
        Completed::Gone => Err(ApiError::NotFound),
    }
}

/// Its key has the upload's id, so that a repetition overwrites itself.
fn stored(upload: &Upload, facts: &Facts) -> StoredFile {
    let extension = extension(&upload.mime).unwrap_or("bin");
    StoredFile {
        key: file_key(&upload.team_id, upload.id, extension),
        mime: upload.mime.clone(),
        bytes: upload.bytes,
        width: facts.width,
        height: facts.height,
        millis: facts.millis,
    }
}

fn not_there() -> ApiError {
    ApiError::Conflict {
        code: "upload_not_there",
        message: "No bytes have come yet. Put them to the upload's url first.",
        details: Map::new(),
    }
}

fn changed() -> ApiError {
    ApiError::Conflict {
        code: "upload_changed",
        message: "Other bytes came while these were checked. Complete the upload again.",
        details: Map::new(),
    }
}
