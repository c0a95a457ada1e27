//! `GET …/brand-kits/{id}`: one AWS call.

use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::{App, view};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/brand-kits/{id}",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let record = app.store.kit(&call.caller()?.team_id, call.path_id()?).await?.ok_or(ApiError::NotFound)?;
    Ok(web::json(StatusCode::OK, &view::kit(&record.kit)))
}
