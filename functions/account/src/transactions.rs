//! `GET /credits/transactions`: the ledger, the newest line first.

use domain::ledger::{Line, LineType};
use domain::{Caller, FieldError, Timestamp};
use http::StatusCode;
use lambda_http::{Request, RequestExt};
use serde_json::{Map, Value, json};
use store::LineFilter;
use web::{ApiError, Handled};

use crate::App;

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 200;

pub(crate) async fn list(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let filter = read_filter(request)?;
    let page = app.store.ledger_lines(&caller.team_id, &filter).await?;
    let lines: Vec<Value> = page.lines.iter().map(|line| Value::Object(seen_by(&caller, line))).collect();
    // Numbers are public anyway: the cursor is the last one shown.
    let next_cursor = page.next_before_seq.map(|seq| seq.to_string());
    Ok(web::json(StatusCode::OK, &json!({"transactions": lines, "next_cursor": next_cursor})))
}

/// Everybody sees what the team's balance is made of; members do not see whose other jobs it were.
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
        "balance_after": line.balance_after,
        "created_at": line.created_at.rfc3339(),
    });
    match view {
        Value::Object(view) => view,
        _ => Map::new(),
    }
}

fn read_filter(request: &Request) -> Result<LineFilter, ApiError> {
    let query = request.query_string_parameters();
    let mut errors = Vec::new();
    let mut refuse = |field: &str, message: String| errors.push(FieldError::new(field, message));
    let mut filter =
        LineFilter { before_seq: None, from: None, to: None, line_type: None, limit: DEFAULT_LIMIT };
    for (name, value) in query.iter() {
        match name {
            "cursor" => match value.parse::<i64>() {
                Ok(seq) if (0..1_000_000_000_000).contains(&seq) => filter.before_seq = Some(seq),
                _ => refuse(name, "is not a cursor of this list".to_owned()),
            },
            "from" | "to" => match Timestamp::parse(value) {
                Some(instant) if name == "from" => filter.from = Some(instant),
                Some(instant) => filter.to = Some(instant),
                None => refuse(name, "must be a time such as 2026-11-21T09:30:00Z".to_owned()),
            },
            "type" => {
                filter.line_type = LineType::from_name(value);
                if filter.line_type.is_none() {
                    let known = LineType::ALL.map(LineType::as_str).join(", ");
                    refuse(name, format!("must be one of: {known}"));
                }
            }
            "limit" => match value.parse::<usize>() {
                Ok(limit) if (1..=MAX_LIMIT).contains(&limit) => filter.limit = limit,
                _ => refuse(name, format!("must be from 1 to {MAX_LIMIT}")),
            },
            _ => refuse(
                name,
                "is not a parameter of this list; it has: cursor, from, to, type, limit".to_owned(),
            ),
        }
    }
    if errors.is_empty() { Ok(filter) } else { Err(ApiError::Fields(errors)) }
}
