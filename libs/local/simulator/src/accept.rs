//! What every vendor does with a valid request before it works on it: it refuses the request if the prompt or
//! the vendor's limit says so, else the journal gets it. And what becomes of the answer.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::course;
use crate::cut::cut_connection;
use crate::play::{Scene, witness};
use crate::sim_words::{Answer, SimWords};
use crate::usage::{Admission, Attempt, ExternalId, JobKey, Refusal, Start};
use crate::vendor::Vendor;
use crate::workshop::Kept;
use crate::world::World;

/// A valid request, made by [`Order::answered_at_once`] or [`Order::task`] and changed where the vendor differs.
#[derive(Debug)]
pub(crate) struct Order<Request> {
    pub(crate) job: JobKey,
    /// The `sim:` words of the prompt, or of whatever else the vendor calls its text.
    pub(crate) words: SimWords,
    /// What the vendor needs to go on after a restart.
    pub(crate) request: Request,
    pub(crate) seed: Option<i64>,
    /// Billed if the request ends in a file, even a broken one; else nothing is.
    pub(crate) units: u32,
    pub(crate) external_id: Option<ExternalId>,
    pub(crate) most_active: Option<usize>,
    /// How long the work takes at the vendor.
    pub(crate) takes: Duration,
}

impl<Request: Serialize> Order<Request> {
    /// A call that is answered with its result. One unit, no limits.
    pub(crate) fn answered_at_once(vendor: Vendor, model: &str, prompt: &str, request: Request) -> Self {
        let job = JobKey { vendor, model: model.to_owned(), prompt: prompt.to_owned() };
        let words = SimWords::from_prompt(vendor, prompt);
        let takes = Duration::ZERO;
        Self { job, words, request, seed: None, units: 1, external_id: None, most_active: None, takes }
    }

    /// A task to be polled, which takes `typical` at the vendor unless the prompt says otherwise. One unit,
    /// no limits.
    pub(crate) fn task(
        vendor: Vendor,
        model: &str,
        prompt: &str,
        request: Request,
        typical: Duration,
    ) -> Self {
        let order = Self::answered_at_once(vendor, model, prompt, request);
        let takes = course::takes(&order.words, typical, course::QUEUED_PERMILLE);
        Self { takes, ..order }
    }
}

/// A request that the journal has: now it can be worked on and answered.
#[derive(Debug)]
pub(crate) struct Accepted {
    pub(crate) start: Start,
    pub(crate) words: SimWords,
}

/// Why a valid request is not accepted. Each vendor words it differently.
#[derive(Debug)]
pub(crate) enum Refused {
    /// `sim:429`.
    RateLimit,
    /// `sim:500`.
    ServerError,
    /// `most_active` is reached.
    TooManyActive,
    /// This task has the external id already.
    Known(Box<Start>),
    /// The simulator itself failed, which no client can do anything about. Logged already.
    Simulator,
}

impl World {
    pub(crate) fn accept<Request: Serialize>(&self, order: Order<Request>) -> Result<Accepted, Refused> {
        let vendor = order.job.vendor;
        let broken = |reason: crate::Error| {
            tracing::error!(vendor = vendor.name(), %reason, "a simulator cannot go on");
            Refused::Simulator
        };
        let words = order.words;
        let at_once = order.takes.is_zero();
        let attempt = Attempt {
            job: order.job,
            external_id: order.external_id,
            seed: order.seed,
            at_ms: self.now_ms(),
            takes_ms: self.scaled_ms(order.takes),
            ending: words.ending,
            billed_units: words.ending.billed(order.units),
            request: serde_json::to_value(order.request).map_err(|reason| broken(reason.into()))?,
            refusals: words.refusals,
            most_active: order.most_active,
        };
        match self.usage.admit(attempt).map_err(broken)? {
            Admission::Started(start) => {
                let (vendor, task, prompt) = (vendor.name(), &start.task, &start.job.prompt);
                tracing::info!(vendor, task, prompt, "accepted");
                witness(Scene::Started { start: start.clone(), at_once });
                Ok(Accepted { start, words })
            }
            Admission::Known(start) => Err(Refused::Known(Box::new(start))),
            Admission::Refused(Refusal::RateLimit) => Err(Refused::RateLimit),
            Admission::Refused(Refusal::ServerError) => Err(Refused::ServerError),
            Admission::Refused(Refusal::TooManyActive) => Err(Refused::TooManyActive),
            Admission::Refused(Refusal::Played) => {
                if let Some(play) = words.in_place_of_a_start() {
                    witness(Scene::Refused(play.staged));
                }
                // What the vendor makes of it is replaced.
                Err(Refused::ServerError)
            }
        }
    }

    /// Takes the (scaled) time that a call answered with its result takes: `typical` unless the prompt says
    /// otherwise, and less for a request that moderation refuses.
    pub(crate) async fn work(&self, words: &SimWords, typical: Duration) {
        let takes = course::takes(words, typical, course::QUEUED_PERMILLE);
        tokio::time::sleep(self.scaled(takes)).await;
    }
}

impl Accepted {
    /// The answer, or none at all for `sim:drop-answer`.
    pub(crate) fn answer(&self, answer: impl IntoResponse) -> Response {
        match self.words.answer {
            Answer::Sent => answer.into_response(),
            Answer::Dropped => cut_connection(),
        }
    }
}

/// A typical duration from `least` to `most`, always the same for the same text.
pub(crate) fn between(least: Duration, most: Duration, text: &str) -> Duration {
    let part =
        text.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 1000;
    least.saturating_add(most.saturating_sub(least).saturating_mul(part) / 1000)
}

/// The prompt of a job that has none, because it is driven by a sound: by the URL without its query, which
/// may be a signature, or by the hash of what the client sent.
pub(crate) fn audio_job(source: &str, kept: &Kept) -> String {
    match source.split_once("://") {
        Some(_) => {
            let url = source.split(['?', '#']).next().unwrap_or_default();
            format!("audio:{}", Kept::from_bytes(url.as_bytes()).short())
        }
        None => format!("audio:{}", kept.short()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typical_duration_is_within_its_bounds_and_stays() {
        let (least, most) = (Duration::from_secs(8), Duration::from_secs(15));
        for text in ["", "a fox", "一只红色的狐狸"] {
            assert!((least..=most).contains(&between(least, most, text)));
            assert_eq!(between(least, most, text), between(least, most, text));
        }
        assert_ne!(between(least, most, "a fox"), between(least, most, "a dog"));
    }

    #[test]
    fn a_job_without_a_prompt_is_named_by_its_sound() {
        let (one, other) = (Kept::from_bytes(b"one"), Kept::from_bytes(b"other"));
        let signed = |signature| format!("https://example.com/a.mp3?signature={signature}");
        assert_eq!(audio_job(&signed("x"), &one), audio_job(&signed("y"), &other));
        assert_ne!(audio_job("https://example.com/b.mp3", &one), audio_job(&signed("x"), &one));
        assert_ne!(
            audio_job("data:audio/mpeg;base64,AA==", &one),
            audio_job("data:audio/mpeg;base64,AA==", &other)
        );
        assert_eq!(audio_job("AAAA", &one), format!("audio:{}", one.short()));
    }
}
