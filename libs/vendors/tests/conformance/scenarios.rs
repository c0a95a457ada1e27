//! The table: what is done, at which call, and what may come of it.

use domain::ErrorCode::{InvalidInput, ModerationRejected, ProviderFailed};

use crate::class::Class::{
    self, Busy, BusyFor, Canceled, Refused, RouteDown, Running, Unavailable, Uncertain, Unseen, Well,
};
use crate::meddler::Meddling::{self, CutAfter, CutBefore, Daydream, Embellish, Endless, Truncate};

#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// A word that tells the simulator what to do.
    pub(crate) word: &'static str,
    pub(crate) at: At,
    pub(crate) meddling: Option<Meddling>,
    /// Any of these is right; where two stand, protocols differ.
    pub(crate) expected: &'static [Class],
}

/// Which call is looked at, and spoilt if one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Start,
    /// The second start, after one that was refused.
    StartAgain,
    /// A look right after the start; for task vendors only, as all that follow.
    LookEarly,
    LookDone,
    /// The same task at a later time: a fresh link.
    LookDoneTwice,
    /// The result, whichever call brings it, with what it takes to get there.
    Result,
    CancelEarly,
    LookUpKnown,
    LookUpUnknown,
}

const fn start(name: &'static str, meddling: Meddling, expected: &'static [Class]) -> Scenario {
    Scenario { name, word: "", at: At::Start, meddling: Some(meddling), expected }
}

const fn look(name: &'static str, meddling: Meddling, expected: &'static [Class]) -> Scenario {
    Scenario { name, word: "", at: At::LookDone, meddling: Some(meddling), expected }
}

const fn told(name: &'static str, word: &'static str, at: At, expected: &'static [Class]) -> Scenario {
    Scenario { name, word, at, meddling: None, expected }
}

const fn status(status: u16) -> Meddling {
    Meddling::Answer { status, headers: &[], body: "{}" }
}

const fn html(status: u16) -> Meddling {
    let headers = &[("content-type", "text/html")];
    Meddling::Answer { status, headers, body: "<html><body><h1>Bad gateway</h1></body></html>" }
}

const fn empty(status: u16) -> Meddling {
    Meddling::Answer { status, headers: &[], body: "" }
}

const fn wait(headers: &'static [(&'static str, &'static str)]) -> Meddling {
    Meddling::Answer { status: 429, headers, body: "{}" }
}

const fn elsewhere(status: u16) -> Meddling {
    Meddling::Answer { status, headers: &[("location", "http://127.0.0.1:9/stolen")], body: "" }
}

/// A synchronous vendor whose answer is whole and has no media has failed; of a task nobody knows whether it runs.
const UNREADABLE: &[Class] = &[Uncertain, Refused(ProviderFailed)];

pub(crate) const TABLE: &[Scenario] = &[
    told("happy", "", At::Result, &[Well]),
    told("started and running", "sim:slow=60", At::LookEarly, &[Running]),
    told("a result asked for twice has a link each time", "", At::LookDoneTwice, &[Well]),
    start("unknown fields and nulls in the answer", Embellish, &[Well]),
    start("400", status(400), &[Refused(InvalidInput)]),
    start("401", status(401), &[RouteDown]),
    start("402", status(402), &[RouteDown]),
    start("403", status(403), &[RouteDown]),
    start("404", status(404), &[RouteDown]),
    start("405", status(405), &[RouteDown]),
    start("408", status(408), &[Uncertain]),
    start("410", status(410), &[RouteDown]),
    start("413", status(413), &[Refused(InvalidInput)]),
    start("422", status(422), &[Refused(InvalidInput)]),
    start("429 without a time", status(429), &[Busy]),
    start("429 with a time", wait(&[("retry-after", "7")]), &[BusyFor(7)]),
    start("429 with milliseconds", wait(&[("retry-after-ms", "6500")]), &[BusyFor(7)]),
    start("500", status(500), &[Unavailable]),
    start("502", status(502), &[Uncertain]),
    start("503", status(503), &[Unavailable]),
    start("504", status(504), &[Uncertain]),
    start("524", status(524), &[Uncertain]),
    start("an HTML page with 200", html(200), UNREADABLE),
    start("an HTML page with 401", html(401), &[RouteDown]),
    start("an HTML page with 429", html(429), &[Busy]),
    start("an HTML page with 500", html(500), &[Unavailable]),
    start("an HTML page with 502", html(502), &[Uncertain]),
    start("an empty 200", empty(200), UNREADABLE),
    start("a bare object with 200", status(200), UNREADABLE),
    start("an answer without an end", Endless, &[Uncertain]),
    start("a connection cut before the vendor heard", CutBefore, &[Uncertain]),
    start("a connection cut after the vendor accepted", CutAfter, &[Uncertain]),
    start("a redirect to a stranger", elsewhere(302), &[Uncertain]),
    start("a redirect that keeps the body", elsewhere(307), &[Uncertain]),
    told(
        "no free slot, then one",
        "sim:429=1",
        At::Start,
        &[
            Busy,
            BusyFor(1),
            BusyFor(2),
            BusyFor(5),
            BusyFor(7),
            BusyFor(10),
            BusyFor(20),
            BusyFor(30),
            BusyFor(60),
        ],
    ),
    told("after no free slot", "sim:429=1", At::StartAgain, &[Well]),
    told("trouble, then none", "sim:500=1", At::Start, &[Unavailable]),
    told("after trouble", "sim:500=1", At::StartAgain, &[Well]),
    told("the vendor drops its answer", "sim:drop-answer", At::Start, &[Uncertain, Unavailable]),
    told("a refused request", "sim:moderated", At::Result, &[Refused(ModerationRejected)]),
    told("a refused result", "sim:late-moderated", At::Result, &[Refused(ModerationRejected)]),
    told("a task that fails", "sim:fail", At::Result, &[Refused(ProviderFailed), Unavailable]),
    // Kling has no speech to start the avatar with: that is its trouble, not the job's end.
    told("a success without a file", "sim:empty-result", At::Result, &[Refused(ProviderFailed), Unavailable]),
    look("a look: unknown fields and nulls", Embellish, &[Well]),
    look("a look: an unknown word for the state", Daydream, &[Running]),
    look("a look: 401", status(401), &[Unseen]),
    look("a look: 404 for a young task", status(404), &[Unseen, Running]),
    look("a look: 429", status(429), &[Unseen]),
    look("a look: 500", status(500), &[Unseen]),
    look("a look: 503 and HTML", html(503), &[Unseen]),
    look("a look: HTML with 200", html(200), &[Unseen]),
    look("a look: an empty 200", empty(200), &[Unseen]),
    look("a look: half an answer", Truncate, &[Unseen]),
    look("a look: a cut connection", CutAfter, &[Unseen]),
    look("a look: a redirect to a stranger", elsewhere(302), &[Unseen]),
    told("a running task is stopped", "sim:slow=60", At::CancelEarly, &[Canceled, Running]),
    told("a task is found by our own id", "sim:slow=60", At::LookUpKnown, &[Well]),
    told("a task that never was is not found", "", At::LookUpUnknown, &[Canceled]),
];
