//! `GET /credits/billed-failures`: operators see what vendors bill and no customer pays, by team. One AWS call.

use domain::job::BilledCount;
use domain::money::MicroUsd;
use domain::{Month, OPERATOR_SCOPE, TeamId};
use http::StatusCode;
use serde_json::{Value, json};
use store::BilledPage;
use web::{Access, Call, DEFAULT_LIMIT, Endpoint, Handled, MAX_LIMIT, Page, Parameters, cursor};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/credits/billed-failures",
    access: Access::Scope(OPERATOR_SCOPE),
    parameters: Parameters::List(&["month", "team_id", "limit", "cursor"]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let mut query = call.query();
    let month = query.read("month", Month::parse, "must be a month such as 2026-11");
    let month = month.unwrap_or_else(|| app.clock.now().month());
    let team = query.read("team_id", team_id, "must have 1 to 64 characters");
    let limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
    let listed = ("billed-failures", month.as_str().to_owned(), team.clone());
    let wrong = "is not a cursor of this list with these parameters";
    let after = query.read("cursor", |text| cursor::read_key(text, &listed).map(TeamId::new), wrong);
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
        .filter_map(|counts| Some((self::team(counts), counts.first()?.team_id.clone())));
    let (teams, next) = Page::fitting(shown).finish(next);
    let next_cursor = next.map(|next| cursor::write(&listed, &next));
    Ok(web::json(StatusCode::OK, &json!({"month": month, "teams": teams, "next_cursor": next_cursor})))
}

fn team_id(text: &str) -> Option<TeamId> {
    (1..=64).contains(&text.chars().count()).then(|| TeamId::new(text))
}

/// The counts of one team, and their sum.
fn team(counts: &[BilledCount]) -> Value {
    let failures: i64 = counts.iter().map(|count| count.failures).sum();
    let estimate = counts.iter().fold(MicroUsd::default(), |sum, count| sum.plus(count.micro_usd));
    let details = counts.iter().map(|count| {
        json!({
            "vendor": count.vendor,
            "type": count.kind,
            "provider": count.provider,
            "reason": count.reason,
            "failures": count.failures,
            "estimated_micro_usd": count.micro_usd,
            "estimated_cents": count.micro_usd.cents(),
        })
    });
    json!({
        "team_id": counts.first().map(|count| &count.team_id),
        "failures": failures,
        "estimated_micro_usd": estimate,
        "estimated_cents": estimate.cents(),
        "counts": details.collect::<Vec<_>>(),
    })
}
