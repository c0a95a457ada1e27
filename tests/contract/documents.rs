//! docs/API.md and the code agree: the page names every endpoint and every word that a client may have to know.

use std::collections::BTreeSet;

use domain::drive::MIMES;
use domain::ledger::LineType;
use domain::request::composite::{Anchor, TransitionKind};
use domain::{BilledReason, Catalog};
use local::Template;

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/API.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_page_names_every_endpoint() {
    let page = page();
    let template = Template::shipped().unwrap();
    let endpoints: Vec<_> = template.endpoints.into_iter().filter_map(|it| it.method_and_path).collect();
    assert!(endpoints.len() > 50, "{endpoints:?}");
    for (method, path) in endpoints {
        let shown = format!("`{method} {}`", path.strip_prefix(web::BASE_PATH).unwrap_or(&path));
        assert!(page.contains(&shown), "docs/API.md does not have {shown}");
    }
}

#[test]
fn the_page_names_every_model_and_every_word_of_the_lists() {
    let page = page();
    let catalog = Catalog::shipped().unwrap();
    let models = catalog.models().iter().map(|model| model.id.as_str());
    let words = models
        .chain(LineType::ALL.map(LineType::as_str))
        .chain(BilledReason::ALL.map(BilledReason::as_str))
        .chain(TransitionKind::ALL.map(TransitionKind::as_str))
        .chain(Anchor::ALL.map(Anchor::as_str))
        .chain(MIMES.map(|(mime, _)| mime));
    for word in words {
        assert!(page.contains(&format!("`{word}`")), "docs/API.md does not have {word}");
    }
}

/// Every test that docs/requirements.md names is there.
#[test]
fn what_was_asked_for_is_shown_by_tests_that_there_are() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let page = std::fs::read_to_string(root.join("docs/requirements.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| S") && line.matches('|').count() == 5);
    let shown: Vec<&str> =
        rows.filter_map(|row| row.rsplit('|').nth(1)).flat_map(|it| it.split('`')).collect();
    let named: BTreeSet<&str> = shown.into_iter().filter(|word| word.contains('_')).collect();
    assert!(named.len() > 50, "{named:?}");
    let mut tests = BTreeSet::new();
    for folder in ["libs", "functions", "tests"] {
        add_functions(&root.join(folder), &mut tests);
    }
    let missing: Vec<_> = named.iter().filter(|name| !tests.contains(**name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The names of all functions in the Rust files below a folder.
fn add_functions(folder: &std::path::Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add_functions(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(path).unwrap();
            let after_fn = text.split("fn ").skip(1).filter_map(|rest| rest.split('(').next());
            names.extend(after_fn.map(str::to_owned));
        }
    }
}
