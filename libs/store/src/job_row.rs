//! A job as a row of `creative_job`. The columns that a person queries have their own names; what schedules the job is
//! one map beside them, but for `due_at`, which is a key of the sweeper's index.

use std::collections::BTreeMap;

use domain::catalog::Vendor;
use domain::job::{
    BilledCount, BilledFailure, BilledTo, CancelOutcome, LowBalance, Variant, unfetched_inputs,
};
use domain::ledger::Hold;
use domain::lifecycle::Schedule;
use domain::request::{Applied, ExpectedSeconds, Metered, Request};
use domain::time::as_text;
use domain::{
    BucketFile, Cents, ErrorCode, Failure, FolderId, Job, JobId, KeyId, Kind, MicroUsd, Month, Status,
    TeamId, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::Error;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct JobRow {
    pub(crate) id: JobId,
    pub(crate) user_id: UserId,
    pub(crate) team_id: TeamId,
    #[serde(rename = "type")]
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) provider: String,
    #[serde(flatten)]
    pub(crate) body: Body,
    /// Where the body is in the bucket, if it is too large for the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) body_key: Option<String>,
    /// Keys in the bucket, for people: they are taken from `variants`.
    pub(crate) result_urls: Vec<String>,
    pub(crate) cost_cents: Cents,
    pub(crate) drive_folder_id: Option<FolderId>,
    pub(crate) metadata: BTreeMap<String, String>,
    pub(crate) error_code: Option<ErrorCode>,
    pub(crate) error_message: Option<String>,
    #[serde(with = "as_text")]
    pub(crate) created_at: Timestamp,
    #[serde(with = "as_text::option", default)]
    pub(crate) started_at: Option<Timestamp>,
    #[serde(with = "as_text::option", default)]
    pub(crate) completed_at: Option<Timestamp>,

    pub(crate) quote_cents: Cents,
    pub(crate) hold_month: Month,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) capped_key: Option<KeyId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) list_micro_usd: Option<MicroUsd>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) metered: Option<Metered>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ledger_seq: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) low_balance: Option<LowBalance>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) billed_failures: Vec<BilledFailure>,

    pub(crate) applied: Applied,
    /// By the place of the input; null until it is fetched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) inputs: Vec<Option<BucketFile>>,
    pub(crate) variants: Vec<Variant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) route: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) asked_vendor: Option<Vendor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) vendor: Option<Vendor>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) given_up: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) expected_seconds: Option<ExpectedSeconds>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) progress_percent: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cancel_outcome: Option<CancelOutcome>,
    #[serde(default)]
    pub(crate) hidden: bool,
    pub(crate) schedule: Schedule,
}

/// The parts of a job that may be large: what its client wrote, and the prompt as the vendor gets it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Body {
    #[serde(default)]
    pub(crate) prompt: Option<String>,
    /// The validated request with its defaults, without what has a column of its own.
    #[serde(default)]
    pub(crate) settings: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) applied_prompt: Option<String>,
}

impl Body {
    pub(crate) fn new(job: &Job) -> Self {
        // The request itself, not its canonical form: a default that the client did not write is not written here.
        let mut settings = match json!(job.request) {
            Value::Object(settings) => settings,
            _ => Map::new(),
        };
        for column in
            ["type", "drive_folder_id", "metadata"].into_iter().chain(job.request.kind().prompt_field())
        {
            settings.remove(column);
        }
        let prompt = job.request.prompt().map(str::to_owned);
        Self { prompt, settings, applied_prompt: job.applied.prompt.clone() }
    }
}

