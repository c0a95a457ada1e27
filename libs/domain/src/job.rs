//! A job: what was asked for, what became of it, and what it costs. How it moves on is in [`crate::lifecycle`].

mod billed;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalog::Vendor;
use crate::drive::{self, DriveFile, Sharing};
use crate::ledger::Hold;
use crate::lifecycle::{Outcome, Schedule};
use crate::request::{
    Applied, Demand, ExpectedSeconds, InputRole, Metered, Plan, Request, Source, input_sources,
};
use crate::{
    BucketFile, Cents, Credits, ErrorCode, Failure, FileId, FolderId, JobId, KeyId, MicroUsd, Month, TeamId,
    Timestamp, UserId,
};

pub use billed::{BilledCount, BilledFailure, BilledTo};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Pending,
    Processing,
    Completed,
    Failed,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Processing, Self::Completed, Self::Failed];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

/// The vendor's name for a task, and where to ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handle {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Handle {
    /// The id of a handle that names no task. No vendor's id has a space in it.
    const RESULT: &str = "the result";

    /// The address of a finished result that could not be downloaded yet. Nobody is to be asked for a task.
    pub fn to_result(link: String) -> Self {
        Self { id: Self::RESULT.to_owned(), url: Some(link) }
    }

    /// The address, if this is one of a finished result.
    pub fn result_link(&self) -> Option<&str> {
        self.url.as_deref().filter(|_| self.id == Self::RESULT)
    }
}

/// A file that the request names, and where it is in our bucket once it is fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobInput {
    pub role: InputRole,
    pub source: Source,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<BucketFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Variant {
    /// Not started, or refused before the vendor accepted it.
    Queued,
    Running {
        handle: Handle,
        /// When the vendor accepted it.
        since: Timestamp,
    },
    Saved {
        file: BucketFile,
    },
    Failed {
        failure: Failure,
    },
}

impl Variant {
    pub const fn is_terminal(&self) -> bool {
        matches!(self, Self::Saved { .. } | Self::Failed { .. })
    }

    pub const fn status(&self) -> Status {
        match self {
            Self::Queued => Status::Pending,
            Self::Running { .. } => Status::Processing,
            Self::Saved { .. } => Status::Completed,
            Self::Failed { .. } => Status::Failed,
        }
    }

    pub const fn file(&self) -> Option<&BucketFile> {
        match self {
            Self::Saved { file } => Some(file),
            _ => None,
        }
    }
}

/// A request that was accepted, and everything that became of it. Only [`crate::lifecycle`] moves it on.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub team_id: TeamId,
    pub job_id: JobId,
    pub user_id: UserId,
    pub request: Request,
    pub applied: Applied,
    pub inputs: Vec<JobInput>,
    /// Where the results are filed: in the folder that the request names, or in the root where that is gone by then.
    pub folder_id: Option<FolderId>,

    /// Which step comes next, and when.
    pub schedule: Schedule,
    pub variants: Vec<Variant>,
    /// The name of the route in use, recorded before the vendor is asked.
    pub route: Option<String>,
    /// The vendor of that route, recorded with it.
    pub asked_vendor: Option<Vendor>,
    /// The same vendor, once it has accepted something.
    pub vendor: Option<Vendor>,
    /// Routes that turned out to be of no use to this job.
    pub given_up: Vec<String>,
    /// How long it was likely to take when it was accepted. `None` for jobs of an earlier version.
    pub expected_seconds: Option<ExpectedSeconds>,
    /// How far the vendor said it was when that was last recorded.
    pub progress_percent: Option<u8>,
    pub failure: Option<Failure>,
    pub cancel_outcome: Option<CancelOutcome>,

    /// Credits held for this job until it ends: 10 × the quote.
    pub quote: Cents,
    /// The model's list price of one variant, as it was when the job was quoted. `None` for jobs of an earlier version:
    /// [`Job::list_price`] knows for them, too.
    pub list_price: Option<MicroUsd>,
    /// Where the price depends on the length of the result.
    pub metered: Option<Metered>,
    /// What vendors bill and the customer does not pay. Only [`crate::lifecycle`] adds to it.
    pub billed_failures: Vec<BilledFailure>,
    /// The month whose cap the hold counts against.
    pub hold_month: Month,
    /// The API key whose own cap the hold counts against, too.
    pub capped_key: Option<KeyId>,
    /// 0 until completed.
    pub cost: Cents,
    pub ledger_seq: Option<i64>,
    /// The charge of this job took the balance below the team's threshold, and that is still to be announced.
    pub low_balance: Option<LowBalance>,
    /// The job has ended and its owner has hidden it.
    pub hidden: bool,

    pub created_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
}

/// What became of a client's request that the job stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CancelOutcome {
    /// Canceled before the vendor was asked.
    NotStarted,
    /// The vendor is being asked to stop.
    Requested,
    /// The vendor stopped.
    Stopped,
    /// The job goes on, or has ended.
    TooLate,
}

/// Who submits what, when: all that a new job is made of.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub job_id: JobId,
    pub team_id: TeamId,
    pub user_id: UserId,
    pub plan: Plan,
    pub now: Timestamp,
    pub deadline_at: Timestamp,
}

