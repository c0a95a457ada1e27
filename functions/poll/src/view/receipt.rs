//! What a job cost, and why.

use domain::catalog::Vendor;
use domain::ledger::{Line, LineType};
use domain::{Cents, Credits, Job, JobId, LineId, Month, Rfc3339, Status};
use schemars::JsonSchema;
use serde::Serialize;

/// The receipt of a job.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Receipt {
    /// The job's id.
    job_id: JobId,
    /// How far the job is.
    status: Status,
    /// What it was quoted at.
    quote: Amount,
    /// What was held for it.
    hold: HoldView,
    /// What was charged; null until the job has completed, and where it failed.
    charge: Option<Amount>,
    /// What of the hold was given back; null until the job has ended.
    released: Option<Amount>,
    /// The line of the team's ledger that charged it; null where there is none.
    transaction: Option<Transaction>,
    /// How often a step of it was tried.
    attempts: u32,
    /// Which way it went.
    route: RouteTaken,
    /// How long it took.
    timings: Timings,
}

/// An amount of credits, and the same in cents.
#[derive(Debug, Serialize, JsonSchema)]
struct Amount {
    /// A credit is $0.001.
    credits: Credits,
    /// US cents.
    cents: Cents,
}

/// Credits that are set aside for a job until it ends.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Hold")]
struct HoldView {
    /// The credits that were held.
    credits: Credits,
    /// The month whose cap they count against, such as `2026-11`, UTC.
    month: Month,
    /// The credits that are held now: 0 once the job has ended.
    still_held: Credits,
}

/// A line of the ledger, as a receipt shows it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ReceiptTransaction")]
struct Transaction {
    /// The line's id.
    id: LineId,
    /// The line's number in the team's ledger.
    seq: i64,
    /// What the line is for.
    #[serde(rename = "type")]
    line_type: LineType,
    /// The credits that the balance changed by: negative for a charge.
    amount: Credits,
    /// The balance before this line, in credits.
    balance_before: Credits,
    /// The balance after this line, in credits.
    balance_after: Credits,
    /// When the line was written.
    created_at: Rfc3339,
}

/// The way that a job went.
#[derive(Debug, Serialize, JsonSchema)]
struct RouteTaken {
    /// The model, by its id in the catalog.
    provider: String,
    /// The route's name; null until one was chosen.
    name: Option<String>,
    /// Who runs the model there; null until they have accepted the work.
    vendor: Option<Vendor>,
}

/// When a job was accepted, started and ended.
#[derive(Debug, Serialize, JsonSchema)]
struct Timings {
    /// When it was accepted.
    created_at: Rfc3339,
    /// When the work on it began; null until then.
    started_at: Option<Rfc3339>,
    /// When it ended; null until then.
    completed_at: Option<Rfc3339>,
    /// Milliseconds from `created_at` to `started_at`; null until then.
    waited_ms: Option<i64>,
    /// Milliseconds from `created_at` to `completed_at`; null until then.
    total_ms: Option<i64>,
}

impl Amount {
    const fn new(credits: Credits) -> Self {
        Self { credits, cents: credits.cents() }
    }
}

impl Transaction {
    fn new(line: &Line) -> Self {
        Self {
            id: line.id,
            seq: line.seq,
            line_type: line.line_type,
            amount: line.amount,
            balance_before: line.balance_after - line.amount,
            balance_after: line.balance_after,
            created_at: Rfc3339(line.created_at),
        }
    }
}

impl Timings {
    fn new(job: &Job) -> Self {
        Self {
            created_at: Rfc3339(job.created_at),
            started_at: job.started_at.map(Rfc3339),
            completed_at: job.completed_at.map(Rfc3339),
            waited_ms: job.started_at.map(|started| started.millis_since(job.created_at)),
            total_ms: job.completed_at.map(|completed| completed.millis_since(job.created_at)),
        }
    }
}

impl Receipt {
    /// `line`: the one that charged the job.
    pub(crate) fn new(job: &Job, line: Option<&Line>) -> Self {
        let quote = job.quote.credits();
        let still_held = if job.status().is_terminal() { Credits::ZERO } else { quote };
        let charge = (job.status() == Status::Completed).then(|| job.cost.credits());
        let released = match job.status() {
            Status::Completed => Some(quote - job.cost.credits()),
            Status::Failed => Some(quote),
            Status::Pending | Status::Processing => None,
        };
        Self {
            job_id: job.job_id,
            status: job.status(),
            quote: Amount::new(quote),
            hold: HoldView { credits: quote, month: job.hold_month.clone(), still_held },
            charge: charge.map(Amount::new),
            released: released.map(Amount::new),
            transaction: line.map(Transaction::new),
            attempts: job.attempts(),
            route: RouteTaken {
                provider: job.request.model().to_owned(),
                name: job.route.clone(),
                vendor: job.vendor,
            },
            timings: Timings::new(job),
        }
    }
}
