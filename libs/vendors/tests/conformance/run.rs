//! Runs one scenario on one subject.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::catalog::Vendor;
use domain::job::Handle;
use vendors::{CancelAnswer, Look, LookError, Output, Start};

use crate::fault_proxy::{Fault, plain_http};
use crate::outcome_kind::OutcomeKind;
use crate::scenarios::{At, Scenario};
use crate::subjects::{SpokenBy, Subject};
use crate::test_bed::TestBed;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Passed,
    /// The scenario is not meant for such a subject.
    NotApplicable,
    Failed(String),
}

/// Each run has its own words, because the simulators count refusals by prompt.
static RUNS: AtomicU64 = AtomicU64::new(0);

/// A prompt that no other run has, with this word in it, and an id for its task.
pub(crate) fn next_words(word: &str) -> (String, String) {
    let run = RUNS.fetch_add(1, Ordering::SeqCst);
    let words = format!("A red bicycle leans against a white wall, number {run} {word}");
    (words.trim().to_owned(), format!("0198c0de-0000-7000-8000-{run:012}-0"))
}

pub(crate) async fn run(bed: &TestBed, subject: &Subject<'_>, scenario: &Scenario) -> Verdict {
    if !is_for(subject, scenario) {
        return Verdict::NotApplicable;
    }
    let (words, external_id) = next_words(scenario.word);
    bed.proxy.taken_requests();
    let outcome = Box::pin(outcome(bed, subject, scenario, &external_id, &words)).await;
    bed.proxy.inject(None);
    match outcome {
        Err(why) => Verdict::Failed(why),
        Ok(kind) if scenario.expected.contains(&kind) => Verdict::Passed,
        Ok(kind) => Verdict::Failed(format!("{kind:?}, not {:?}", scenario.expected)),
    }
}

fn is_for(subject: &Subject<'_>, scenario: &Scenario) -> bool {
    let route = subject.route;
    // A recording carries no words that could instruct the simulator.
    if subject.spoken == SpokenBy::Recording
        && scenario.word.starts_with("sim:")
        && !scenario.word.starts_with("sim:slow")
    {
        return false;
    }
    // The first call of such a start speaks the script, so a fault in it does not hit the start itself.
    let speaks_first = subject.requests_to_start() > 1;
    // Veo says `done` and has no names of states.
    let wordless = route.vendor == Vendor::Google;
    match scenario.at {
        At::Start => !(speaks_first && scenario.expected.contains(&OutcomeKind::Uncertain)),
        // Each of the two calls would be refused once.
        At::StartAgain => !speaks_first,
        At::Result => true,
        At::LookDone if scenario.fault == Some(Fault::UnknownState) => !route.synchronous && !wordless,
        At::LookDone | At::LookEarly | At::LookDoneTwice => {
            !(route.synchronous || scenario.at == At::LookEarly && subject.spoken == SpokenBy::Recording)
        }
        At::CancelEarly => route.cancel && subject.spoken == SpokenBy::Words,
        At::LookUpKnown | At::LookUpUnknown => route.lookup,
    }
}

async fn outcome(
    bed: &TestBed,
    subject: &Subject<'_>,
    scenario: &Scenario,
    external_id: &str,
    words: &str,
) -> Result<OutcomeKind, String> {
    let (route, kind) = (subject.route, subject.model.kind);
    let task = subject.task(bed, external_id, words);
    if scenario.at == At::LookUpUnknown {
        let found = bed.vendors.look_up(route, kind, external_id).await;
        return Ok(if found == Ok(None) { OutcomeKind::Canceled } else { OutcomeKind::NoAnswer });
    }
    if scenario.at == At::Start {
        bed.proxy.inject(scenario.fault);
    }
    let started = bed.vendors.start(route, &task).await;
    if scenario.at == At::Start
        && scenario.fault.is_none_or(|it| it == Fault::AddUnknownFields)
        && started.is_ok()
    {
        check_requests(bed, subject)?;
    }
    if scenario.at == At::Start {
        return Ok(OutcomeKind::from_start(&started));
    }
    if scenario.at == At::StartAgain {
        return Ok(OutcomeKind::from_start(&bed.vendors.start(route, &task).await));
    }
    let handle = match started {
        Ok(Start::Accepted(handle)) => handle,
        Ok(Start::Made(output)) => return media(bed, subject, output).await,
        Err(_) => return Ok(OutcomeKind::from_start(&started)),
    };
    after_start(bed, subject, scenario, external_id, &handle).await
}

