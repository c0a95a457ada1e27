//! What is known of a task after its start: its external id, whether it was cancelled or deleted. A restart knows it too.

use serde_json::json;
use tempfile::TempDir;

use crate::sim_words::{Ending, Refusals};
use crate::usage::{Admission, Attempt, ExternalId, JobKey, Start, Usage};
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

fn external_id(id: &str, binds_until_ms: i64) -> ExternalId {
    ExternalId { id: id.to_owned(), binds_until_ms }
}

fn started(usage: &Usage, attempt: Attempt) -> Start {
    match usage.admit(attempt).unwrap() {
        Admission::Started(start) => start,
        other => panic!("{other:?}"),
    }
}

/// What it says at a time, also after a restart.
fn on_both_sides_of_a_restart(dir: &TempDir, usage: Usage, check: impl Fn(&Usage)) -> Usage {
    check(&usage);
    drop(usage);
    let usage = Usage::open(dir.path()).unwrap();
    check(&usage);
    usage
}

#[test]
fn an_external_id_belongs_to_one_task_of_a_vendor_as_long_as_it_binds() {
    let dir = TempDir::new().unwrap();
    let usage = Usage::open(dir.path()).unwrap();
    let first = started(&usage, attempt(0, Some(external_id("job-1", 1000))));
    let usage = on_both_sides_of_a_restart(&dir, usage, |usage| {
        let known = usage.admit(attempt(50, Some(external_id("job-1", 1050)))).unwrap();
        assert!(matches!(known, Admission::Known(start) if start.task == first.task), "before any refusal");
        assert_eq!(usage.task_by_external_id(KLING, "job-1", 999).unwrap().task, first.task);
        assert!(usage.task_by_external_id(Vendor::Heygen, "job-1", 999).is_none());
        assert!(usage.task_by_external_id(KLING, "job-1", 1000).is_none());
        assert_eq!((usage.lines(50)[0].starts, usage.lines(50)[0].refusals), (1, 0));
    });
    let second = started(&usage, attempt(1000, Some(external_id("job-1", 2000))));
    assert_ne!(second.task, first.task);
    assert_eq!(usage.task_by_external_id(KLING, "job-1", 1500).unwrap().task, second.task);
}

#[test]
fn a_cancelled_task_is_over_and_costs_what_the_vendor_says() {
    let dir = TempDir::new().unwrap();
    let usage = Usage::open(dir.path()).unwrap();
    let task = started(&usage, attempt(0, None)).task;
    let cancelled = usage.cancel(KLING, &task, 10, 0).unwrap().unwrap();
    assert_eq!((cancelled.cancelled_at_ms, cancelled.ends_at_ms), (Some(10), 10));
    let usage = on_both_sides_of_a_restart(&dir, usage, |usage| {
        assert_eq!(usage.lines(1000)[0].billed_units, 0);
        assert_eq!(usage.cancel(KLING, &task, 20, 1).unwrap().unwrap().cancelled_at_ms, Some(10));
        assert!(usage.cancel(Vendor::Luma, &task, 20, 1).unwrap().is_none());
    });
    let late = started(&usage, attempt(20, None)).task;
    assert_eq!(usage.cancel(KLING, &late, 120, 0).unwrap().unwrap().cancelled_at_ms, None, "it was over");
    assert_eq!(usage.lines(1000)[0].billed_units, 1);
}

#[test]
fn a_deleted_task_is_hidden_and_still_counts() {
    let dir = TempDir::new().unwrap();
    let usage = Usage::open(dir.path()).unwrap();
    let task = started(&usage, attempt(0, None)).task;
    assert_eq!(usage.tasks(KLING).len(), 1);
    assert!(usage.delete(KLING, &task, 200).unwrap());
    on_both_sides_of_a_restart(&dir, usage, |usage| {
        assert!(!usage.delete(KLING, &task, 300).unwrap());
        assert!(usage.tasks(KLING).is_empty());
        assert_eq!(usage.task(KLING, &task).unwrap().deleted_at_ms, Some(200));
        assert_eq!((usage.lines(300)[0].starts, usage.lines(300)[0].billed_units), (1, 1));
    });
}
