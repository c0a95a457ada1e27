//! `GET …/brand-kits/{id}`: one AWS call.

use domain::brand::BrandKit;
use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::App;
use crate::view::KitView;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/brand-kits/{id}",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    Ok(web::json(StatusCode::OK, &KitView::new(&find(app, call).await?)))
}

/// The kit of the `{id}` in the path, if it is the caller's team's.
pub(crate) async fn find(app: &App, call: &Call<'_>) -> Result<BrandKit, ApiError> {
    let record = app.store.kit(&call.caller()?.team_id, call.path_id()?).await?;
    record.map(|record| record.kit).ok_or(ApiError::NotFound)
}