impl Job {
    /// What it asks of a route.
    pub fn demand(&self) -> Demand<'_> {
        let recording = self.inputs.iter().find(|input| input.role == InputRole::Audio);
        let file: Option<&BucketFile> = recording.and_then(|input| input.file.as_ref());
        Demand {
            request: &self.request,
            applied: &self.applied,
            recording_millis: file.and_then(|file| file.millis),
            recording_bytes: file.map(|file| file.bytes),
        }
    }

    pub fn new(new: NewJob) -> Self {
        let NewJob { job_id, team_id, user_id, plan, now, deadline_at } = new;
        let inputs = unfetched_inputs(&plan.request, &plan.applied);
        let variants = (0..plan.request.variants()).map(|_| Variant::Queued).collect();
        let folder_id = plan.request.extras().drive_folder_id;
        Self {
            team_id,
            job_id,
            user_id,
            request: plan.request,
            applied: plan.applied,
            inputs,
            folder_id,
            schedule: Schedule::new(now, deadline_at),
            variants,
            route: None,
            asked_vendor: None,
            vendor: None,
            given_up: Vec::new(),
            expected_seconds: Some(plan.expected_seconds),
            progress_percent: None,
            failure: None,
            cancel_outcome: None,
            quote: plan.quote,
            list_price: Some(plan.list_price),
            metered: plan.metered,
            billed_failures: Vec::new(),
            hold_month: now.month(),
            capped_key: None,
            cost: Cents::ZERO,
            ledger_seq: None,
            low_balance: None,
            hidden: false,
            created_at: now,
            started_at: None,
            completed_at: None,
        }
    }

    /// What the results cost by their length, where the price depends on it and the files say.
    fn metered_cost(&self) -> Option<Cents> {
        let metered = self.metered?;
        let lengths = self.variants.iter().filter_map(Variant::file).map(|file| file.millis);
        let millis = lengths.sum::<Option<u64>>()?;
        Some(metered.price(millis))
    }

    /// The results as files of the drive: of a job that has completed.
    pub fn result_files(&self) -> Vec<DriveFile> {
        let Some(ended_at) = self.completed_at.filter(|_| self.status() == Status::Completed) else {
            return Vec::new();
        };
        let stored = self.variants.iter().enumerate();
        let stored = stored.filter_map(|(index, variant)| Some((index, variant.file()?)));
        let files = stored.map(|(index, stored)| DriveFile {
            id: FileId::from_result(self.job_id, index, ended_at),
            team_id: self.team_id.clone(),
            user_id: self.user_id.clone(),
            name: self.result_name(index, stored, ended_at),
            folder_id: self.folder_id,
            job_id: Some(self.job_id),
            favorite: false,
            labels: Vec::new(),
            stored: stored.clone(),
            sharing: Sharing::default(),
            created_at: ended_at,
        });
        files.collect()
    }

    /// `flux_2_pro-2026-11-21-9f3c2a1b-2.png`: told apart in a folder and on a disk, and silent about the prompt, which
    /// may be less public than the file.
    fn result_name(&self, variant: usize, stored: &BucketFile, ended_at: Timestamp) -> String {
        let job = self.job_id.to_string();
        let job = job.get(job.len().saturating_sub(8)..).unwrap_or_default();
        let number = variant + 1;
        let extension = drive::extension(&stored.mime).unwrap_or("bin");
        format!("{}-{}-{job}-{number}.{extension}", self.request.model(), ended_at.date())
    }

    /// Whether all files that the request names are in our bucket.
    pub fn has_inputs(&self) -> bool {
        self.inputs.iter().all(|input| input.file.is_some())
    }

    pub fn hold(&self) -> Hold {
        Hold { quote: self.quote.credits(), month: self.hold_month.clone() }
    }

    /// The tasks at the vendor: variant, handle, and when the vendor accepted it.
    pub fn running(&self) -> impl Iterator<Item = (usize, &Handle, Timestamp)> {
        self.variants.iter().enumerate().filter_map(|(index, variant)| match variant {
            Variant::Running { handle, since } => Some((index, handle, *since)),
            _ => None,
        })
    }

    /// How the job ends, once every variant has: what was made is delivered and charged by its share,
    /// none made is a failure that costs nothing.
    pub fn outcome(&self) -> Option<Outcome> {
        if !self.variants.iter().all(Variant::is_terminal) {
            return None;
        }
        let made = self.variants.iter().filter(|variant| variant.file().is_some()).count();
        let made = u32::try_from(made).unwrap_or(u32::MAX);
        if made > 0 {
            let share = self.quote.share(made, self.request.variants());
            return Some(Outcome::Completed {
                cost: self.metered_cost().map_or(share, |cost| cost.min(share)),
            });
        }
        let failure = self.variants.iter().find_map(|variant| match variant {
            Variant::Failed { failure } => Some(failure.clone()),
            _ => None,
        });
        Some(Outcome::Failed { failure: failure.unwrap_or_else(|| Failure::new(ErrorCode::Internal)) })
    }
}

/// The files that a job needs, none of them fetched yet.
pub fn unfetched_inputs(request: &Request, applied: &Applied) -> Vec<JobInput> {
    let sources = input_sources(request, applied).into_iter();
    sources.map(|named| JobInput { role: named.role, source: named.source, file: None }).collect()
}

/// A balance that fell below the team's threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LowBalance {
    pub threshold: Credits,
    pub balance: Credits,
    /// The ledger line that did it: a notification that comes twice carries the same.
    pub seq: i64,
}

#[cfg(test)]
mod tests;
