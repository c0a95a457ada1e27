//! `GET /credits/billed-failures`: operators see what vendors bill and no customer pays, by team. One AWS call.

use domain::catalog::Vendor;
use domain::job::BilledCount;
use domain::money::MicroUsd;
use domain::{BilledReason, Cents, Kind, Month, OPERATOR_SCOPE, TeamId};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use store::BilledPage;
use web::parameter::{CURSOR_WITH_PARAMETERS, LIMIT, TEAM_ID};
use web::{Accepts, Access, Call, Endpoint, Handled, Listed, Page, Parameter, Parameters, cursor};

use crate::App;
use crate::in_month::InMonth;

const MONTH: Parameter = Parameter {
    name: "month",
    accepts: Accepts::Month,
    about: "The month, UTC. Without it, this month.",
    example: Some("2026-11"),
};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/credits/billed-failures",
    access: Access::Scope(OPERATOR_SCOPE),
    parameters: Parameters::List(&[&MONTH, &TEAM_ID, &LIMIT, &CURSOR_WITH_PARAMETERS]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let mut query = call.query();
    let month = query.read(&MONTH, Month::parse);
    let month = month.unwrap_or_else(|| app.clock.now().month());
    let team = query.text(&TEAM_ID).map(TeamId::new);
    let limit = query.limit(&LIMIT);
    let listed = ("billed-failures", month.as_str().to_owned(), team.clone());
    let after = query.read(&CURSOR_WITH_PARAMETERS, |text| cursor::read_key(text, &listed).map(TeamId::new));
    query.finish()?;
    let page = match team {
        Some(team) => {
            let counts = app.store.billed_failures_of_team(&team, &month).await?;
            BilledPage { counts, next_after: None }
        }
        None => app.store.billed_failures(&month, after.as_ref()).await?,
    };
    let teams: Vec<&[BilledCount]> = page.counts.chunk_by(|one, next| one.team_id == next.team_id).collect();
    let last = teams.iter().take(limit).next_back().and_then(|counts| counts.first());
    let next = if teams.len() > limit { last.map(|count| count.team_id.clone()) } else { page.next_after };
    let shown = teams
        .iter()
        .take(limit)
        .filter_map(|counts| Some((BilledTeam::new(counts), counts.first()?.team_id.clone())));
    let page = Page::fitting(shown).listing(&listed, next);
    Ok(web::json(StatusCode::OK, &InMonth { month, page }))
}

/// What vendors billed of one team's jobs, by estimate, and no customer paid.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BilledTeam {
    /// The team.
    team_id: Option<TeamId>,
    /// How many variants failed and were billed.
    failures: i64,
    /// Their list prices together, in millionths of a US dollar.
    estimated_micro_usd: MicroUsd,
    /// The same in US cents, rounded up.
    estimated_cents: Cents,
    /// The same by vendor, model and reason.
    counts: Vec<BilledCountView>,
}

/// Billed failures of one reason at one vendor, with one model.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BilledCount")]
struct BilledCountView {
    /// Who billed them.
    vendor: Vendor,
    /// What was to be made.
    #[serde(rename = "type")]
    kind: Kind,
    /// The model, by its id in the catalog.
    provider: String,
    /// Why they were billed.
    reason: BilledReason,
    /// How many variants failed and were billed.
    failures: i64,
    /// Their list prices together, in millionths of a US dollar.
    estimated_micro_usd: MicroUsd,
    /// The same in US cents, rounded up.
    estimated_cents: Cents,
}

impl Listed for BilledTeam {
    const LIST: &'static str = "teams";
}

impl BilledTeam {
    /// The counts of one team, and their sum.
    fn new(counts: &[BilledCount]) -> Self {
        let estimate = counts.iter().fold(MicroUsd::default(), |sum, count| sum.plus(count.micro_usd));
        Self {
            team_id: counts.first().map(|count| count.team_id.clone()),
            failures: counts.iter().map(|count| count.failures).sum(),
            estimated_micro_usd: estimate,
            estimated_cents: estimate.cents(),
            counts: counts.iter().map(BilledCountView::new).collect(),
        }
    }
}

impl BilledCountView {
    fn new(count: &BilledCount) -> Self {
        Self {
            vendor: count.vendor,
            kind: count.kind,
            provider: count.provider.clone(),
            reason: count.reason,
            failures: count.failures,
            estimated_micro_usd: count.micro_usd,
            estimated_cents: count.micro_usd.cents(),
        }
    }
}