impl JobRow {
    pub(crate) fn new(job: &Job) -> Self {
        let failure = job.failure.as_ref();
        let results = job.variants.iter().filter_map(Variant::file);
        Self {
            id: job.job_id,
            user_id: job.user_id.clone(),
            team_id: job.team_id.clone(),
            kind: job.request.kind(),
            status: job.status(),
            provider: job.request.model().to_owned(),
            body: Body::new(job),
            body_key: None,
            result_urls: results.map(|file| file.key.clone()).collect(),
            cost_cents: job.cost,
            drive_folder_id: job.folder_id,
            metadata: job.request.extras().metadata.clone(),
            error_code: failure.map(|failure| failure.code),
            error_message: failure.map(|failure| failure.message.clone()),
            created_at: job.created_at,
            started_at: job.started_at,
            completed_at: job.completed_at,
            quote_cents: job.quote,
            hold_month: job.hold_month.clone(),
            capped_key: job.capped_key,
            list_micro_usd: job.list_price,
            metered: job.metered,
            ledger_seq: job.ledger_seq,
            low_balance: job.low_balance,
            billed_failures: job.billed_failures.clone(),
            applied: Applied { prompt: None, ..job.applied.clone() },
            inputs: job.inputs.iter().map(|input| input.file.clone()).collect(),
            variants: job.variants.clone(),
            route: job.route.clone(),
            asked_vendor: job.asked_vendor,
            vendor: job.vendor,
            given_up: job.given_up.clone(),
            expected_seconds: job.expected_seconds,
            progress_percent: job.progress_percent,
            cancel_outcome: job.cancel_outcome,
            hidden: job.hidden,
            schedule: job.schedule.clone(),
        }
    }

    /// The job that the row holds, its body read from the bucket where it is there.
    pub(crate) fn into_job(self) -> Result<Job, Error> {
        let request = self.request()?;
        let applied = Applied { prompt: self.body.applied_prompt, ..self.applied };
        let mut inputs = unfetched_inputs(&request, &applied);
        for (input, file) in inputs.iter_mut().zip(self.inputs) {
            input.file = file;
        }
        let message = self.error_message.unwrap_or_default();
        Ok(Job {
            team_id: self.team_id,
            job_id: self.id,
            user_id: self.user_id,
            request,
            applied,
            inputs,
            folder_id: self.drive_folder_id,
            schedule: self.schedule,
            variants: self.variants,
            route: self.route,
            asked_vendor: self.asked_vendor,
            vendor: self.vendor,
            given_up: self.given_up,
            expected_seconds: self.expected_seconds,
            progress_percent: self.progress_percent,
            failure: self.error_code.map(|code| Failure { code, message }),
            cancel_outcome: self.cancel_outcome,
            quote: self.quote_cents,
            list_price: self.list_micro_usd,
            metered: self.metered,
            billed_failures: self.billed_failures,
            hold_month: self.hold_month,
            capped_key: self.capped_key,
            cost: self.cost_cents,
            ledger_seq: self.ledger_seq,
            low_balance: self.low_balance,
            hidden: self.hidden,
            created_at: self.created_at,
            started_at: self.started_at,
            completed_at: self.completed_at,
        })
    }

    fn request(&self) -> Result<Request, Error> {
        let mut fields = self.body.settings.clone();
        if let Some(words) = self.kind.prompt_field() {
            fields.insert(words.to_owned(), json!(self.body.prompt));
        }
        fields.insert("type".to_owned(), json!(self.kind));
        fields.insert("drive_folder_id".to_owned(), json!(self.drive_folder_id));
        fields.insert("metadata".to_owned(), json!(self.metadata));
        let request = serde_json::from_value(Value::Object(fields));
        request.map_err(|error| Error::Bug(format!("the request of job {}: {error}", self.id)))
    }
}

/// What the books need of a job; read from its row without its body.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct JobMoney {
    pub id: JobId,
    pub user_id: UserId,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub provider: String,
    pub status: Status,
    #[serde(with = "as_text::option", default)]
    pub completed_at: Option<Timestamp>,
    #[serde(default)]
    pub billed_failures: Vec<BilledFailure>,
    #[serde(rename = "quote_cents")]
    pub quote: Cents,
    #[serde(rename = "cost_cents")]
    pub cost: Cents,
    pub hold_month: Month,
    #[serde(default)]
    pub capped_key: Option<KeyId>,
}

impl JobMoney {
    pub fn hold(&self) -> Hold {
        Hold { quote: self.quote.credits(), month: self.hold_month.clone() }
    }

    /// What it has added to its team's counts of billed failures: nothing, while it is open.
    pub fn billed_counts(&self, team_id: &TeamId) -> Vec<BilledCount> {
        let Some(ended_at) = self.completed_at else { return Vec::new() };
        BilledTo { team_id, month: &ended_at.month(), kind: self.kind, provider: &self.provider }
            .counts(&self.billed_failures)
    }
}
