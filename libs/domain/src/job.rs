//! A job and its life: `pending → processing → completed | failed`, never backwards. The finer stages say
//! what the next step has to do; clients never see them.

use serde::{Deserialize, Serialize};

use crate::catalog::Vendor;
use crate::drive::{self, DriveFile};
use crate::ledger::Hold;
use crate::request::{Applied, InputRole, Metered, Plan, Request, Source};
use crate::schedule::UNSENT_AFTER_SECONDS;
use crate::{
    BucketFile, Cents, Credits, ErrorCode, Failure, FileId, FolderId, JobId, Month, TeamId, Timestamp, UserId,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

/// What a job waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Variants are to be started, once the files they need are in our bucket.
    Queued,
    /// A step holds the lease and is bringing in the files the request names.
    Fetching,
    /// A step holds the lease and is talking to the vendor. Found without a live lease, the answer was lost.
    Starting,
    /// The vendor is at work.
    Waiting,
    /// Our own render holds the lease. Found without a live lease, it is rendered again from the beginning.
    Rendering,
    /// A step holds the lease and is saving results.
    Saving,
    /// Completed or failed.
    Done,
}

/// The vendor's name for a task, and where to ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handle {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A file that the request names, and where it lies once it is brought in.
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    pub team_id: TeamId,
    pub job_id: JobId,
    pub user_id: UserId,
    pub request: Request,
    pub applied: Applied,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<JobInput>,
    /// Where the results are filed: as asked, or the root where that folder is gone by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<FolderId>,

    pub status: Status,
    pub stage: Stage,
    pub variants: Vec<Variant>,
    /// The route in use, by its name in the catalog: recorded before the vendor is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// Whose route that is, once the vendor has accepted something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<Vendor>,
    /// Routes that turned out to be of no use to this job.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given_up: Vec<String>,
    /// The vendor's own word on how far it is, as last recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress_percent: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_outcome: Option<CancelOutcome>,

    /// Credits held for this job until it ends: 10 × the quote.
    pub quote: Cents,
    /// Where the price depends on the length of the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metered: Option<Metered>,
    /// The month whose cap the hold counts against.
    pub hold_month: Month,
    /// 0 until completed.
    pub cost: Cents,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger_seq: Option<i64>,
    /// The charge of this job took the balance below the team's threshold, and that is still to be announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_balance: Option<LowBalance>,

    /// Which line of messages advances the job; a message of an older chain stops.
    pub chain: u32,
    /// When the sweeper takes the job up, unless an advance moves this first. None once the job has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// The last look that was proven on the job.
    pub look: u32,
    /// How often the sweeper took this stage up.
    pub resends: u32,
    /// Times the vendor was asked to start something.
    pub attempts: u32,
    /// Starts the vendor refused for want of a free slot.
    pub refusals: u32,
    /// Starts that ended in a server error.
    pub start_errors: u32,
    /// Rounds of starts whose answer was lost and that were repeated, as the route allows.
    #[serde(default)]
    pub uncertain_starts: u32,
    /// Rounds in which a finished result could not be brought home.
    #[serde(default)]
    pub save_errors: u32,
    /// Finished, and hidden by its owner.
    #[serde(default)]
    pub hidden: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease_until: Option<Timestamp>,
    pub deadline_at: Timestamp,

    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
}

/// What became of a wish to cancel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    pub fn new(new: NewJob) -> Self {
        let NewJob { job_id, team_id, user_id, plan, now, deadline_at } = new;
        let inputs = plan.request.sources().into_iter();
        let named = inputs.map(|named| (named.role, named.source));
        // After those that the request names, whose order means something to its prompt.
        let logo = plan.applied.logo.clone().map(|logo| (InputRole::Reference, logo));
        let inputs = named.chain(logo).map(|(role, source)| JobInput { role, source, file: None });
        let variants = (0..plan.request.variants()).map(|_| Variant::Queued).collect();
        let folder_id = plan.request.extras().drive_folder_id;
        Self {
            team_id,
            job_id,
            user_id,
            request: plan.request,
            applied: plan.applied,
            inputs: inputs.collect(),
            folder_id,
            status: Status::Pending,
            stage: Stage::Queued,
            variants,
            route: None,
            vendor: None,
            given_up: Vec::new(),
            progress_percent: None,
            failure: None,
            cancel_outcome: None,
            quote: plan.quote,
            metered: plan.metered,
            hold_month: now.month(),
            cost: Cents::ZERO,
            ledger_seq: None,
            low_balance: None,
            chain: 0,
            due_at: Some(now.plus_seconds(UNSENT_AFTER_SECONDS)),
            look: 0,
            resends: 0,
            attempts: 0,
            refusals: 0,
            start_errors: 0,
            uncertain_starts: 0,
            save_errors: 0,
            hidden: false,
            lease_until: None,
            deadline_at,
            created_at: now,
            started_at: None,
            completed_at: None,
        }
    }

    /// Ends the job: nothing is due or leased any more.
    pub fn end(&mut self, outcome: Outcome, now: Timestamp) {
        self.stage = Stage::Done;
        self.due_at = None;
        self.lease_until = None;
        self.completed_at = Some(now);
        match outcome {
            Outcome::Completed { cost } => {
                // A wish to stop that the vendor did not heed.
                if self.cancel_outcome == Some(CancelOutcome::Requested) {
                    self.cancel_outcome = Some(CancelOutcome::TooLate);
                }
                self.status = Status::Completed;
                self.cost = cost;
            }
            Outcome::Failed { failure } => {
                self.status = Status::Failed;
                self.failure = Some(failure);
                // Whatever the vendor calls its end: it was asked to stop, and it stopped.
                if self.cancel_outcome == Some(CancelOutcome::Requested) {
                    self.cancel_outcome = Some(CancelOutcome::Stopped);
                    self.failure = Some(Failure::new(ErrorCode::Canceled));
                }
            }
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
        let Some(ended_at) = self.completed_at.filter(|_| self.status == Status::Completed) else {
            return Vec::new();
        };
        let stored = self.variants.iter().enumerate();
        let stored = stored.filter_map(|(index, variant)| Some((index, variant.file()?)));
        let files = stored.map(|(index, stored)| DriveFile {
            id: FileId::of_result(self.job_id, index, ended_at),
            team_id: self.team_id.clone(),
            user_id: self.user_id.clone(),
            name: self.result_name(index, stored, ended_at),
            folder_id: self.folder_id,
            job_id: Some(self.job_id),
            stored: stored.clone(),
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

    /// Whether a step that has not ended may still be at work on this job.
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.lease_until.is_some_and(|until| until > now)
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

/// A balance that fell below the team's threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LowBalance {
    pub threshold: Credits,
    pub balance: Credits,
    /// The ledger line that did it: a notification that comes twice carries the same.
    pub seq: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Completed { cost: Cents },
    Failed { failure: Failure },
}

#[cfg(test)]
mod tests;
