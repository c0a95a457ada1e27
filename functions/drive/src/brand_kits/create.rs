//! `POST …/brand-kits`: one AWS call.

use domain::KitId;
use domain::brand::NewKit;
use store::NoLogo;
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::errors::no_logo;
use crate::view::KitView;
use crate::{App, creation};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/creative-hub/brand-kits",
    access: Access::Member,
    parameters: Parameters::None,
    handler: |app, call| Box::pin(create(app, call)),
};

async fn create(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let (new_kit, key) = creation::read(call, NewKit::read)?;
    let now = app.clock.now();
    let id = KitId::new(now, rand::random());
    let kit = new_kit.clone().into_kit(id, caller.team_id.clone(), caller.user_id.clone(), now);
    let reply = KitView::new(&kit);
    let key = creation::bind(call, key, &new_kit, &reply, now)?;
    creation::reply(app.store.create_kit(&kit, key.as_ref()).await?, &reply, |NoLogo| no_logo(kit.logo))
}
