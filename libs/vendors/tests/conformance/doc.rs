//! Writes `docs/vendors.md`: the matrix answer × vendor × outcome, and what the kit does beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use domain::catalog::{Catalog, Vendor};
use simulator::answers::{At, Seen};

use crate::expected::expected;
use crate::matrix::{self, Row};
use crate::outcome_kind::OutcomeKind;
use crate::scenarios;

/// The outcomes of one answer, by vendor.
type Cells = BTreeMap<Vendor, BTreeSet<String>>;

const INTRO: &str = include_str!("doc/intro.md");

/// The whole page.
pub(crate) fn page(catalog: &Catalog) -> String {
    let mut page = INTRO.to_owned();
    let rows = matrix::rows(catalog);
    for (at, heading) in [
        (At::Start, "Answers to a start"),
        (At::Look, "Answers to a look"),
        (At::Result, "Answers in place of a result"),
        (At::Download, "Answers behind the result's link"),
    ] {
        let _ = write!(page, "\n## {heading}\n\n| answer | seen |");
        for vendor in Vendor::ALL {
            let _ = write!(page, " {} |", vendor.as_str());
        }
        let _ = writeln!(page, "\n| --- | --- |{}", " --- |".repeat(Vendor::ALL.len()));
        let mut lines: Vec<(&str, Cells, BTreeSet<&str>)> = Vec::new();
        for answer in simulator::answers::all().filter(|answer| answer.at == at) {
            if !lines.iter().any(|(name, ..)| *name == answer.name) {
                lines.push((answer.name, BTreeMap::new(), BTreeSet::new()));
            }
            let Some((_, cells, seen)) = lines.iter_mut().find(|(name, ..)| *name == answer.name) else {
                continue;
            };
            seen.insert(mark(answer.seen));
            for (subject, rows) in &rows {
                for row in rows.iter().filter(|row| std::ptr::eq(row.answer, answer)) {
                    let vendor = subject.route.vendor;
                    cells.entry(vendor).or_default().insert(cell(row, vendor));
                }
            }
        }
        for (name, cells, seen) in lines {
            let seen = seen.into_iter().collect::<Vec<_>>().join(", ");
            let _ = write!(page, "| `{name}` | {seen} |");
            for vendor in Vendor::ALL {
                let words = cells.get(&vendor).into_iter().flatten().cloned().collect::<Vec<_>>();
                let _ = write!(page, " {} |", words.join(", "));
            }
            page.push('\n');
        }
    }
    page.push_str("\n## What is tried on every route\n\n");
    page.push_str("Each row is tried on every route of the catalog with every kind of input, as far as it fits. Where there are ");
    page.push_str(
        "several outcomes, the vendors' protocols differ. † for all of them: a proxy makes the trouble.\n\n",
    );
    page.push_str("| what happens | at | outcome |\n| --- | --- | --- |\n");
    for scenario in scenarios::TABLE {
        let outcomes: BTreeSet<String> = scenario.expected.iter().map(|outcome| outcome.word()).collect();
        let outcomes = outcomes.into_iter().collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "| {} | {} | {outcomes} |", scenario.name, scenario.at.word());
    }
    page
}

fn mark(seen: Seen) -> &'static str {
    match seen {
        Seen::Reported => "reported",
        Seen::Documented => "† documented",
        Seen::Unconfirmed => "† unconfirmed",
        Seen::Supposed => "† supposed",
    }
}

fn cell(row: &Row, vendor: Vendor) -> String {
    match expected(row, vendor) {
        Some(OutcomeKind::Succeeded) if row.answer.at == At::Download => "link".to_owned(),
        Some(outcome) => outcome.word(),
        None => "?".to_owned(),
    }
}
