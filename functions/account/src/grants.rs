//! `POST /credits/grants`: operators give credits to a team, or take some back by an adjustment.

use domain::fields::{Fields, prose};
use domain::job::LowBalance;
use domain::ledger::{Balance, Line, LineType};
use domain::money::MAX_CREDITS;
use domain::team::no_team;
use domain::{Caller, Credits, FieldError, OPERATOR_SCOPE, TeamId};
use http::StatusCode;
use serde_json::{Value, json};
use store::{Credit, Credited};
use web::{Access, ApiError, BoundRequest, Call, Details, Endpoint, Handled, Parameters};

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
            code: "insufficient_credits",
            message: "The team has fewer credits available than the adjustment would take.",
            details: Details { credits_available: Some(available), ..Details::default() },
        }),
    }
}

fn read(app: &App, caller: &Caller, body: &Value) -> Result<Credit, Vec<FieldError>> {
    let mut fields = Fields::new(body)?;
    let team_id = fields.required_text("team_id", 1..=64);
    let reason = fields.required_text("reason", prose(1..=500));
    let wanted = fields.choice("type", &TYPES.map(LineType::as_str));
    let line_type = wanted.map_or(Some(LineType::Grant), |name| LineType::from_name(&name));
    let least = if line_type == Some(LineType::Adjustment) { -MAX_CREDITS } else { 1 };
    let amount = fields.required_whole_number("amount", least..=MAX_CREDITS);
    if amount == Some(0) {
        fields.refuse("amount", "must not be 0");
    }
    fields.finish()?;
    // Without a mistake, none of them is absent.
    let (Some(team_id), Some(reason), Some(line_type), Some(amount)) = (team_id, reason, line_type, amount)
    else {
        return Err(Vec::new());
    };
    let (team_id, amount, now) = (TeamId::new(team_id), Credits::new(amount), app.clock.now());
    let granted_by = caller.user_id.clone();
    Ok(Credit { team_id, line_type, amount, reason, granted_by, now })
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
