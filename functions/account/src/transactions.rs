//! `GET /credits/transactions`: the ledger, the newest line first.

use domain::ledger::{Line, LineType};
use domain::{Caller, Timestamp};
use http::StatusCode;
use serde_json::{Map, Value, json};
use store::LineFilter;
use web::{Access, ApiError, Call, DEFAULT_LIMIT, Endpoint, Handled, MAX_LIMIT, Page, Parameters};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/credits/transactions",
    access: Access::Member,
    parameters: Parameters::List(&["cursor", "from", "to", "type", "limit"]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let filter = read_filter(call)?;
    let page = app.store.ledger_lines(&caller.team_id, &filter).await?;
    let shown = Page::fitting(page.lines.iter().map(|line| (Value::Object(seen_by(caller, line)), line.seq)));
    let (lines, next) = shown.finish(page.next_before_seq);
    // The number of a line is no secret, so the cursor is the number of the last line of the page.
    let next_cursor = next.map(|seq| seq.to_string());
    Ok(web::json(StatusCode::OK, &json!({"transactions": lines, "next_cursor": next_cursor})))
}

/// Everybody sees all lines of the team's ledger. In the lines of other people's jobs, a member sees neither the job
/// nor the person.
fn seen_by(caller: &Caller, line: &Line) -> Map<String, Value> {
    let mut view = view(line);
    let is_own = line.user_id.as_ref().is_none_or(|user_id| *user_id == caller.user_id);
    if !is_own && !caller.manages_team() {
        view.insert("job_id".to_owned(), Value::Null);
        view.insert("user_id".to_owned(), Value::Null);
    }
    view
}

pub(crate) fn view(line: &Line) -> Map<String, Value> {
    let view = json!({
        "seq": line.seq,
        "id": line.id,
        "team_id": line.team_id,
        "amount": line.amount,
        "amount_cents": line.amount.cents(),
        "type": line.line_type,
        "job_id": line.job_id,
        "user_id": line.user_id,
        "reason": line.reason,
        "granted_by": line.granted_by,
        "balance_after": line.balance_after,
        "created_at": line.created_at.rfc3339(),
    });
    match view {
        Value::Object(view) => view,
        _ => Map::new(),
    }
}

fn read_filter(call: &Call<'_>) -> Result<LineFilter, ApiError> {
    const NO_TIME: &str = "must be a time such as 2026-11-21T09:30:00Z";
    let mut query = call.query();
    let before_seq = query.read("cursor", line_number, "is not a cursor of this list");
    let from = query.read("from", Timestamp::parse, NO_TIME);
    let to = query.read("to", Timestamp::parse, NO_TIME);
    let line_type = query.one_of("type", &LineType::ALL, LineType::as_str);
    let limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
    query.finish()?;
    Ok(LineFilter { before_seq, from, to, line_type, limit })
}

fn line_number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|seq| (0..1_000_000_000_000).contains(seq))
}
