//! `PATCH …/brand-kits/{id}`: two AWS calls.

use domain::brand::KitChange;
use http::StatusCode;
use lambda_http::Request;
use store::{Changed, NoLogo};
use web::{ApiError, Handled};

use super::no_logo;
use crate::reply::path_id;
use crate::{App, MAX_BODY_BYTES, view};

pub(crate) async fn change(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let id = path_id(request)?;
    let change = KitChange::read(&web::read_json(request, MAX_BODY_BYTES)?).map_err(ApiError::Fields)?;
    match app.store.change_kit(&caller.team_id, id, &change, app.clock.now()).await? {
        Changed::Now(kit) => Ok(web::json(StatusCode::OK, &view::kit(&kit))),
        Changed::NotFound => Err(ApiError::NotFound),
        Changed::Refused(NoLogo) => Err(no_logo()),
    }
}
