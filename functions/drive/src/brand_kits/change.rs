//! `PATCH …/brand-kits/{id}`: two AWS calls.

use domain::brand::KitChange;
use store::NoLogo;
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::errors::no_logo;
use crate::{App, patch, view};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "PATCH",
    path: "/api/v1/creative-hub/brand-kits/{id}",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(change(app, call)),
};

async fn change(app: &App, call: &Call<'_>) -> Handled {
    let id = call.path_id()?;
    let change = KitChange::read(&call.json()?)?;
    let changed = app.store.change_kit(&call.caller()?.team_id, id, &change, app.clock.now()).await?;
    patch::reply(changed, view::kit, |NoLogo| no_logo())
}
