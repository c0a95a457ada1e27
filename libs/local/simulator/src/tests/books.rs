//! What the ledger knows of a task after its start: names, cancels, deletions; and that a restart knows it.

use serde_json::json;
use tempfile::TempDir;

use crate::ledger::{Admission, Attempt, ExternalId, JobKey, Ledger, Start};
use crate::sim_words::{Ending, Refusals};
use crate::vendor::Vendor;

const KLING: Vendor = Vendor::Kling;

fn attempt(at_ms: i64, external_id: Option<ExternalId>) -> Attempt {
    Attempt {
        job: JobKey { vendor: KLING, model: "kling-2.6".to_owned(), prompt: "a fox".to_owned() },
        external_id,
        seed: None,
        at_ms,
        takes_ms: 100,
        ending: Ending::Media,
        billed_units: 1,
        request: json!({}),
        refusals: Refusals::default(),
        most_active: Some(1),
    }
}

fn named(id: &str, binds_until_ms: i64) -> ExternalId {
    ExternalId { id: id.to_owned(), binds_until_ms }
}

fn started(ledger: &Ledger, attempt: Attempt) -> Start {
    match ledger.admit(attempt).unwrap() {
        Admission::Started(start) => start,
        other => panic!("{other:?}"),
    }
}

/// What it says at a time, also after a restart.
fn on_both_sides_of_a_restart(dir: &TempDir, ledger: Ledger, check: impl Fn(&Ledger)) -> Ledger {
    check(&ledger);
    drop(ledger);
    let ledger = Ledger::open(dir.path()).unwrap();
    check(&ledger);
    ledger
}

#[test]
fn a_name_belongs_to_one_task_of_a_vendor_as_long_as_it_binds() {
    let dir = TempDir::new().unwrap();
    let ledger = Ledger::open(dir.path()).unwrap();
    let first = started(&ledger, attempt(0, Some(named("job-1", 1000))));
    let ledger = on_both_sides_of_a_restart(&dir, ledger, |ledger| {
        let known = ledger.admit(attempt(50, Some(named("job-1", 1050)))).unwrap();
        assert!(matches!(known, Admission::Known(start) if start.task == first.task), "before any refusal");
        assert_eq!(ledger.task_named(KLING, "job-1", 999).unwrap().task, first.task);
        assert!(ledger.task_named(Vendor::Heygen, "job-1", 999).is_none());
        assert!(ledger.task_named(KLING, "job-1", 1000).is_none());
        assert_eq!((ledger.lines(50)[0].starts, ledger.lines(50)[0].refusals), (1, 0));
    });
    let second = started(&ledger, attempt(1000, Some(named("job-1", 2000))));
    assert_ne!(second.task, first.task);
    assert_eq!(ledger.task_named(KLING, "job-1", 1500).unwrap().task, second.task);
}

#[test]
fn a_cancelled_task_is_over_and_costs_what_the_vendor_says() {
    let dir = TempDir::new().unwrap();
    let ledger = Ledger::open(dir.path()).unwrap();
    let task = started(&ledger, attempt(0, None)).task;
    assert_eq!(ledger.active(KLING, 10), 1);
    let cancelled = ledger.cancel(KLING, &task, 10, 0).unwrap().unwrap();
    assert_eq!((cancelled.cancelled_at_ms, cancelled.ends_at_ms), (Some(10), 10));
    let ledger = on_both_sides_of_a_restart(&dir, ledger, |ledger| {
        assert_eq!(ledger.active(KLING, 10), 0);
        assert_eq!(ledger.lines(1000)[0].billed_units, 0);
        assert_eq!(ledger.cancel(KLING, &task, 20, 1).unwrap().unwrap().cancelled_at_ms, Some(10));
        assert!(ledger.cancel(Vendor::Luma, &task, 20, 1).unwrap().is_none());
    });
    let late = started(&ledger, attempt(20, None)).task;
    assert_eq!(ledger.cancel(KLING, &late, 120, 0).unwrap().unwrap().cancelled_at_ms, None, "it was over");
    assert_eq!(ledger.lines(1000)[0].billed_units, 1);
}

#[test]
fn a_deleted_task_is_hidden_and_stays_in_the_books() {
    let dir = TempDir::new().unwrap();
    let ledger = Ledger::open(dir.path()).unwrap();
    let task = started(&ledger, attempt(0, None)).task;
    assert_eq!(ledger.tasks(KLING).len(), 1);
    assert!(ledger.delete(KLING, &task, 200).unwrap());
    on_both_sides_of_a_restart(&dir, ledger, |ledger| {
        assert!(!ledger.delete(KLING, &task, 300).unwrap());
        assert!(ledger.tasks(KLING).is_empty());
        assert_eq!(ledger.task(KLING, &task).unwrap().deleted_at_ms, Some(200));
        assert_eq!((ledger.lines(300)[0].starts, ledger.lines(300)[0].billed_units), (1, 1));
    });
}
