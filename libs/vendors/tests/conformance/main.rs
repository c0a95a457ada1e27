//! The conformance kit: it runs the same scenarios, from a table (`scenarios.rs`), against every adapter. A subject is one
//! route of the shipped catalog with one kind of input. Between its adapter and the vendor's simulator there is a proxy
//! that can inject a fault into any call.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may panic as tests do")]

mod doc;
mod expected;
mod fault_proxy;
mod matrix;
mod outcome_kind;
mod run;
mod scenarios;
mod subjects;
mod test_bed;

use domain::Catalog;

use run::Verdict;
use test_bed::TestBed;

/// The table has at least this many rows.
const LEAST_SCENARIOS: usize = 40;

fn shipped(bed: &TestBed) -> Catalog {
    bed.catalog(Catalog::TEXT)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_adapter_passes_every_scenario() {
    let bed = TestBed::new().await;
    let catalog = shipped(&bed);
    let subjects = subjects::all(&catalog);
    assert!(subjects.len() >= 50, "only {} subjects", subjects.len());
    assert!(scenarios::TABLE.len() >= LEAST_SCENARIOS);
    let (mut passed, mut failed) = (0, Vec::new());
    for subject in &subjects {
        for scenario in scenarios::TABLE {
            match run::run(&bed, subject, scenario).await {
                Verdict::Passed => passed += 1,
                Verdict::NotApplicable => {}
                Verdict::Failed(why) => failed.push(format!("{subject} × {}: {why}", scenario.name)),
            }
        }
    }
    println!("{} subjects, {} scenarios, {passed} runs passed", subjects.len(), scenarios::TABLE.len());
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_of_the_table_has_its_outcome() {
    let bed = TestBed::new().await;
    let (count, failed) = matrix::failures(&bed, &shipped(&bed)).await;
    println!("{count} rows of the matrix");
    assert!(failed.is_empty(), "{} of {count} failed:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn the_page_of_the_matrix_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/vendors.md");
    let page = doc::page(&Catalog::shipped().unwrap());
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == page,
        "docs/vendors.md is old: WRITE_DOCS=1 cargo test -p vendors --test conformance page"
    );
}

/// A kit that could not fail would prove nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_expectation_is_noticed() {
    let bed = TestBed::new().await;
    let catalog = shipped(&bed);
    let subjects = subjects::all(&catalog);
    let scenario = scenarios::Scenario {
        name: "503 is taken for a bad key",
        expected: &[outcome_kind::OutcomeKind::RouteDown],
        ..scenarios::TABLE.iter().find(|scenario| scenario.name == "503").unwrap().clone()
    };
    let verdict = run::run(&bed, &subjects[0], &scenario).await;
    assert!(matches!(verdict, Verdict::Failed(_)), "{verdict:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_on_a_known_protocol_is_added_by_the_catalog_alone() {
    let bed = TestBed::new().await;
    let entry =
        Catalog::TEXT.split("[[models]]\n").find(|entry| entry.starts_with("id = \"luma_ray3\"")).unwrap();
    let text = format!("{}\n[[models]]\n{}", Catalog::TEXT, entry.replacen("luma_ray3", "luma_ray_next", 1));
    let catalog = bed.catalog(&text);
    let subjects = subjects::all(&catalog);
    let added: Vec<_> = subjects.iter().filter(|subject| subject.model.id == "luma_ray_next").collect();
    assert_eq!(added.len(), 4, "two routes, from words and from a picture");
    let happy = scenarios::TABLE.iter().find(|scenario| scenario.name == "happy").unwrap();
    for subject in added {
        assert_eq!(run::run(&bed, subject, happy).await, Verdict::Passed, "{subject}");
    }
}
