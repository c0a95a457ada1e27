//! Recomputes a team's numbers from its jobs and its ledger, and says where they differ from the row.

use domain::ledger::{Balance, Line};
use domain::{Job, Status, TeamId};
use serde::de::DeserializeOwned;

use crate::attribute::{from_item, text};
use crate::jobs::stored;
use crate::{Error, Store};

/// Everything a team's books are made of.
#[derive(Debug, Clone)]
pub struct Books {
    pub row: Balance,
    pub lines: Vec<Line>,
    pub jobs: Vec<Job>,
}

/// One invariant that does not hold, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference(pub String);

impl Store {
    /// Reads all of a team's jobs and ledger lines; not for a request's path. Only meaningful while
    /// nothing writes.
    pub async fn books(&self, team_id: &TeamId) -> Result<Option<Books>, Error> {
        let Some(row) = self.balance(team_id).await? else { return Ok(None) };
        let lines = self.all_of_team::<LineItem>(&self.tables.transaction, team_id).await?;
        let lines = lines.into_iter().map(LineItem::into_line).collect::<Result<_, _>>()?;
        let mut jobs = Vec::new();
        for item in self.items_of_team(&self.tables.job, team_id).await? {
            jobs.push(stored(item)?.job);
        }
        Ok(Some(Books { row, lines, jobs }))
    }

    async fn all_of_team<T: DeserializeOwned>(&self, table: &str, team_id: &TeamId) -> Result<Vec<T>, Error> {
        self.items_of_team(table, team_id).await?.into_iter().map(from_item).collect()
    }

    async fn items_of_team(
        &self,
        table: &str,
        team_id: &TeamId,
    ) -> Result<Vec<crate::attribute::Item>, Error> {
        let mut items = Vec::new();
        let mut from = None;
        loop {
            let page = self
                .client
                .query()
                .table_name(table)
                .key_condition_expression("team_id = :team")
                .expression_attribute_values(":team", text(team_id))
                .consistent_read(true)
                .set_exclusive_start_key(from)
                .send()
                .await?;
            items.extend(page.items.unwrap_or_default());
            from = page.last_evaluated_key;
            if from.is_none() {
                return Ok(items);
            }
        }
    }
}

impl Books {
    /// The invariants of architecture §3 that do not hold; empty when the books balance.
    pub fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut expect = |what: &str, is: i64, should_be: i64| {
            if is != should_be {
                found
                    .push(Difference(format!("{}: {what} is {is}, should be {should_be}", self.row.team_id)));
            }
        };
        let row = &self.row;
        let mut sum = 0;
        for (line, seq) in self.lines.iter().zip(1..) {
            sum += line.amount.get();
            expect("a ledger line's number", line.seq, seq);
            expect(&format!("the balance after line {seq}"), line.balance_after.get(), sum);
        }
        let lines = i64::try_from(self.lines.len()).unwrap_or(i64::MAX);
        let open = || self.jobs.iter().filter(|job| !job.status.is_terminal());
        let held: i64 = open().map(|job| job.quote.credits().get()).sum();
        let in_flight = i64::try_from(open().count()).unwrap_or(i64::MAX);
        let month_held: i64 =
            open().filter(|job| job.hold_month == row.month).map(|job| job.quote.credits().get()).sum();
        let month_used: i64 = self
            .jobs
            .iter()
            .filter(|job| job.status == Status::Completed && job.hold_month == row.month)
            .map(|job| job.cost.credits().get())
            .sum();
        expect("the ledger's last number", row.ledger_seq, lines);
        expect("the balance", row.balance.get(), sum);
        expect("held", row.held.get(), held);
        expect("available", row.available.get(), row.balance.get() - row.held.get());
        expect("in flight", row.in_flight, in_flight);
        expect("held this month", row.month_held.get(), month_held);
        expect("used this month", row.month_used.get(), month_used);
        let left = row.cap_effective.get() - row.month_used.get() - row.month_held.get();
        expect("left this month", row.month_left.get(), left);
        expect("the shortfall", row.available.get().min(0), 0);
        for job in &self.jobs {
            let lines: Vec<&Line> =
                self.lines.iter().filter(|line| line.job_id == Some(job.job_id)).collect();
            let charged: i64 = lines.iter().map(|line| -line.amount.get()).sum();
            let due = if job.status == Status::Completed { job.cost.credits().get() } else { 0 };
            let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
            expect(
                &format!("ledger lines of job {}", job.job_id),
                count,
                i64::from(job.status == Status::Completed),
            );
            expect(&format!("the charge of job {}", job.job_id), charged, due);
            expect(
                &format!("the excess over the quote of job {}", job.job_id),
                (charged - job.quote.credits().get()).max(0),
                0,
            );
        }
        found
    }
}

/// A line as it is stored: its number padded, so that it sorts.
#[derive(Debug, serde::Deserialize)]
struct LineItem {
    seq: String,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

impl LineItem {
    fn into_line(mut self) -> Result<Line, Error> {
        let seq: i64 =
            self.seq.parse().map_err(|_| Error::Bug(format!("ledger line {} has no number", self.seq)))?;
        self.rest.insert("seq".to_owned(), seq.into());
        serde_json::from_value(self.rest.into()).map_err(|error| Error::Bug(error.to_string()))
    }
}
