//! `DELETE …/brand-kits/{id}`: one AWS call.

use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "DELETE",
    path: "/api/v1/creative-hub/brand-kits/{id}",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(delete(app, call)),
};

async fn delete(app: &App, call: &Call<'_>) -> Handled {
    if app.store.delete_kit(&call.caller()?.team_id, call.path_id()?).await? {
        return Ok(web::empty(StatusCode::NO_CONTENT));
    }
    Err(ApiError::NotFound)
}
