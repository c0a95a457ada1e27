//! Recomputes a team's numbers from its jobs and its ledger, and says where its rows differ from them.

use std::collections::{BTreeMap, BTreeSet};

use domain::job::BilledCount;
use domain::ledger::{Balance, Line, Member, MonthCount};
use domain::{Credits, KeyId, Status, TeamId};
use serde::Deserialize;

use crate::attribute::{from_item, text};
use crate::ledger::line;
use crate::{Error, JobMoney, KeyRecord, Store};

/// How often the books of a team that is at work are read.
const TRIES: u32 = 5;

/// Everything that a team's books consist of.
#[derive(Debug, Clone)]
pub struct Books {
    pub row: Balance,
    pub members: Vec<Member>,
    /// The API keys with a cap, each with its count.
    pub keys: Vec<(KeyId, MonthCount)>,
    pub lines: Vec<Line>,
    pub jobs: Vec<JobMoney>,
    /// What vendors bill and no customer pays.
    pub billed: Vec<BilledCount>,
}

/// A sentence that says which number is wrong, and what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference(pub String);

impl Store {
    /// Reads all of a team's jobs and ledger lines: too much for a request's path. If the team's row changed meanwhile,
    /// everything is read again. The fifth time it is taken as it was found, in motion.
    pub async fn books(&self, team_id: &TeamId) -> Result<Option<Books>, Error> {
        let mut tries = 1;
        loop {
            let Some(row) = self.balance(team_id).await? else { return Ok(None) };
            let members = self.members(team_id).await?;
            let keys = self.capped_keys(team_id).await?;
            let lines = self.items_of_team(&self.tables.transaction, team_id).await?;
            let lines = lines.into_iter().map(line).collect::<Result<_, _>>()?;
            let mut jobs = Vec::new();
            for item in self.items_of_team(&self.tables.job, team_id).await? {
                jobs.push(from_item(item)?);
            }
            let billed = self.items_of_team(&self.tables.billed_failure, team_id).await?;
            let billed = billed.into_iter().map(from_item).collect::<Result<_, _>>()?;
            let is_still = self.balance(team_id).await?.as_ref() == Some(&row);
            if is_still || tries == TRIES {
                return Ok(Some(Books { row, members, keys, lines, jobs, billed }));
            }
            tries += 1;
        }
    }

    async fn capped_keys(&self, team_id: &TeamId) -> Result<Vec<(KeyId, MonthCount)>, Error> {
        let mut keys = Vec::new();
        for item in self.items_of_team(&self.tables.team_api_key, team_id).await? {
            let KeyRecord { key, count, .. } = from_item(item)?;
            keys.extend(count.map(|count| (key.id, count)));
        }
        Ok(keys)
    }

    /// Every team that has a row. It scans the whole table: never on a request's path.
    pub async fn teams(&self) -> Result<Vec<TeamId>, Error> {
        let scan = self.client.scan().table_name(&self.tables.balance).projection_expression("team_id");
        let keys = scan.into_paginator().items().send().collect::<Result<Vec<_>, _>>().await?;
        keys.into_iter().map(|key| from_item(key).map(|TeamKey { team_id }| team_id)).collect()
    }

    /// All of a team's items in a table.
    pub(crate) async fn items_of_team(
        &self,
        table: &str,
        team_id: &TeamId,
    ) -> Result<Vec<crate::attribute::Item>, Error> {
        let query = self
            .client
            .query()
            .table_name(table)
            .key_condition_expression("team_id = :team")
            .expression_attribute_values(":team", text(team_id))
            .consistent_read(true);
        Ok(query.into_paginator().items().send().collect::<Result<_, _>>().await?)
    }
}

impl Books {
    /// What is wrong; nothing if the books balance.
    pub fn differences(&self) -> Vec<Difference> {
        let mut check = Check { team_id: &self.row.team_id, found: Vec::new() };
        self.check_ledger(&mut check);
        self.check_holds(&mut check);
        let everyone = check_name(None);
        check_count(&mut check, &everyone, &self.row.count, &self.jobs);
        for member in &self.members {
            let jobs: Vec<JobMoney> =
                self.jobs.iter().filter(|job| job.user_id == member.user_id).cloned().collect();
            check_count(&mut check, &check_name(Some(member)), &member.count, &jobs);
        }
        for (id, count) in &self.keys {
            let jobs: Vec<JobMoney> =
                self.jobs.iter().filter(|job| job.capped_key == Some(*id)).cloned().collect();
            check_count(&mut check, &format!("API key {id}"), count, &jobs);
        }
        for job in &self.jobs {
            self.check_job(&mut check, job);
        }
        self.check_billed(&mut check);
        check.found
    }

