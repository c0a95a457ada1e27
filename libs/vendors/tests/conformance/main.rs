//! The conformance kit: the same scenarios against every adapter, from a table (`scenarios.rs`). A subject is one
//! route of the shipped catalog with one kind of input; between its adapter and the vendor's simulator stands a
//! meddler that can spoil any call.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may panic as tests do")]

mod class;
mod meddler;
mod run;
mod scenarios;
mod stage;
mod subjects;

use domain::Catalog;

use run::Verdict;
use stage::Stage;

/// The table is this long at least.
const LEAST_SCENARIOS: usize = 40;

fn shipped(stage: &Stage) -> Catalog {
    stage.catalog(Catalog::TEXT)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_adapter_passes_every_scenario() {
    let stage = Stage::set().await;
    let catalog = shipped(&stage);
    let subjects = subjects::of(&catalog);
    assert!(subjects.len() >= 50, "only {} subjects", subjects.len());
    assert!(scenarios::TABLE.len() >= LEAST_SCENARIOS);
    let (mut passed, mut failed) = (0, Vec::new());
    for subject in &subjects {
        for scenario in scenarios::TABLE {
            match run::run(&stage, subject, scenario).await {
                Verdict::Passed => passed += 1,
                Verdict::NotFor => {}
                Verdict::Failed(why) => failed.push(format!("{subject} × {}: {why}", scenario.name)),
            }
        }
    }
    println!("{} subjects, {} scenarios, {passed} runs passed", subjects.len(), scenarios::TABLE.len());
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}

/// A kit that cannot fail proves nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_expectation_is_noticed() {
    let stage = Stage::set().await;
    let catalog = shipped(&stage);
    let subjects = subjects::of(&catalog);
    let scenario = scenarios::Scenario {
        name: "503 is taken for a bad key",
        expected: &[class::Class::RouteDown],
        ..scenarios::TABLE.iter().find(|scenario| scenario.name == "503").unwrap().clone()
    };
    let verdict = run::run(&stage, &subjects[0], &scenario).await;
    assert!(matches!(verdict, Verdict::Failed(_)), "{verdict:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_on_a_known_protocol_is_added_by_the_catalog_alone() {
    let stage = Stage::set().await;
    let entry =
        Catalog::TEXT.split("[[models]]\n").find(|entry| entry.starts_with("id = \"luma_ray3\"")).unwrap();
    let text = format!("{}\n[[models]]\n{}", Catalog::TEXT, entry.replacen("luma_ray3", "luma_ray_next", 1));
    let catalog = stage.catalog(&text);
    let subjects = subjects::of(&catalog);
    let added: Vec<_> = subjects.iter().filter(|subject| subject.model.id == "luma_ray_next").collect();
    assert_eq!(added.len(), 4, "two routes, from words and from a picture");
    let happy = scenarios::TABLE.iter().find(|scenario| scenario.name == "happy").unwrap();
    for subject in added {
        assert_eq!(run::run(&stage, subject, happy).await, Verdict::Passed, "{subject}");
    }
}
