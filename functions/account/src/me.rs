//! `GET /me`: who the caller is, with what key, and what they have spent this month. Three AWS calls, and two with a JWT;
//! one more in a team that is not listed.

use domain::ledger::MonthCount;
use domain::{Caller, Month, Role, TeamId, UserId};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use web::{Access, Call, Credential, Endpoint, Handled, Parameters};

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
    let is_key = matches!(call.credential()?, Credential::Key { .. });
    let listed = if is_key { app.store.api_key(&team_id, own.id).await? } else { None };
    let member = app.store.member(&team_id, &user_id).await?;
    let count = member.map_or_else(|| MonthCount::opening(month.clone()), |it| it.count.in_month(&month));
    let key = match listed {
        Some(listed) => Some(ApiKeyView::new(&listed.key, listed.count.as_ref(), &month)),
        None => is_key.then(|| ApiKeyView::unused(own)),
    };
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
    /// The team that the caller belongs to.
    team: MyTeam,
    /// The user whom the key or token stands for.
    user: MyUser,
    /// The role that the caller has in the team: that of the key or token, or what an owner or admin has said, if that is
    /// lower.
    role: Role,
    /// The scopes that the key or token has.
    scopes: Vec<String>,
    /// The key of this call; null where it came with a JWT.
    key: Option<ApiKeyView>,
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
