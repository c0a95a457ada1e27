//! The bar that a person sees while a job runs. Where nobody looks, nothing is drawn.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use crate::replies::Job;

pub(crate) struct Bar(ProgressBar);

/// The bar's length: thousandths.
const WHOLE: u64 = 1000;
/// A bar that follows the clock stops here: only the API knows when the job has ended.
const NEARLY: f64 = 0.95;

impl Bar {
    pub(crate) fn new(is_terminal: bool) -> Self {
        let target = if is_terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(WHOLE), target).with_finish(ProgressFinish::AndClear);
        let style = ProgressStyle::with_template("{spinner} {msg}  {bar:30}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        Self(bar.with_style(style))
    }

    /// `elapsed`: since the job was accepted.
    pub(crate) fn show(&self, job: &Job, elapsed: Duration) {
        self.0.set_message(message(job, elapsed));
        self.0.set_position(thousandths(share(job, elapsed)));
        self.0.tick();
    }
}

fn message(job: &Job, elapsed: Duration) -> String {
    let expected = job
        .expected_seconds
        .map_or_else(String::new, |expected| format!(", expected {}–{} s", expected.low, expected.high));
    format!(
        "{} {}  {}  {} s{expected}",
        job.kind.as_str(),
        job.provider,
        job.status.as_str(),
        elapsed.as_secs()
    )
}

/// What the API says of the progress, or else a guess by the time that such jobs take.
fn share(job: &Job, elapsed: Duration) -> f64 {
    let guess = || {
        let high = job.expected_seconds.map_or(0, |expected| expected.high);
        if high == 0 { 0.0 } else { (elapsed.as_secs_f64() / f64::from(high)).min(NEARLY) }
    };
    job.progress.unwrap_or_else(guess)
}

fn thousandths(share: f64) -> u64 {
    Duration::from_secs_f64(share.clamp(0.0, 1.0)).as_millis().try_into().unwrap_or(WHOLE)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn job(progress: Option<f64>, high: Option<u32>) -> Job {
        serde_json::from_value(json!({
            "id": "01a21a93-f756-750c-98bc-9cb99af4b445", "type": "video", "status": "processing",
            "provider": "veo_3_1", "result_urls": [], "credits_charged": 0, "cost_cents": 0, "progress": progress,
            "expected_seconds": high.map(|high| json!({"low": 60, "high": high})),
            "created_at": "2026-11-27T01:17:14.454Z", "variants": [],
        }))
        .unwrap()
    }

    #[test]
    fn the_bar_follows_the_api_and_else_the_clock() {
        let at = |job: &Job, seconds| thousandths(share(job, Duration::from_secs(seconds)));
        assert_eq!(at(&job(Some(0.25), Some(300)), 299), 250);
        assert_eq!(at(&job(None, Some(300)), 30), 100);
        assert_eq!(at(&job(None, Some(300)), 900), 950);
        assert_eq!(at(&job(None, None), 900), 0);
    }

    #[test]
    fn a_person_reads_what_is_made_and_how_long_it_takes() {
        let shown = message(&job(None, Some(300)), Duration::from_millis(12_900));
        assert_eq!(shown, "video veo_3_1  processing  12 s, expected 60–300 s");
        assert_eq!(message(&job(None, None), Duration::ZERO), "video veo_3_1  processing  0 s");
    }
}
