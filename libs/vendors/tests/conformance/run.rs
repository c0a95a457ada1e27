//! One scenario on one subject.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::catalog::Vendor;
use domain::job::Handle;
use vendors::{CallError, CancelAnswer, Look, Output, Start};

use crate::class::{Class, of_look, of_start};
use crate::meddler::Meddling;
use crate::scenarios::{At, Scenario};
use crate::stage::Stage;
use crate::subjects::{How, Subject};

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Passed,
    /// The scenario says nothing about such a subject.
    NotFor,
    Failed(String),
}

/// Each run has its own words: refusals are counted by prompt.
static RUNS: AtomicU64 = AtomicU64::new(0);

pub(crate) async fn run(stage: &Stage, subject: &Subject<'_>, scenario: &Scenario) -> Verdict {
    if !is_for(subject, scenario) {
        return Verdict::NotFor;
    }
    let run = RUNS.fetch_add(1, Ordering::SeqCst);
    let words = format!("A red bicycle leans against a white wall, number {run} {}", scenario.word);
    let reference = format!("0198c0de-0000-7000-8000-{run:012}-0");
    stage.meddler.taken_requests();
    let outcome = Box::pin(outcome(stage, subject, scenario, &reference, words.trim())).await;
    stage.meddler.spoil(None);
    match outcome {
        Err(why) => Verdict::Failed(why),
        Ok(class) if scenario.expected.contains(&class) => Verdict::Passed,
        Ok(class) => Verdict::Failed(format!("{class:?}, not {:?}", scenario.expected)),
    }
}

fn is_for(subject: &Subject<'_>, scenario: &Scenario) -> bool {
    let route = subject.route;
    // A recording carries no words.
    if subject.spoken == How::Recording
        && scenario.word.starts_with("sim:")
        && !scenario.word.starts_with("sim:slow")
    {
        return false;
    }
    // Its first call speaks the script: what is spoilt there is not the start.
    let speaks_first = subject.requests_to_start() > 1;
    // Veo says `done`, and has no word for a state.
    let wordless = route.vendor == Vendor::Google;
    match scenario.at {
        At::Start => !(speaks_first && scenario.expected.contains(&Class::Uncertain)),
        // Each of its two calls is refused once.
        At::StartAgain => !speaks_first,
        At::Result => true,
        At::LookDone if scenario.meddling == Some(Meddling::Daydream) => !route.synchronous && !wordless,
        At::LookDone | At::LookEarly | At::LookDoneTwice => {
            !(route.synchronous || scenario.at == At::LookEarly && subject.spoken == How::Recording)
        }
        At::CancelEarly => route.cancel && subject.spoken == How::Words,
        At::LookUpKnown | At::LookUpUnknown => route.lookup,
    }
}

async fn outcome(
    stage: &Stage,
    subject: &Subject<'_>,
    scenario: &Scenario,
    reference: &str,
    words: &str,
) -> Result<Class, String> {
    let (route, kind) = (subject.route, subject.model.kind);
    let task = subject.task(stage, reference, words);
    if scenario.at == At::LookUpUnknown {
        let found = stage.vendors.look_up(route, kind, reference).await;
        return Ok(if found == Ok(None) { Class::Canceled } else { Class::Unseen });
    }
    if scenario.at == At::Start {
        stage.meddler.spoil(scenario.meddling);
    }
    let started = stage.vendors.start(route, &task).await;
    if scenario.at == At::Start
        && scenario.meddling.is_none_or(|it| it == Meddling::Embellish)
        && started.is_ok()
    {
        check_requests(stage, subject)?;
    }
    if scenario.at == At::Start {
        return Ok(of_start(&started));
    }
    if scenario.at == At::StartAgain {
        return Ok(of_start(&stage.vendors.start(route, &task).await));
    }
    let handle = match started {
        Ok(Start::Accepted(handle)) => handle,
        Ok(Start::Made(output)) => return media(stage, subject, output).await,
        Err(_) => return Ok(of_start(&started)),
    };
    after_start(stage, subject, scenario, reference, &handle).await
}

async fn after_start(
    stage: &Stage,
    subject: &Subject<'_>,
    scenario: &Scenario,
    reference: &str,
    handle: &Handle,
) -> Result<Class, String> {
    let (route, kind) = (subject.route, subject.model.kind);
    let look = async || stage.vendors.look(route, kind, handle, 5).await;
    match scenario.at {
        At::LookEarly => Ok(of_look(&look().await)),
        At::CancelEarly => {
            let stopped = stage.vendors.cancel(route, handle).await.map_err(|error| error.to_string())?;
            // A stopped task shows as such, or is gone; a request may still be under way.
            Ok(if stopped == CancelAnswer::TooLate { Class::Unseen } else { Class::Canceled })
        }
        At::LookUpKnown => {
            let found = stage.vendors.look_up(route, kind, reference).await;
            let found = found.map_err(|error| error.to_string())?;
            Ok(if found.is_some_and(|found| found.id == handle.id) { Class::Well } else { Class::Unseen })
        }
        At::LookDoneTwice => {
            stage.let_time_pass();
            ready(stage, subject, look().await).await?;
            ready(stage, subject, look().await).await
        }
        _ => {
            stage.let_time_pass();
            stage.meddler.spoil(scenario.meddling.filter(|_| scenario.at == At::LookDone));
            let seen = look().await;
            match scenario.meddling {
                Some(_) => Ok(of_look(&seen)),
                None => ready(stage, subject, seen).await,
            }
        }
    }
}

/// A result that is there must be what it says.
async fn ready(stage: &Stage, subject: &Subject<'_>, seen: Result<Look, CallError>) -> Result<Class, String> {
    match seen {
        Ok(Look::Ready(output)) => media(stage, subject, output).await,
        seen => Ok(of_look(&seen)),
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's download is not the service's")]
async fn media(stage: &Stage, subject: &Subject<'_>, output: Output) -> Result<Class, String> {
    let bytes = match output {
        Output::Bytes(bytes) => bytes,
        Output::Link(url) => {
            let client = reqwest::Client::builder().no_proxy().build().unwrap();
            let answer = client.get(url).send().await.map_err(|error| error.to_string())?;
            answer.error_for_status().map_err(|error| error.to_string())?.bytes().await.unwrap()
        }
        Output::KeyedLink(url) => {
            let opened = stage.vendors.open(subject.route, &url, u64::MAX).await;
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
    if is_media { Ok(Class::Well) } else { Err("the result is no media of its kind".to_owned()) }
}

/// One call is one request, and each shows the vendor's key.
fn check_requests(stage: &Stage, subject: &Subject<'_>) -> Result<(), String> {
    let requests = stage.meddler.taken_requests();
    if requests.len() != subject.requests_to_start() {
        return Err(format!("{} requests for one start", requests.len()));
    }
    let key = simulator::Simulator::key(subject.route.vendor.as_str()).unwrap();
    let shows_key = |headers: &http::HeaderMap| {
        headers.values().any(|value| value.to_str().is_ok_and(|text| text.contains(&key)))
    };
    if requests.iter().all(shows_key) { Ok(()) } else { Err("a request without the key".to_owned()) }
}
