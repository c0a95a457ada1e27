//! `GET /credits/transactions`: the ledger, the newest line first.

use domain::ledger::{Line, LineType};
use domain::{Caller, Cents, Credits, JobId, LineId, Rfc3339, TeamId, Timestamp, UserId};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use store::LineFilter;
use web::parameter::{CURSOR, LIMIT};
use web::{Accepts, Access, ApiError, Call, Endpoint, Handled, Listed, Listing, Page, Parameter, Parameters};

use crate::App;

const FROM: Parameter = Parameter {
    name: "from",
    accepts: Accepts::Time,
    about: "Only lines from this time on.",
    example: Some("2026-11-21T09:30:00Z"),
};
const TO: Parameter = Parameter { name: "to", about: "Only lines before this time.", ..FROM };
const TYPE: Parameter = Parameter {
    name: "type",
    accepts: Accepts::OneOf(|| LineType::ALL.map(LineType::as_str).to_vec()),
    about: "Only lines that are for this.",
    example: Some("grant"),
};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/credits/transactions",
    access: Access::Member,
    parameters: Parameters::List(&[&CURSOR, &FROM, &TO, &TYPE, &LIMIT]),
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
    let mut query = call.query();
    let before_seq = query.read(&CURSOR, line_number);
    let from = query.read(&FROM, Timestamp::parse);
    let to = query.read(&TO, Timestamp::parse);
    let line_type = query.one_of(&TYPE, &LineType::ALL, LineType::as_str);
    let limit = query.limit(&LIMIT);
    query.finish()?;
    Ok(LineFilter { before_seq, from, to, line_type, limit })
}

fn line_number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|seq| (0..1_000_000_000_000).contains(seq))
}
