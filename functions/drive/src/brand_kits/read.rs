//! `GET …/brand-kits/{id}`: one AWS call.

use http::StatusCode;
use lambda_http::Request;
use web::{ApiError, Handled};

use crate::reply::path_id;
use crate::{App, view};

pub(crate) async fn read(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let stored = app.store.kit(&caller.team_id, path_id(request)?).await?.ok_or(ApiError::NotFound)?;
    Ok(web::json(StatusCode::OK, &view::kit(&stored.kit)))
}
