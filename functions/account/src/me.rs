//! `GET /me`: who the caller is, with what key, and what they have spent this month. Three AWS calls; four in a team that
//! is not listed.

use domain::ledger::MonthCount;
use domain::{Caller, Month, Role, TeamId, UserId};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::App;
use crate::api_keys::ApiKeyView;
use crate::month_numbers::MonthNumbers;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/me",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let own = call.key()?;
    let Caller { team_id, user_id, role, scopes } = own.caller.clone();
    let month = app.clock.now().month();
    let team = app.store.team(&team_id).await?;
    let listed = app.store.api_key(&team_id, own.id).await?;
    let member = app.store.member(&team_id, &user_id).await?;
    let count = member.map_or_else(|| MonthCount::opening(month.clone()), |it| it.count.in_month(&month));
    let key = listed.map_or_else(
        || ApiKeyView::unused(own),
        |listed| ApiKeyView::new(&listed.key, listed.count.as_ref(), &month),
    );
    let name = team.map_or_else(|| team_id.to_string(), |team| team.name);
    let me = Me {
        team: MyTeam { id: team_id, name },
        user: MyUser { id: user_id },
        role,
        scopes,
        key,
        caps: MyCaps { numbers: MonthNumbers::new(&count), month },
    };
    Ok(web::json(StatusCode::OK, &me))
}

/// The caller.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Me {
    /// The team that the key belongs to.
    team: MyTeam,
    /// The user whom the key stands for.
    user: MyUser,
    /// The role that the key has in the team.
    role: Role,
    /// The scopes that the key has.
    scopes: Vec<String>,
    /// The key of this call.
    key: ApiKeyView,
    /// What the user has spent this month, and may spend.
    caps: MyCaps,
}

/// The caller's team.
#[derive(Debug, Serialize, JsonSchema)]
struct MyTeam {
    /// The team's id.
    id: TeamId,
    /// Its name; its id, where nobody has named it.
    name: String,
}

/// The calling user.
#[derive(Debug, Serialize, JsonSchema)]
struct MyUser {
    /// The user's id.
    id: UserId,
}

/// What the user has spent this month, and may spend.
#[derive(Debug, Serialize, JsonSchema)]
struct MyCaps {
    #[serde(flatten)]
    numbers: MonthNumbers,
    /// The month, UTC, such as `2026-11`.
    month: Month,
}
