//! `PATCH …/brand-kits/{id}`: two AWS calls; one more for a member.

use domain::brand::KitChange;
use store::NoLogo;
use web::{Access, Call, Endpoint, Handled, Parameters};

use super::read::find;
use crate::errors::no_logo;
use crate::rights::may_change;
use crate::view::KitView;
use crate::{App, patch};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "PATCH",
    path: "/api/v1/creative-hub/brand-kits/{id}",
    access: Access::Maker,
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(change(app, call)),
};

async fn change(app: &App, call: &Call<'_>) -> Handled {
    let (caller, id) = (call.caller()?, call.path_id()?);
    may_change(caller, "brand kit", async { Ok(find(app, call).await?.user_id) }).await?;
    let change = call.read(KitChange::read)?;
    let changed = app.store.change_kit(&caller.team_id, id, &change, app.clock.now()).await?;
    patch::reply(changed, KitView::new, |NoLogo| no_logo(change.logo.applied_to(None)))
}
