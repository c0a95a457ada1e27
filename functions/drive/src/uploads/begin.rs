//! `POST …/drive/uploads`: a link that takes the bytes that were announced, and no others. One AWS call.

use ::files::upload_key;
use domain::FileId;
use domain::drive::{NewUpload, UPLOAD_LINK_SECONDS, Upload};
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Map, Value, json};
use store::{Created, NoFolder};
use web::{ApiError, Handled};

use crate::App;
use crate::reply::{bound, no_folder, read_new, told};

pub(crate) async fn begin(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let (asked, idempotency) = read_new(request, NewUpload::read)?;
    let now = app.clock.now();
    let id = FileId::new(now, rand::random());
    let key = upload_key(&caller.team_id, id);
    let upload = asked.clone().into_upload(id, (caller.team_id.clone(), caller.user_id.clone()), key, now);
    // Links are not written down: a repetition gets one of its own, to the same upload.
    let idempotency = bound(request, &caller, idempotency, &asked, &json!(upload), now);
    match app.store.begin_upload(&upload, idempotency.as_ref()).await? {
        Created::Now => Ok(web::json(StatusCode::CREATED, &view(app, &upload).await?)),
        Created::Replayed { reply } => {
            let upload: Upload =
                serde_json::from_str(&reply).map_err(|error| ApiError::Internal(error.to_string()))?;
            Ok(web::replay(StatusCode::CREATED, view(app, &upload).await?.to_string()))
        }
        Created::KeyTaken => Err(ApiError::KeyReused),
        Created::Refused(NoFolder) => Err(no_folder("folder_id")),
    }
}

async fn view(app: &App, upload: &Upload) -> Result<Value, ApiError> {
    let now = app.clock.now();
    let what = (upload.mime.as_str(), upload.bytes);
    let link = app.files.upload_link(&upload.key, what, now, UPLOAD_LINK_SECONDS).await;
    let link = link.map_err(|error| told(&error))?;
    let headers: Map<String, Value> =
        link.headers.into_iter().map(|(name, value)| (name, value.into())).collect();
    Ok(json!({
        "id": upload.id,
        "name": upload.name,
        "mime": upload.mime,
        "bytes": upload.bytes,
        "folder_id": upload.folder_id,
        "method": "PUT",
        "url": link.url,
        "headers": headers,
        "expires_at": link.expires_at.rfc3339(),
        "created_at": upload.created_at.rfc3339(),
    }))
}
