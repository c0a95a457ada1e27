//! `DELETE …/brand-kits/{id}`: one AWS call; one more for a member.

use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use super::read::find;
use crate::App;
use crate::rights::may_change;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "DELETE",
    path: "/api/v1/creative-hub/brand-kits/{id}",
    access: Access::Maker,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(delete(app, call)),
};

async fn delete(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    may_change(caller, "brand kit", async { Ok(find(app, call).await?.user_id) }).await?;
    if app.store.delete_kit(&caller.team_id, call.path_id()?).await? {
        return Ok(web::empty(StatusCode::NO_CONTENT));
    }
    Err(ApiError::NotFound)
}
