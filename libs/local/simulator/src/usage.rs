//! What was started, refused and billed, at all vendors. It knows jobs and tasks, not the shape of a vendor's
//! request: the journal keeps that as the vendor wrote it.

mod tasks;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use self::tasks::{Entry, Tasks};
use crate::Error;
use crate::journal::Journal;
use crate::play::{Scene, witness};
use crate::sim_words::{Ending, Refusals};
use crate::vendor::Vendor;

/// All starts and refusals since the directory was new. What it answers, the journal holds.
#[derive(Debug)]
pub(crate) struct Usage {
    state: Mutex<State>,
}

/// What makes two starts the same job.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct JobKey {
    pub(crate) vendor: Vendor,
    pub(crate) model: String,
    pub(crate) prompt: String,
}

/// A valid start as it comes in.
#[derive(Debug)]
pub(crate) struct Attempt {
    pub(crate) job: JobKey,
    pub(crate) external_id: Option<ExternalId>,
    /// As asked.
    pub(crate) seed: Option<i64>,
    pub(crate) at_ms: i64,
    /// 0 for a call that is answered with its result: it is billed at once.
    pub(crate) takes_ms: i64,
    pub(crate) ending: Ending,
    /// What the task will have cost once it has ended.
    pub(crate) billed_units: u32,
    pub(crate) request: Value,
    pub(crate) refusals: Refusals,
    /// Of this vendor, over all its models; none is no limit.
    pub(crate) most_active: Option<usize>,
}

/// A name that the client gave a task: two tasks of one vendor never have the same one at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ExternalId {
    pub(crate) id: String,
    /// From this millisecond on the name is free again; `i64::MAX` is never.
    pub(crate) binds_until_ms: i64,
}

#[derive(Debug)]
pub(crate) enum Admission {
    Started(Start),
    Refused(Refusal),
    /// The task that has the external id already. Nothing was written.
    Known(Start),
}

/// One accepted task, and what its client did to it since.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Start {
    pub(crate) task: String,
    #[serde(flatten)]
    pub(crate) job: JobKey,
    #[serde(default)]
    pub(crate) external_id: Option<ExternalId>,
    pub(crate) seed: Option<i64>,
    /// How many files the tasks of the same job ask for that were started before this one. It tells variants apart.
    #[serde(default)]
    pub(crate) earlier: u32,
    pub(crate) at_ms: i64,
    /// From this millisecond on the task is in its final state.
    pub(crate) ends_at_ms: i64,
    /// How it ends if it is not cancelled.
    #[serde(default)]
    pub(crate) ending: Ending,
    pub(crate) billed_units: u32,
    pub(crate) request: Value,
    /// Also the moment it ended.
    #[serde(default)]
    pub(crate) cancelled_at_ms: Option<i64>,
    /// The task is gone for its client; the usage keeps it.
    #[serde(default)]
    pub(crate) deleted_at_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refusal {
    /// `sim:429`.
    RateLimit,
    /// `sim:500`.
    ServerError,
    /// The vendor's own limit.
    TooManyActive,
    /// `sim:answer` or `sim:start`.
    Played,
}

/// One job as `GET /_sim/ledger` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct JobLine {
    #[serde(flatten)]
    pub(crate) job: JobKey,
    /// Of the first start.
    pub(crate) seed: Option<i64>,
    pub(crate) starts: usize,
    pub(crate) billed_units: u32,
    pub(crate) refusals: usize,
    pub(crate) tasks: Vec<String>,
}

impl Usage {
    pub(crate) fn open(dir: &Path) -> Result<Self, Error> {
        let (journal, entries) = Journal::open(&dir.join("journal.jsonl"))?;
        let mut tasks = Tasks::default();
        for entry in entries {
            tasks.enter(entry);
        }
        Ok(Self { state: Mutex::new(State { journal, tasks }) })
    }