async fn after_start(
    bed: &TestBed,
    subject: &Subject<'_>,
    scenario: &Scenario,
    external_id: &str,
    handle: &Handle,
) -> Result<OutcomeKind, String> {
    let (route, kind) = (subject.route, subject.model.kind);
    let look = async || bed.vendors.look(route, kind, handle, 5).await;
    match scenario.at {
        At::LookEarly => Ok(OutcomeKind::from_look(&look().await)),
        At::CancelEarly => {
            let stopped = bed.vendors.cancel(route, handle).await.map_err(|error| error.to_string())?;
            // A stopped task shows as stopped or is gone. A request to stop may still be under way.
            Ok(if stopped == CancelAnswer::TooLate { OutcomeKind::NoAnswer } else { OutcomeKind::Canceled })
        }
        At::LookUpKnown => {
            let found = bed.vendors.look_up(route, kind, external_id).await;
            let found = found.map_err(|error| error.to_string())?;
            Ok(if found.is_some_and(|found| found.id == handle.id) {
                OutcomeKind::Succeeded
            } else {
                OutcomeKind::NoAnswer
            })
        }
        At::LookDoneTwice => {
            bed.let_time_pass();
            ready(bed, subject, look().await).await?;
            ready(bed, subject, look().await).await
        }
        _ => {
            bed.let_time_pass();
            bed.proxy.inject(scenario.fault.filter(|_| scenario.at == At::LookDone));
            let seen = look().await;
            match scenario.fault {
                Some(_) => Ok(OutcomeKind::from_look(&seen)),
                None => ready(bed, subject, seen).await,
            }
        }
    }
}

/// A result must be a file of its kind.
async fn ready(
    bed: &TestBed,
    subject: &Subject<'_>,
    seen: Result<Look, LookError>,
) -> Result<OutcomeKind, String> {
    match seen {
        Ok(Look::Ready(output)) => media(bed, subject, output).await,
        seen => Ok(OutcomeKind::from_look(&seen)),
    }
}

async fn media(bed: &TestBed, subject: &Subject<'_>, output: Output) -> Result<OutcomeKind, String> {
    let bytes = match output {
        Output::Bytes(bytes) => bytes,
        Output::Link(url) => {
            let answer = plain_http().get(url).send().await.map_err(|error| error.to_string())?;
            answer.error_for_status().map_err(|error| error.to_string())?.bytes().await.unwrap()
        }
        Output::KeyedLink(url) => {
            let opened = bed.vendors.open(subject.route, &url, u64::MAX).await;
            let mut download = opened.map_err(|error| error.to_string())?;
            download.chunk().await.map_err(|error| error.to_string())?.unwrap_or_default()
        }
    };
    let is_media = match subject.model.kind {
        domain::Kind::Image => bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8"),
        domain::Kind::Video | domain::Kind::Avatar => bytes.get(4..8) == Some(b"ftyp"),
        domain::Kind::Composite => false,
        domain::Kind::Tts => {
            bytes.starts_with(b"ID3") || bytes.starts_with(b"RIFF") || bytes.first() == Some(&0xff)
        }
    };
    if is_media { Ok(OutcomeKind::Succeeded) } else { Err("the result is no media of its kind".to_owned()) }
}

/// A call makes as many requests as it should, and each of them carries the vendor's key.
fn check_requests(bed: &TestBed, subject: &Subject<'_>) -> Result<(), String> {
    let requests = bed.proxy.taken_requests();
    if requests.len() != subject.requests_to_start() {
        return Err(format!("{} requests for one start", requests.len()));
    }
    let key = simulator::Simulator::key(subject.route.vendor.as_str()).unwrap();
    let shows_key = |headers: &http::HeaderMap| {
        headers.values().any(|value| value.to_str().is_ok_and(|text| text.contains(&key)))
    };
    if requests.iter().all(shows_key) { Ok(()) } else { Err("a request without the key".to_owned()) }
}
