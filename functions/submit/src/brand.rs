//! A brand kit that a request names: its words join the prompt; its logo joins the references where there is room.

use domain::brand::{BrandKit, NO_KIT};
use domain::request::{Brand, Plan};
use domain::{Caller, FieldError};
use web::ApiError;

use crate::App;

/// One AWS call where the logo has room, and none otherwise. `kit`: as it was found.
pub(crate) async fn applied(
    app: &App,
    caller: &Caller,
    plan: Plan,
    kit: Option<&BrandKit>,
) -> Result<Result<Plan, FieldError>, ApiError> {
    if plan.request.brand_kit_id().is_none() {
        return Ok(Ok(plan));
    }
    let Some(kit) = kit else { return Ok(Err(FieldError::new("brand_kit_id", NO_KIT))) };
    let model = app.catalog.model(plan.request.kind(), plan.request.model()).ok_or(ApiError::NotFound)?;
    let named = kit.logo.filter(|_| plan.request.has_room_for_logo(model));
    let logo = match named {
        Some(logo) => app.store.file(&caller.team_id, logo).await?.map(|file| file.id),
        None => None,
    };
    Ok(plan.with_brand(Brand { kit: Some(kit), logo }, model).map(|mut plan| {
        if named.is_some() && logo.is_none() {
            plan.applied
                .notes
                .push("The brand kit's logo is no longer in the drive and was left out.".to_owned());
        }
        plan
    }))
}
