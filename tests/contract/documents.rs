//! docs/API.md and the code agree: the page names every endpoint and every word that a client may have to know.

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
        let shown = format!("`{method} {}`", path.strip_prefix(web::BASE_PATH).unwrap());
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
