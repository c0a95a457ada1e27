//! `GET /credits/billed-failures`: operators see what vendors bill and no customer pays, by team. One AWS call.

use domain::job::BilledCount;
use domain::money::MicroUsd;
use domain::{Month, TeamId};
use http::StatusCode;
use serde_json::{Value, json};
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/credits/billed-failures",
    access: Access::Scope("platform:billing"),
    parameters: Parameters::List(&["month", "team_id"]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let mut query = call.query();
    let month = query.read("month", Month::parse, "must be a month such as 2026-11");
    let team_id = query.read("team_id", team_id, "must have 1 to 64 characters");
    query.finish()?;
    let month = month.unwrap_or_else(|| app.clock.now().month());
    let counts = match team_id {
        Some(team_id) => app.store.billed_failures_of_team(&team_id, &month).await?,
        None => app.store.billed_failures(&month).await?,
    };
    let teams: Vec<Value> = counts.chunk_by(|one, next| one.team_id == next.team_id).map(team).collect();
    Ok(web::json(StatusCode::OK, &json!({"month": month, "teams": teams})))
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
