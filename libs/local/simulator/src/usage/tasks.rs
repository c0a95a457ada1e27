//! What the lines of the journal add up to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Attempt, JobKey, JobLine, Refusal, Start};
use crate::vendor::Vendor;

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Entry {
    Start(Start),
    Refusal { job: JobKey, at_ms: i64, refusal: Refusal },
    Cancel { task: String, at_ms: i64, billed_units: u32 },
    Delete { task: String, at_ms: i64 },
}

#[derive(Debug, Default)]
pub(super) struct Tasks {
    by_id: BTreeMap<String, Start>,
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

impl Tasks {
    pub(super) fn enter(&mut self, entry: Entry) {
        match entry {
            Entry::Start(start) => {
                self.jobs.entry(start.job.clone()).or_default().tasks.push(start.task.clone());
                self.ends.insert((start.job.vendor, start.ends_at_ms, start.task.clone()));
                if let Some(external) = &start.external_id {
                    self.names.insert((start.job.vendor, external.id.clone()), start.task.clone());
                }
                self.by_id.insert(start.task.clone(), start);
            }
            Entry::Refusal { job, refusal, .. } => self.jobs.entry(job).or_default().refusals.push(refusal),
            Entry::Cancel { task, at_ms, billed_units } => self.cancel(&task, at_ms, billed_units),
            Entry::Delete { task, at_ms } => {
                if let Some(start) = self.by_id.get_mut(&task) {
                    start.deleted_at_ms = Some(at_ms);
                }
            }
        }
    }

    fn cancel(&mut self, task: &str, at_ms: i64, billed_units: u32) {
        let Some(start) = self.by_id.get_mut(task) else { return };
        let end = |start: &Start| (start.job.vendor, start.ends_at_ms, start.task.clone());
        self.ends.remove(&end(start));
        start.cancelled_at_ms = Some(at_ms);
        start.ends_at_ms = at_ms;
        start.billed_units = billed_units;
        self.ends.insert(end(start));
    }

    pub(super) fn task(&self, vendor: Vendor, id: &str) -> Option<&Start> {
        self.by_id.get(id).filter(|start| start.job.vendor == vendor)
    }

    pub(super) fn task_by_external_id(
        &self,
        vendor: Vendor,
        external_id: &str,
        now_ms: i64,
    ) -> Option<&Start> {
        let start = self.by_id.get(self.names.get(&(vendor, external_id.to_owned()))?)?;
        let bound = start.external_id.as_ref().is_some_and(|external| now_ms < external.binds_until_ms);
        bound.then_some(start)
    }

    /// What the prompt asks for comes first, so that `sim:429=2` is two refusals however busy the vendor is.
    pub(super) fn refusal(&self, attempt: &Attempt) -> Option<Refusal> {
        let so_far = |kind| {
            let refusals = self.jobs.get(&attempt.job).map(|job| job.refusals.iter());
            refusals.map_or(0, |all| all.filter(|refusal| **refusal == kind).count())
        };
        if so_far(Refusal::Played) < attempt.refusals.played {
            return Some(Refusal::Played);
        }
        if so_far(Refusal::RateLimit) < attempt.refusals.rate_limit {
            return Some(Refusal::RateLimit);
        }
        if so_far(Refusal::ServerError) < attempt.refusals.server_error {
            return Some(Refusal::ServerError);
        }
        let active = self.active(attempt.job.vendor, attempt.at_ms);
        attempt.most_active.is_some_and(|most| active >= most).then_some(Refusal::TooManyActive)
    }

    pub(super) fn active(&self, vendor: Vendor, now_ms: i64) -> usize {
        let first = (vendor, now_ms.saturating_add(1), String::new());
        self.ends.range(first..).take_while(|(other, ..)| *other == vendor).count()
    }

    pub(super) fn count(&self) -> usize {
        self.by_id.len()
    }

    pub(super) fn of_vendor(&self, vendor: Vendor) -> Vec<Start> {
        let is_shown = |start: &&Start| start.job.vendor == vendor && start.deleted_at_ms.is_none();
        let mut tasks: Vec<Start> = self.by_id.values().filter(is_shown).cloned().collect();
        tasks.sort_by_key(|start| start.at_ms);
        tasks
    }

    pub(super) fn place_of(&self, start: &Start) -> usize {
        let mut tasks = self.jobs.get(&start.job).into_iter().flat_map(|job| &job.tasks);
        tasks.position(|task| *task == start.task).unwrap_or_default()
    }

    /// A task that makes no file counts as one, so that no two tasks of a job begin at the same number.
    pub(super) fn asked_before(&self, job: &JobKey) -> u32 {
        let tasks = self.jobs.get(job).into_iter().flat_map(|job| &job.tasks);
        let units = tasks.filter_map(|task| self.by_id.get(task)).map(|start| start.billed_units.max(1));
        units.fold(0, u32::saturating_add)
    }

    pub(super) fn lines(&self, now_ms: i64) -> Vec<JobLine> {
        self.jobs.iter().map(|(key, job)| self.line(key, job, now_ms)).collect()
    }

    fn line(&self, key: &JobKey, job: &Job, now_ms: i64) -> JobLine {
        let starts = || job.tasks.iter().filter_map(|task| self.by_id.get(task));
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
