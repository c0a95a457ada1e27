//! `POST …/drive/uploads`: a link to which bytes of the announced type and size can be sent. One AWS call.

use ::files::upload_key;
use domain::FileId;
use domain::drive::{NewUpload, UPLOAD_LINK_SECONDS, Upload};
use http::StatusCode;
use serde_json::{Map, Value, json};
use store::{Created, NoFolder};
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::errors::no_folder;
use crate::{App, creation};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/creative-hub/drive/uploads",
    access: Access::Member,
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
    let idempotency = creation::bind(call, idempotency, &new_upload, &json!(upload), now)?;
    match app.store.begin_upload(&upload, idempotency.as_ref()).await? {
        Created::Now => Ok(web::json(StatusCode::CREATED, &view(app, &upload).await?)),
        Created::Replayed { reply } => {
            let upload: Upload = serde_json::from_str(&reply).map_err(ApiError::internal)?;
            Ok(web::replay(StatusCode::CREATED, view(app, &upload).await?.to_string()))
        }
        Created::KeyTaken => Err(ApiError::KeyReused),
        Created::Refused(NoFolder) => Err(no_folder("folder_id", upload.folder_id)),
    }
}

async fn view(app: &App, upload: &Upload) -> Result<Value, ApiError> {
    let now = app.clock.now();
    let what = (upload.mime.as_str(), upload.bytes);
    let link = app.files.upload_link(&upload.key, what, now, UPLOAD_LINK_SECONDS).await;
    let link = link.map_err(ApiError::internal)?;
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
