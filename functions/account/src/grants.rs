//! `POST /credits/grants`: operators give credits to a team, or take some back by an adjustment.

use domain::fields::{Defaulted, Field, Fields, OneOf, Shape, Text, Whole, line, prose};
use domain::job::LowBalance;
use domain::ledger::{Balance, Line, LineType};
use domain::money::MAX_CREDITS;
use domain::team::no_team;
use domain::{Caller, Credits, FieldError, OPERATOR_SCOPE, TeamId};
use http::StatusCode;
use serde_json::{Value, json};
use store::{Credit, Credited};
use web::{Access, ApiError, BoundRequest, Call, Details, Endpoint, Handled, Parameters, Problem};

use crate::App;
use crate::transactions::Transaction;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/credits/grants",
    access: Access::Scope(OPERATOR_SCOPE),
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(grant(app, call)),
};

const TYPES: [LineType; 3] = [LineType::Grant, LineType::TopUp, LineType::Adjustment];

static TEAM_ID: Field<Text> =
    Field::new("team_id", line(1..=64), "The team that gets the credits.", || json!("acme")).required();
static REASON: Field<Text> =
    Field::new("reason", prose(1..=500), "Why, for the team's ledger.", || json!("Invoice 2026-117"))
        .required();
static TYPE: Defaulted<OneOf<LineType>> = Defaulted::new(
    Field::new("type", OneOf { all: &TYPES, name: LineType::as_str }, "What it is.", || json!("top_up")),
    || LineType::Grant,
);
static AMOUNT: Field<Whole<i64>> = Field::new(
    "amount",
    Whole(-MAX_CREDITS..=MAX_CREDITS),
    "How many credits. Only an adjustment may be negative, and none is 0.",
    || json!(100_000),
)
.required();
static NEW_GRANT: Shape = Shape::new("NewGrant", &[&TEAM_ID, &TYPE, &AMOUNT, &REASON]).with(between);

/// Only an adjustment takes credits away.
fn between() -> Value {
    let is_adjustment = json!({"properties": {"type": {"const": "adjustment"}}, "required": ["type"]});
    json!({
        "if": is_adjustment,
        "then": {"properties": {"amount": {"not": {"const": 0}}}},
        "else": {"properties": {"amount": {"minimum": 1}}},
    })
}

pub(crate) fn schema() -> Value {
    NEW_GRANT.schema()
}

pub(crate) const INSUFFICIENT: Problem = Problem::conflict(
    "insufficient_credits",
    "The team has fewer credits available than the adjustment would take.",
);

async fn grant(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let (key, credit) = web::both(call.key_and_query(), read(app, caller, &call.json()?))?;
    let key = key.map(|key| key.bind(caller, &bound(call, &credit), &Value::Null, credit.now));
    let reply = |line: &Line| web::reply_text(&Transaction::new(line));
    match app.store.credit(&credit, key.as_ref(), reply).await? {
        Credited::Now { line, before } => {
            log(caller, &line);
            announce(app, &before, &line).await;
            Ok(web::json(StatusCode::CREATED, &Transaction::new(&line)))
        }
        Credited::Replayed { reply } => Ok(web::replay(StatusCode::CREATED, reply)),
        Credited::KeyTaken => Err(ApiError::KeyReused),
        Credited::NoTeam => Err(ApiError::field("team_id", no_team(&credit.team_id))),
        Credited::Insufficient { available } => Err(ApiError::Conflict {
            problem: INSUFFICIENT,
            details: Details { credits_available: Some(available), ..Details::default() },
        }),
    }
}

fn read(app: &App, caller: &Caller, body: &Value) -> Result<Credit, Vec<FieldError>> {
    Fields::read_all(body, &NEW_GRANT, |fields| {
        let (team_id, reason) = (fields.read(&TEAM_ID), fields.read(&REASON));
        let line_type = fields.value(&TYPE);
        let least = if line_type == LineType::Adjustment { -MAX_CREDITS } else { 1 };
        let amount = fields.read(&AMOUNT.narrowed(Whole(least..=MAX_CREDITS)));
        if amount == Some(0) {
            fields.refuse(AMOUNT.name(), "must not be 0");
        }
        let (team_id, amount, reason) = (TeamId::new(team_id?), Credits::new(amount?), reason?);
        let (granted_by, now) = (caller.user_id.clone(), app.clock.now());
        Some(Credit { team_id, line_type, amount, reason, granted_by, now })
    })
}

fn bound<'a>(call: &Call<'a>, credit: &Credit) -> BoundRequest<'a> {
    let Credit { team_id, line_type, amount, reason, .. } = credit;
    let body = json!({"team_id": team_id, "type": line_type, "amount": amount, "reason": reason});
    BoundRequest::new(call.request, body)
}

/// Notifies the team where an adjustment takes the balance below its threshold.
async fn announce(app: &App, before: &Balance, line: &Line) {
    let Some(threshold) =
        before.low_balance_threshold.filter(|_| before.falls_below_threshold(line.balance_after))
    else {
        return;
    };
    let low = LowBalance { threshold, balance: line.balance_after, seq: line.seq };
    if let Err(error) = app.alerts.low_balance(&line.team_id, low).await {
        tracing::error!(team_id = %line.team_id, %error, "a low balance was not announced");
    }
}

fn log(caller: &Caller, line: &Line) {
    let (by, team_id) = (&caller.user_id, &line.team_id);
    tracing::info!(%by, %team_id, seq = line.seq, amount = line.amount.get(), "credits were granted");
}
