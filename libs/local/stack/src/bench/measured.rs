//! The measurements of one way of making holds, and their line in the table.

use std::time::Duration;

use super::client::Way;
use crate::Counted;

pub(super) const HEADING: &str = "way    injected   holds/s   p50 ms   p99 ms    holds   transactions   conflicts   retries/hold   given up";

#[derive(Debug, Default)]
pub(super) struct Measured {
    /// The measured time.
    busy: Duration,
    latencies: Vec<Duration>,
    held: usize,
    given_up: usize,
    sent: Counted,
}

impl Measured {
    /// Adds a round: its time, and for each hold its time and its job.
    pub(super) fn round(&mut self, took: Duration, answers: &[(Duration, Option<String>)], sent: Counted) {
        self.busy += took;
        self.latencies.extend(answers.iter().map(|(latency, _)| *latency));
        let held = answers.iter().filter(|(_, job_id)| job_id.is_some()).count();
        self.held += held;
        self.given_up += answers.len() - held;
        self.sent.transactions += sent.transactions;
        self.sent.conflicts += sent.conflicts;
    }

    pub(super) fn line(mut self, way: Way, percent: u32) -> String {
        self.latencies.sort_unstable();
        let Counted { transactions, conflicts } = self.sent;
        let per_second = ratio(self.held * 1_000_000, usize::try_from(self.busy.as_micros()).unwrap_or(0), 1);
        let retries = transactions.saturating_sub(self.held + self.given_up);
        format!(
            "{:<5}  {:>6} %  {per_second:>8}  {:>7}  {:>7}  {:>7}  {transactions:>13}  {:>8} %  {:>13}  {:>9}",
            way.name(),
            percent,
            self.percentile(50).as_millis(),
            self.percentile(99).as_millis(),
            self.held,
            ratio(conflicts * 100, transactions, 1),
            ratio(retries, self.held, 2),
            self.given_up,
        )
    }

    /// The latencies must be sorted.
    fn percentile(&self, percent: usize) -> Duration {
        let index = self.latencies.len().saturating_sub(1) * percent / 100;
        self.latencies.get(index).copied().unwrap_or_default()
    }
}

/// `a / b` with this number of decimals, rounded down.
fn ratio(a: usize, b: usize, decimals: u32) -> String {
    let unit = 10_usize.pow(decimals);
    let scaled = (a * unit).checked_div(b).unwrap_or(0);
    let places = usize::try_from(decimals).unwrap_or(0);
    format!("{}.{:0places$}", scaled / unit, scaled % unit)
}
