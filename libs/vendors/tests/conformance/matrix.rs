//! The matrix answer × vendor × outcome: every answer of the simulators' table, at every vendor that could give it, on one
//! subject of each kind that the vendor makes.

use std::collections::BTreeMap;

use domain::Kind;
use domain::catalog::{Catalog, Input};
use simulator::answers::{self, At, Makes, RealAnswer};
use vendors::{Look, LookError, Start};

use crate::expected::expected;
use crate::outcome_kind::OutcomeKind;
use crate::run;
use crate::subjects::{self, SpokenBy, Subject};
use crate::test_bed::TestBed;

/// One row: an answer, at one vendor, for one kind of result.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) answer: &'static RealAnswer,
    pub(crate) kind: Kind,
    /// Whether the vendor answers the start with the result.
    pub(crate) synchronous: bool,
}

/// The subjects of the matrix with their rows.
pub(crate) fn rows(catalog: &Catalog) -> Vec<(Subject<'_>, Vec<Row>)> {
    let mut chosen: BTreeMap<_, Subject<'_>> = BTreeMap::new();
    for subject in subjects::all(catalog) {
        if subject.spoken == SpokenBy::Words && (subject.input == Input::WordsOnly || subject.is_avatar()) {
            chosen.entry((subject.route.vendor, subject.model.kind)).or_insert(subject);
        }
    }
    chosen
        .into_values()
        .map(|subject| {
            let rows = answers::all().filter(|answer| fits(answer, &subject));
            let (kind, synchronous) = (subject.model.kind, subject.route.synchronous);
            let rows = rows.map(|answer| Row { answer, kind, synchronous }).collect();
            (subject, rows)
        })
        .collect()
}

fn fits(answer: &RealAnswer, subject: &Subject<'_>) -> bool {
    let makes = match subject.model.kind {
        Kind::Image => Makes::Picture,
        Kind::Video => Makes::Clip,
        Kind::Avatar => Makes::Avatar,
        Kind::Tts => Makes::Speech,
        Kind::Composite => return false,
    };
    let by_link = !subject.route.synchronous || answer.at != At::Download;
    // Kling speaks a script in a call of its own before it starts the avatar, so that call would get the answer.
    let one_call = subject.requests_to_start() == 1 || answer.at == At::Start;
    answer.vendors.contains(&subject.route.vendor.as_str())
        && (answer.makes.is_empty() || answer.makes.contains(&makes))
        && (answer.at != At::Look || !subject.route.synchronous)
        && one_call
        && (by_link || subject.route.vendor == domain::catalog::Vendor::Byteplus)
}

/// What comes of the call that gets the answer.
pub(crate) async fn outcome(bed: &TestBed, subject: &Subject<'_>, row: &Row) -> Result<OutcomeKind, String> {
    let (words, external_id) = run::next_words(&format!("sim:answer={}", row.answer.name));
    let task = subject.task(bed, &external_id, &words);
    let started = bed.vendors.start(subject.route, &task).await;
    let handle = match started {
        Ok(Start::Accepted(ref handle)) if row.answer.at != At::Start => handle.clone(),
        started => return Ok(OutcomeKind::from_start(&started)),
    };
    if row.answer.at != At::Look || !row.answer.early {
        bed.let_time_pass();
    }
    let look = bed.vendors.look(subject.route, subject.model.kind, &handle, 100).await;
    let link_is_well = |look: &Result<Look, LookError>| matches!(look, Ok(Look::Ready(_)));
    if row.answer.at == At::Download && !link_is_well(&look) {
        return Err(format!("{look:?} before the download"));
    }
    Ok(OutcomeKind::from_look(&look))
}

/// The rows whose outcome is none of the expected ones.
pub(crate) async fn failures(bed: &TestBed, catalog: &Catalog) -> (usize, Vec<String>) {
    let (mut count, mut failed) = (0, Vec::new());
    for (subject, rows) in rows(catalog) {
        for row in rows {
            count += 1;
            let expected = expected(&row, subject.route.vendor);
            match Box::pin(outcome(bed, &subject, &row)).await {
                Ok(outcome) if expected == Some(outcome) => {}
                outcome => failed.push(format!(
                    "{}|{}|{}|{:?}: {outcome:?}, not {expected:?}",
                    row.answer.name,
                    subject.route.vendor.as_str(),
                    row.kind.as_str(),
                    row.answer.at,
                )),
            }
        }
    }
    (count, failed)
}
