//! `DELETE …/brand-kits/{id}`: one AWS call.

use http::StatusCode;
use lambda_http::Request;
use web::{ApiError, Handled};

use crate::App;
use crate::reply::path_id;

pub(crate) async fn delete(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    if app.store.delete_kit(&caller.team_id, path_id(request)?).await? {
        return Ok(web::empty(StatusCode::NO_CONTENT));
    }
    Err(ApiError::NotFound)
}