    /// Decides and writes down in one step, so that of starts that come at the same time exactly as many are
    /// refused as should be.
    pub(crate) fn admit(&self, attempt: Attempt) -> Result<Admission, Error> {
        let mut state = self.state();
        let vendor = attempt.job.vendor;
        let name = attempt.external_id.as_ref();
        if let Some(known) =
            name.and_then(|name| state.tasks.task_by_external_id(vendor, &name.id, attempt.at_ms))
        {
            return Ok(Admission::Known(known.clone()));
        }
        if let Some(refusal) = state.tasks.refusal(&attempt) {
            state.write(Entry::Refusal { job: attempt.job, at_ms: attempt.at_ms, refusal })?;
            return Ok(Admission::Refused(refusal));
        }
        let start = Start {
            task: task_id(&attempt, state.tasks.count()),
            earlier: state.tasks.asked_before(&attempt.job),
            job: attempt.job,
            external_id: attempt.external_id,
            seed: attempt.seed,
            at_ms: attempt.at_ms,
            ends_at_ms: attempt.at_ms.saturating_add(attempt.takes_ms),
            ending: attempt.ending,
            billed_units: attempt.billed_units,
            request: attempt.request,
            cancelled_at_ms: None,
            deleted_at_ms: None,
        };
        state.write(Entry::Start(start.clone()))?;
        Ok(Admission::Started(start))
    }

    /// Also a deleted one.
    pub(crate) fn task(&self, vendor: Vendor, id: &str) -> Option<Start> {
        witnessed(self.state().tasks.task(vendor, id))
    }

    /// The task that has this name now.
    pub(crate) fn task_by_external_id(
        &self,
        vendor: Vendor,
        external_id: &str,
        now_ms: i64,
    ) -> Option<Start> {
        witnessed(self.state().tasks.task_by_external_id(vendor, external_id, now_ms))
    }

    /// All tasks of one vendor, oldest first, without the deleted ones.
    pub(crate) fn tasks(&self, vendor: Vendor) -> Vec<Start> {
        self.state().tasks.of_vendor(vendor)
    }

    /// How many tasks of the same job were started before this one.
    pub(crate) fn place_of(&self, start: &Start) -> usize {
        self.state().tasks.place_of(start)
    }

    /// Ends a task that has not ended; `billed_units` is what it has cost then. A task that is over already, or
    /// was cancelled before, stays as it is: look at `cancelled_at_ms` of the answer, which is the task as it is
    /// now.
    pub(crate) fn cancel(
        &self,
        vendor: Vendor,
        id: &str,
        at_ms: i64,
        billed_units: u32,
    ) -> Result<Option<Start>, Error> {
        let mut state = self.state();
        let Some(start) = state.tasks.task(vendor, id) else { return Ok(None) };
        if at_ms < start.ends_at_ms {
            state.write(Entry::Cancel { task: id.to_owned(), at_ms, billed_units })?;
        }
        Ok(state.tasks.task(vendor, id).cloned())
    }

    /// Hides a task from its client. False if there is none, or it was deleted before.
    pub(crate) fn delete(&self, vendor: Vendor, id: &str, at_ms: i64) -> Result<bool, Error> {
        let mut state = self.state();
        if state.tasks.task(vendor, id).is_none_or(|start| start.deleted_at_ms.is_some()) {
            return Ok(false);
        }
        state.write(Entry::Delete { task: id.to_owned(), at_ms })?;
        Ok(true)
    }

    /// How many tasks of one vendor have not ended.
    pub(crate) fn active(&self, vendor: Vendor, now_ms: i64) -> usize {
        self.state().tasks.active(vendor, now_ms)
    }

    /// Sorted by vendor, model and prompt.
    pub(crate) fn lines(&self, now_ms: i64) -> Vec<JobLine> {
        self.state().tasks.lines(now_ms)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Entries are added up in steps that cannot panic half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Start {
    /// What the vendor wrote down of the request. None if that is something else: another kind of task, or what
    /// another version of this crate wrote.
    pub(crate) fn request<Request: DeserializeOwned>(&self) -> Option<Request> {
        Request::deserialize(&self.request).ok()
    }

    fn units_billed_at(&self, now_ms: i64) -> u32 {
        if self.ends_at_ms <= now_ms { self.billed_units } else { 0 }
    }
}

#[derive(Debug)]
struct State {
    journal: Journal,
    tasks: Tasks,
}

impl State {
    fn write(&mut self, entry: Entry) -> Result<(), Error> {
        self.journal.append(&entry)?;
        self.tasks.enter(entry);
        Ok(())
    }
}

fn witnessed(found: Option<&Start>) -> Option<Start> {
    found.inspect(|start| witness(Scene::Found((*start).clone()))).cloned()
}

/// Looks like the random UUID of a vendor. Unlike one it is the same in every run that does the same.
fn task_id(attempt: &Attempt, tasks_before: usize) -> String {
    let hash = Sha256::new()
        .chain_update(attempt.job.vendor.name())
        .chain_update(attempt.at_ms.to_be_bytes())
        .chain_update(tasks_before.to_be_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}