    /// The lines add up to the balance, and their numbers have no gap.
    fn check_ledger(&self, check: &mut Check<'_>) {
        let mut sum = Credits::ZERO;
        for (line, seq) in self.lines.iter().zip(1..) {
            sum = sum + line.amount;
            check.equal("a ledger line's number", line.seq, seq);
            check.equal(&format!("the balance after line {seq}"), line.balance_after.get(), sum.get());
        }
        check.equal("the ledger's last number", self.row.ledger_seq, count(self.lines.len()));
        check.equal("the balance", self.row.balance.get(), sum.get());
    }

    /// What is held is the sum of the open jobs' quotes, and no more than there is.
    fn check_holds(&self, check: &mut Check<'_>) {
        let open: Vec<&JobMoney> = self.jobs.iter().filter(|job| !job.status.is_terminal()).collect();
        let held: i64 = open.iter().map(|job| job.quote.credits().get()).sum();
        check.equal("held", self.row.held.get(), held);
        check.equal("in flight", self.row.in_flight, count(open.len()));
        check.equal("available", self.row.available.get(), (self.row.balance - self.row.held).get());
        check.equal("the shortfall", self.row.available.get().min(0), 0);
    }

    /// The counts of billed failures add up from the jobs that have ended.
    fn check_billed(&self, check: &mut Check<'_>) {
        let mut sums: BTreeMap<String, [i64; 2]> = BTreeMap::new();
        for count in self.jobs.iter().flat_map(|job| job.billed_counts(&self.row.team_id)) {
            let [failures, micro_usd] = sums.entry(count.entry()).or_default();
            *failures += count.failures;
            *micro_usd += count.micro_usd.get();
        }
        let mut counts = BTreeMap::new();
        for count in &self.billed {
            counts.insert(count.entry(), [count.failures, count.micro_usd.get()]);
        }
        let entries: BTreeSet<&String> = sums.keys().chain(counts.keys()).collect();
        for entry in entries {
            let of = |numbers: &BTreeMap<String, [i64; 2]>| numbers.get(entry).copied().unwrap_or_default();
            let ([failures, micro_usd], [due, worth]) = (of(&counts), of(&sums));
            check.equal(&format!("billed failures {entry}"), failures, due);
            check.equal(&format!("the estimate of {entry}"), micro_usd, worth);
        }
    }

    /// A completed job has one ledger line, which charges its cost, at most its quote. Any other job has none.
    fn check_job(&self, check: &mut Check<'_>, job: &JobMoney) {
        let lines: Vec<&Line> = self.lines.iter().filter(|line| line.job_id == Some(job.id)).collect();
        let completed = job.status == Status::Completed;
        let charged: i64 = lines.iter().map(|line| -line.amount.get()).sum();
        let due = if completed { job.cost.credits().get() } else { 0 };
        let excess = charged - job.quote.credits().get();
        check.equal(&format!("ledger lines of job {}", job.id), count(lines.len()), i64::from(completed));
        check.equal(&format!("the charge of job {}", job.id), charged, due);
        check.equal(&format!("the excess over the quote of job {}", job.id), excess.max(0), 0);
    }
}

/// Collects the differences.
struct Check<'a> {
    team_id: &'a TeamId,
    found: Vec<Difference>,
}

impl Check<'_> {
    fn equal(&mut self, what: &str, is: i64, should_be: i64) {
        if is != should_be {
            self.found.push(Difference(format!("{}: {what} is {is}, should be {should_be}", self.team_id)));
        }
    }
}

/// A row's count for a month adds up from the jobs whose holds belong to that month.
fn check_count(check: &mut Check<'_>, whose: &str, numbers: &MonthCount, jobs: &[JobMoney]) {
    let of_month = || jobs.iter().filter(|job| job.hold_month == numbers.month);
    let open = of_month().filter(|job| !job.status.is_terminal());
    let held: i64 = open.map(|job| job.quote.credits().get()).sum();
    let completed = of_month().filter(|job| job.status == Status::Completed);
    let used: i64 = completed.map(|job| job.cost.credits().get()).sum();
    let left = numbers.cap_effective - numbers.month_used - numbers.month_held;
    check.equal(&format!("held this month by {whose}"), numbers.month_held.get(), held);
    check.equal(&format!("used this month by {whose}"), numbers.month_used.get(), used);
    check.equal(&format!("left this month for {whose}"), numbers.month_left.get(), left.get());
}

fn check_name(member: Option<&Member>) -> String {
    member.map_or_else(|| "the team".to_owned(), |member| format!("member {}", member.user_id))
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[derive(Debug, Deserialize)]
struct TeamKey {
    team_id: TeamId,
}
