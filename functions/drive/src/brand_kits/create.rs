//! `POST …/brand-kits`: one AWS call.

use domain::KitId;
use domain::brand::NewKit;
use lambda_http::Request;
use store::NoLogo;
use web::Handled;

use super::no_logo;
use crate::reply::{bound, created, read_new};
use crate::{App, view};

pub(crate) async fn create(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let (asked, key) = read_new(request, NewKit::read)?;
    let now = app.clock.now();
    let id = KitId::new(now, rand::random());
    let kit = asked.clone().into_kit(id, caller.team_id.clone(), caller.user_id.clone(), now);
    let reply = view::kit(&kit);
    let key = bound(request, &caller, key, &asked, &reply, now);
    created(app.store.create_kit(&kit, key.as_ref()).await?, &reply, |NoLogo| no_logo())
}
