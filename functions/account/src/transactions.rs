//! `GET /credits/transactions`: the ledger, the newest line first.

use domain::ledger::{Line, LineType};
use domain::{Caller, Cents, Credits, JobId, LineId, Rfc3339, TeamId, Timestamp, UserId};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use store::LineFilter;
use web::{
    Access, ApiError, Call, DEFAULT_LIMIT, Endpoint, Handled, Listed, Listing, MAX_LIMIT, Page, Parameters,
};

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
    let shown = Page::fitting(page.lines.iter().map(|line| (Transaction::seen_by(caller, line), line.seq)));
    let (items, next) = shown.finish(page.next_before_seq);
    // The number of a line is no secret, so the cursor is the number of the last line of the page.
    let next_cursor = next.map(|seq| seq.to_string());
    Ok(web::json(StatusCode::OK, &Listing { items, next_cursor }))
}

/// A line of the team's ledger.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Transaction {
    /// The line's id.
    id: LineId,
    /// What the line is for.
    #[serde(rename = "type")]
    line_type: LineType,
    /// The line's number in the team's ledger. It rises with time.
    seq: i64,
    /// The team.
    team_id: TeamId,
    /// The credits that the balance changed by: negative for a charge. A credit is $0.001.
    amount: Credits,
    /// The same in US cents.
    amount_cents: Cents,
    /// The job that was charged; null where there is none, and where it is not yours to see.
    job_id: Option<JobId>,
    /// Who submitted that job; null where there is none, and where it is not yours to see.
    user_id: Option<UserId>,
    /// Why an operator gave or took credits; null for a charge.
    reason: Option<String>,
    /// The operator who gave or took credits; null for a charge, and for old lines.
    granted_by: Option<UserId>,
    /// The balance after this line, in credits.
    balance_after: Credits,
    /// When the line was written.
    created_at: Rfc3339,
}

impl Listed for Transaction {
    const LIST: &'static str = "transactions";
}

impl Transaction {
    pub(crate) fn new(line: &Line) -> Self {
        Self {
            id: line.id,
            line_type: line.line_type,
            seq: line.seq,
            team_id: line.team_id.clone(),
            amount: line.amount,
            amount_cents: line.amount.cents(),
            job_id: line.job_id,
            user_id: line.user_id.clone(),
            reason: line.reason.clone(),
            granted_by: line.granted_by.clone(),
            balance_after: line.balance_after,
            created_at: Rfc3339(line.created_at),
        }
    }

    /// Everybody sees all lines of the team's ledger. In the lines of other people's jobs, a member sees neither the job
    /// nor the person.
    fn seen_by(caller: &Caller, line: &Line) -> Self {
        let shown = Self::new(line);
        let is_own = line.user_id.as_ref().is_none_or(|user_id| *user_id == caller.user_id);
        if is_own || caller.manages_team() {
            return shown;
        }
        Self { job_id: None, user_id: None, ..shown }
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
