//! What was started, refused and billed, at all vendors. It knows jobs and tasks, not the shape of a
//! vendor's request: that is kept as the vendor wrote it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Error;
use crate::journal::Journal;
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
    /// The record is gone for the client; the books keep it.
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
        let mut books = Books::default();
        for entry in entries {
            books.enter(entry);
        }
        Ok(Self { state: Mutex::new(State { journal, books }) })
    }

    /// Decides and writes down in one step, so that of starts that come at the same time exactly as many are
    /// refused as should be.
    pub(crate) fn admit(&self, attempt: Attempt) -> Result<Admission, Error> {
        let mut state = self.state();
        if let Some(known) = attempt
            .external_id
            .as_ref()
            .and_then(|external| state.books.named(attempt.job.vendor, &external.id, attempt.at_ms))
        {
            return Ok(Admission::Known(known.clone()));
        }
        if let Some(refusal) = state.books.refusal(&attempt) {
            state.write(Entry::Refusal { job: attempt.job, at_ms: attempt.at_ms, refusal })?;
            return Ok(Admission::Refused(refusal));
        }
        let start = Start {
            task: task_id(&attempt, state.books.tasks.len()),
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
        self.state().books.task(vendor, id).cloned()
    }

    /// The task that has this name now.
    pub(crate) fn task_named(&self, vendor: Vendor, external_id: &str, now_ms: i64) -> Option<Start> {
        self.state().books.named(vendor, external_id, now_ms).cloned()
    }

    /// All tasks of one vendor, oldest first, without the deleted ones.
    pub(crate) fn tasks(&self, vendor: Vendor) -> Vec<Start> {
        let state = self.state();
        let of_vendor = state.books.tasks.values().filter(|start| start.job.vendor == vendor);
        let mut tasks: Vec<Start> =
            of_vendor.filter(|start| start.deleted_at_ms.is_none()).cloned().collect();
        tasks.sort_by_key(|start| start.at_ms);
        tasks
    }

    /// How many tasks of the same job were started before this one.
    pub(crate) fn place_of(&self, start: &Start) -> usize {
        let state = self.state();
        let mut tasks = state.books.jobs.get(&start.job).into_iter().flat_map(|job| &job.tasks);
        tasks.position(|task| *task == start.task).unwrap_or_default()
    }

    /// How many tasks of one vendor have not ended.
    pub(crate) fn active(&self, vendor: Vendor, now_ms: i64) -> usize {
        self.state().books.active(vendor, now_ms)
    }

    /// Ends a task that has not ended; `billed_units` is what it has cost then. Of a task that is over
    /// already, or cancelled before, nothing changes: look at `cancelled_at_ms` of the answer, which is the
    /// task as it is now.
    pub(crate) fn cancel(
        &self,
        vendor: Vendor,
        id: &str,
        at_ms: i64,
        billed_units: u32,
    ) -> Result<Option<Start>, Error> {
        let mut state = self.state();
        let Some(start) = state.books.task(vendor, id) else { return Ok(None) };
        if at_ms < start.ends_at_ms {
            state.write(Entry::Cancel { task: id.to_owned(), at_ms, billed_units })?;
        }
        Ok(state.books.task(vendor, id).cloned())
    }

    /// Hides a task from its client. False if there is none, or it was deleted before.
    pub(crate) fn delete(&self, vendor: Vendor, id: &str, at_ms: i64) -> Result<bool, Error> {
        let mut state = self.state();
        if state.books.task(vendor, id).is_none_or(|start| start.deleted_at_ms.is_some()) {
            return Ok(false);
        }
        state.write(Entry::Delete { task: id.to_owned(), at_ms })?;
        Ok(true)
    }

    /// Tasks of one vendor that have ended and are billed.
    pub(crate) fn billed(&self, vendor: Vendor, now_ms: i64) -> Vec<Start> {
        let state = self.state();
        let of_vendor = state.books.tasks.values().filter(|start| start.job.vendor == vendor);
        of_vendor.filter(|start| start.units_billed_at(now_ms) > 0).cloned().collect()
    }

    /// Sorted by vendor, model and prompt.
    pub(crate) fn lines(&self, now_ms: i64) -> Vec<JobLine> {
        let state = self.state();
        state.books.jobs.iter().map(|(key, job)| state.books.line(key, job, now_ms)).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Books are entered in steps that cannot panic half-way.
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
    books: Books,
}

impl State {
    fn write(&mut self, entry: Entry) -> Result<(), Error> {
        self.journal.append(&entry)?;
        self.books.enter(entry);
        Ok(())
    }
}

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Entry {
    Start(Start),
    Refusal { job: JobKey, at_ms: i64, refusal: Refusal },
    Cancel { task: String, at_ms: i64, billed_units: u32 },
    Delete { task: String, at_ms: i64 },
}

/// What the entries add up to.
#[derive(Debug, Default)]
struct Books {
    tasks: BTreeMap<String, Start>,
    jobs: BTreeMap<JobKey, Job>,
    /// When each task ends, to count the active ones without a walk over all.
    ends: BTreeSet<(Vendor, i64, String)>,
    /// The last task of each external id.
    names: BTreeMap<(Vendor, String), String>,
}

#[derive(Debug, Default)]
struct Job {
    tasks: Vec<String>,
    refusals: Vec<Refusal>,
}

impl Books {
    fn enter(&mut self, entry: Entry) {
        match entry {
            Entry::Start(start) => {
                self.jobs.entry(start.job.clone()).or_default().tasks.push(start.task.clone());
                self.ends.insert((start.job.vendor, start.ends_at_ms, start.task.clone()));
                if let Some(external) = &start.external_id {
                    self.names.insert((start.job.vendor, external.id.clone()), start.task.clone());
                }
                self.tasks.insert(start.task.clone(), start);
            }
            Entry::Refusal { job, refusal, .. } => self.jobs.entry(job).or_default().refusals.push(refusal),
            Entry::Cancel { task, at_ms, billed_units } => self.cancel(&task, at_ms, billed_units),
            Entry::Delete { task, at_ms } => {
                if let Some(start) = self.tasks.get_mut(&task) {
                    start.deleted_at_ms = Some(at_ms);
                }
            }
        }
    }

    fn cancel(&mut self, task: &str, at_ms: i64, billed_units: u32) {
        let Some(start) = self.tasks.get_mut(task) else { return };
        let end = |start: &Start| (start.job.vendor, start.ends_at_ms, start.task.clone());
        self.ends.remove(&end(start));
        start.cancelled_at_ms = Some(at_ms);
        start.ends_at_ms = at_ms;
        start.billed_units = billed_units;
        self.ends.insert(end(start));
    }

    fn task(&self, vendor: Vendor, id: &str) -> Option<&Start> {
        self.tasks.get(id).filter(|start| start.job.vendor == vendor)
    }

    fn named(&self, vendor: Vendor, external_id: &str, now_ms: i64) -> Option<&Start> {
        let start = self.tasks.get(self.names.get(&(vendor, external_id.to_owned()))?)?;
        let bound = start.external_id.as_ref().is_some_and(|external| now_ms < external.binds_until_ms);
        bound.then_some(start)
    }

    /// What the prompt asks for comes first, so that `sim:429=2` is two refusals however busy the vendor is.
    fn refusal(&self, attempt: &Attempt) -> Option<Refusal> {
        let so_far = |kind| {
            let refusals = self.jobs.get(&attempt.job).map(|job| job.refusals.iter());
            refusals.map_or(0, |all| all.filter(|refusal| **refusal == kind).count())
        };
        if so_far(Refusal::RateLimit) < attempt.refusals.rate_limit {
            return Some(Refusal::RateLimit);
        }
        if so_far(Refusal::ServerError) < attempt.refusals.server_error {
            return Some(Refusal::ServerError);
        }
        let active = self.active(attempt.job.vendor, attempt.at_ms);
        attempt.most_active.is_some_and(|most| active >= most).then_some(Refusal::TooManyActive)
    }

    fn active(&self, vendor: Vendor, now_ms: i64) -> usize {
        let first = (vendor, now_ms.saturating_add(1), String::new());
        self.ends.range(first..).take_while(|(other, ..)| *other == vendor).count()
    }

    fn line(&self, key: &JobKey, job: &Job, now_ms: i64) -> JobLine {
        let starts = || job.tasks.iter().filter_map(|task| self.tasks.get(task));
        JobLine {
            job: key.clone(),
            seed: starts().next().and_then(|start| start.seed),
            starts: job.tasks.len(),
            billed_units: starts().map(|start| start.units_billed_at(now_ms)).sum(),
            refusals: job.refusals.len(),
            tasks: job.tasks.clone(),
        }
    }
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
