//! The table: what is done at which call, and what may come of it.

use domain::ErrorCode::{InvalidInput, ModerationRejected, ProviderFailed};

use crate::fault_proxy::Fault::{
    self, AddUnknownFields, CutAfter, CutBefore, Endless, Truncate, UnknownState,
};
use crate::outcome_kind::OutcomeKind::{
    self, Busy, BusyFor, Canceled, Denied, NoAnswer, NotHere, Refused, RouteDown, Running, Succeeded,
    Unavailable, Uncertain, Unreadable,
};

#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// A word in the prompt that instructs the simulator.
    pub(crate) word: &'static str,
    pub(crate) at: At,
    pub(crate) fault: Option<Fault>,
    /// Any of these is right. There are several where the protocols differ.
    pub(crate) expected: &'static [OutcomeKind],
}

/// Which call is judged. If there is a fault, it is injected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Start,
    /// The second start, after one that was refused.
    StartAgain,
    /// A look right after the start. This and all that follow are for vendors with tasks only.
    LookEarly,
    LookDone,
    /// Two looks at a finished task: each gives a link that works.
    LookDoneTwice,
    /// The result, whichever call brings it.
    Result,
    CancelEarly,
    LookUpKnown,
    LookUpUnknown,
}

const fn start(name: &'static str, fault: Fault, expected: &'static [OutcomeKind]) -> Scenario {
    Scenario { name, word: "", at: At::Start, fault: Some(fault), expected }
}

const fn look(name: &'static str, fault: Fault, expected: &'static [OutcomeKind]) -> Scenario {
    Scenario { name, word: "", at: At::LookDone, fault: Some(fault), expected }
}

const fn scripted(
    name: &'static str,
    word: &'static str,
    at: At,
    expected: &'static [OutcomeKind],
) -> Scenario {
    Scenario { name, word, at, fault: None, expected }
}

const fn status(status: u16) -> Fault {
    Fault::Answer { status, headers: &[], body: "{}" }
}

const fn html(status: u16) -> Fault {
    let headers = &[("content-type", "text/html")];
    Fault::Answer { status, headers, body: "<html><body><h1>Bad gateway</h1></body></html>" }
}

const fn empty(status: u16) -> Fault {
    Fault::Answer { status, headers: &[], body: "" }
}

const fn wait(headers: &'static [(&'static str, &'static str)]) -> Fault {
    Fault::Answer { status: 429, headers, body: "{}" }
}

const fn elsewhere(status: u16) -> Fault {
    Fault::Answer { status, headers: &[("location", "http://127.0.0.1:9/stolen")], body: "" }
}

/// A synchronous vendor has failed if its answer is whole and has no media. With a vendor that has tasks, it is unknown
/// whether a task runs.
const UNREADABLE: &[OutcomeKind] = &[Uncertain, Refused(ProviderFailed)];

pub(crate) const TABLE: &[Scenario] = &[
    scripted("happy", "", At::Result, &[Succeeded]),
    scripted("started and running", "sim:slow=60", At::LookEarly, &[Running]),
    scripted("a result asked for twice has a link each time", "", At::LookDoneTwice, &[Succeeded]),
    start("unknown fields and nulls in the answer", AddUnknownFields, &[Succeeded]),
    start("400", status(400), &[Refused(InvalidInput)]),
    start("401", status(401), &[RouteDown]),
    start("402", status(402), &[RouteDown]),
    // The request may name an avatar or a voice that is refused, at HeyGen and ElevenLabs.
    start("403", status(403), &[RouteDown, NotHere(InvalidInput)]),
    start("404", status(404), &[RouteDown, NotHere(InvalidInput)]),
    start("405", status(405), &[RouteDown]),
    start("408", status(408), &[Uncertain]),
    start("410", status(410), &[RouteDown, NotHere(InvalidInput)]),
    start("413", status(413), &[Refused(InvalidInput)]),
    start("422", status(422), &[Refused(InvalidInput)]),
    // Runway's is the quota of its day.
    start("429 without a time", status(429), &[Busy, BusyFor(300)]),
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
    start("a redirect to a stranger", elsewhere(302), &[Unavailable]),
    start("a redirect that keeps the body", elsewhere(307), &[Unavailable]),
    scripted(
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
            BusyFor(300),
        ],
    ),
    scripted("after no free slot", "sim:429=1", At::StartAgain, &[Succeeded]),
    scripted("trouble, then none", "sim:500=1", At::Start, &[Unavailable]),
    scripted("after trouble", "sim:500=1", At::StartAgain, &[Succeeded]),
    scripted("the vendor drops its answer", "sim:drop-answer", At::Start, &[Uncertain, Unavailable]),
    scripted("a refused request", "sim:moderated", At::Result, &[Refused(ModerationRejected)]),
    scripted("a refused result", "sim:late-moderated", At::Result, &[Refused(ModerationRejected)]),
    scripted("a task that fails", "sim:fail", At::Result, &[Refused(ProviderFailed), Unavailable]),
    // Kling has no recording to start the avatar with then. That is its own trouble, and not the end of the job.
    scripted(
        "a success without a file",
        "sim:empty-result",
        At::Result,
        &[Refused(ProviderFailed), Unavailable],
    ),
    look("a look: unknown fields and nulls", AddUnknownFields, &[Succeeded]),
    look("a look: an unknown word for the state", UnknownState, &[Running, OutcomeKind::UnknownState]),
    look("a look: 401", status(401), &[NoAnswer, Denied]),
    look("a look: 404 for a young task", status(404), &[NoAnswer, Running, Unreadable]),
    look("a look: 429", status(429), &[NoAnswer]),
    look("a look: 500", status(500), &[NoAnswer]),
    look("a look: 503 and HTML", html(503), &[NoAnswer]),
    look("a look: HTML with 200", html(200), &[NoAnswer, Unreadable]),
    look("a look: an empty 200", empty(200), &[NoAnswer, Unreadable]),
    look("a look: half an answer", Truncate, &[NoAnswer, Unreadable]),
    look("a look: a cut connection", CutAfter, &[NoAnswer]),
    look("a look: a redirect to a stranger", elsewhere(302), &[NoAnswer, Unreadable]),
    scripted("a running task is stopped", "sim:slow=60", At::CancelEarly, &[Canceled, Running]),
    scripted("a task is found by our own id", "sim:slow=60", At::LookUpKnown, &[Succeeded]),
    scripted("a task that never was is not found", "", At::LookUpUnknown, &[Canceled]),
];
