//! `POST …/drive/uploads/{id}/complete`: an upload becomes the file of the same id. What was checked is copied to
//! where the client's link does not reach. Four AWS calls: the upload, its bytes, the copy, one transaction.

use ::files::file_key;
use domain::BucketFile;
use domain::drive::{DriveFile, Upload, extension};
use domain::{Caller, FileId};
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Map, Value};
use store::{Completed, Idempotency, KeyUse, Uploading};
use web::{ApiError, Handled};

use super::check::{Checked, Facts, check};
use crate::reply::{bound, idempotency_key, path_id, told};
use crate::{App, view};

pub(crate) async fn complete(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let id: FileId = path_id(request)?;
    let now = app.clock.now();
    let key = idempotency_key(request).map_err(ApiError::Fields)?;
    let key = bound(request, &caller, key, &Value::Null, &Value::Null, now);
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
        Uploading::Completed(file) => return kept_under(app, request, key, file).await,
    };
    let facts = match check(app, &upload).await? {
        Checked::As(facts) => facts,
        Checked::NotThere => return Err(not_there()),
        Checked::Changed => return Err(changed()),
    };
    let stored = stored(&upload, &facts);
    let copied = app.files.copy((&upload.key, &facts.etag), (&stored.key, &stored.mime)).await;
    if !copied.map_err(|error| told(&error))? {
        return Err(changed());
    }
    let copy = stored.key.clone();
    let reply = |file: &DriveFile| view::file(request, file).to_string();
    match app.store.complete_upload(upload.into_file(stored, now), key, now, reply).await? {
        Completed::Now(file) => {
            // Somebody else completed it with other bytes.
            if file.stored.key != copy {
                forget(app, &copy).await;
            }
            tracing::info!(file_id = %id, team_id = %caller.team_id, "a file was uploaded");
            Ok(*file)
        }
        Completed::KeyTaken => Err(ApiError::KeyReused),
        Completed::Gone => {
            forget(app, &copy).await;
            Err(ApiError::NotFound)
        }
    }
}

/// The key of a later request to complete it stands for the same answer.
async fn kept_under(
    app: &App,
    request: &Request,
    key: Option<&Idempotency>,
    file: DriveFile,
) -> Result<DriveFile, ApiError> {
    let Some(key) = key else { return Ok(file) };
    let key = key.with_reply(view::file(request, &file).to_string());
    match app.store.take_key(&key, app.clock.now()).await? {
        KeyUse::Taken => Err(ApiError::KeyReused),
        KeyUse::Free | KeyUse::Ours | KeyUse::Answered { .. } => Ok(file),
    }
}

/// No row names it: it costs its room and nothing else.
async fn forget(app: &App, copy: &str) {
    if let Err(error) = app.files.delete(copy).await {
        tracing::error!(key = copy, %error, "a useless copy stays in the bucket");
    }
}

/// Its key has the upload's id and the version's mark, so that a repetition overwrites itself and nothing else.
fn stored(upload: &Upload, facts: &Facts) -> BucketFile {
    let extension = extension(&upload.mime).unwrap_or("bin");
    let key = file_key(&upload.team_id, upload.id, &facts.etag, extension);
    BucketFile::new(key, &*upload.mime, upload.bytes, facts.media)
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
