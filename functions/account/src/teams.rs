//! `/teams`: operators make teams and read them. Only a team that is there can be given credits.

use domain::team::{NewTeam, Team};
use domain::{OPERATOR_SCOPE, Rfc3339, TeamId, UserId};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use store::Created;
use web::parameter::{CURSOR, LIMIT, TEAM_ID};
use web::{Access, ApiError, BoundRequest, Call, Endpoint, Handled, Listed, Page, Parameters, Problem};

use crate::App;

const OPERATORS: Access = Access::Scope(OPERATOR_SCOPE);

pub(crate) const CREATE: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/teams",
    access: OPERATORS,
    parameters: Parameters::None,
    handler: |app, call| Box::pin(create(app, call)),
};

pub(crate) const LIST: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/teams",
    access: OPERATORS,
    parameters: Parameters::List(&[&LIMIT, &CURSOR]),
    handler: |app, call| Box::pin(list(app, call)),
};

pub(crate) const READ: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/teams/{team_id}",
    access: OPERATORS,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

pub(crate) const EXISTS: Problem = Problem::conflict("team_exists", "There is a team with this id already.");

/// One AWS call.
async fn create(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let new = NewTeam::read(&call.json()?);
    let (key, new) = web::both(call.key_and_query(), new)?;
    let now = app.clock.now();
    let bound = BoundRequest::new(call.request, json!(new));
    let made = TeamId::from_random(now, rand::random());
    let team = new.into_team(made, caller.user_id.clone(), now);
    let reply = TeamView::new(&team);
    let key = key.map(|key| key.bind(caller, &bound, &reply, now));
    match app.store.create_team(&team, key.as_ref(), now).await? {
        Created::Now => {
            tracing::info!(by = %caller.user_id, team_id = %team.id, "a team was made");
            Ok(web::json(StatusCode::CREATED, &reply))
        }
        Created::Replayed { reply } => Ok(web::replay(StatusCode::CREATED, reply)),
        Created::KeyTaken => Err(ApiError::KeyReused),
        Created::Refused(store::TeamExists) => Err(ApiError::conflict(EXISTS)),
    }
}

/// One AWS call.
async fn list(app: &App, call: &Call<'_>) -> Handled {
    const LISTED: &str = "teams";
    let (limit, after) = call.page_by_key(&LIMIT, &LISTED)?;
    let page = app.store.list_teams(after.map(TeamId::new).as_ref(), limit).await?;
    let shown = Page::fitting(page.teams.iter().map(|team| (TeamView::new(team), team.id.clone())));
    Ok(shown.reply(&LISTED, page.next_after))
}

/// One AWS call; two for a team that is not listed.
async fn read(app: &App, call: &Call<'_>) -> Handled {
    let id = call.path_name(&TEAM_ID)?;
    let team = app.store.team(&TeamId::new(id)).await?.ok_or(ApiError::NotFound)?;
    Ok(web::json(StatusCode::OK, &TeamView::new(&team)))
}

/// A team.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Team")]
pub(crate) struct TeamView {
    /// The team's id.
    id: TeamId,
    /// Its name.
    name: String,
    /// The operator who made it; null for a team that was there before teams were listed.
    created_by: Option<UserId>,
    /// When it was made; null for a team that was there before teams were listed.
    created_at: Option<Rfc3339>,
}

impl Listed for TeamView {
    const LIST: &'static str = "teams";
}

impl TeamView {
    fn new(team: &Team) -> Self {
        Self {
            id: team.id.clone(),
            name: team.name.clone(),
            created_by: team.created_by.clone(),
            created_at: team.created_at.map(Rfc3339),
        }
    }
}
