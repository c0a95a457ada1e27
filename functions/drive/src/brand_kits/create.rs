//! `POST …/brand-kits`: one AWS call.

use domain::KitId;
use domain::brand::NewKit;
use lambda_http::Request;
use store::NoLogo;
use web::{ApiError, Handled};

use super::no_logo;
use crate::reply::{key_of, made};
use crate::{App, MAX_BODY_BYTES, view};

pub(crate) async fn create(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let asked = NewKit::read(&web::read_json(request, MAX_BODY_BYTES)?).map_err(ApiError::Fields)?;
    let now = app.clock.now();
    let id = KitId::new(now, rand::random());
    let kit = asked.clone().into_kit(id, caller.team_id.clone(), caller.user_id.clone(), now);
    let reply = view::kit(&kit);
    let key = key_of(request, &caller, &asked, &reply, now)?;
    made(app.store.create_kit(&kit, key.as_ref()).await?, &reply, |NoLogo| no_logo())
}
