//! `GET /api-keys/{id}`: one AWS call.

use http::StatusCode;
use store::KeyRecord;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use super::view::ApiKeyView;
use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/api-keys/{id}",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let KeyRecord { key, count, .. } = find(app, call).await?;
    Ok(web::json(StatusCode::OK, &ApiKeyView::new(&key, count.as_ref(), &app.clock.now().month())))
}

/// The key of the `{id}` in the path, if the caller may see it.
pub(super) async fn find(app: &App, call: &Call<'_>) -> Result<KeyRecord, ApiError> {
    let caller = call.caller()?;
    let found = app.store.api_key(&caller.team_id, call.path_id()?).await?;
    found.filter(|found| found.key.is_seen_by(caller)).ok_or(ApiError::NotFound)
}
