//! The simulators play what the catalog's routes and the vendors' own clients in `tests/clients` call, and nothing
//! else.

use std::collections::BTreeSet;

use domain::Catalog;

use crate::{bfl, byteplus, google, luma, openai};

type Endpoint = (&'static str, &'static str);

/// Each vendor with the models and the endpoints that it plays.
fn played() -> Vec<(&'static str, Vec<&'static str>, Vec<Endpoint>)> {
    vec![
        ("bfl", vec![bfl::MODEL], bfl::endpoints().list),
        ("byteplus", byteplus::models(), byteplus::endpoints().list),
        ("google", google::models(), google::endpoints().list),
        ("luma", vec![luma::MODEL], luma::endpoints().list),
        ("openai", openai::models(), openai::endpoints().list),
    ]
}

/// Models that no route of the catalog has, and the test that asks for each.
const MODELS_OF_CLIENTS: &[(&str, &str, &str)] =
    &[("google", "veo-3.1-fast-generate-preview", "js/google.test.mjs")];

/// Every endpoint, and who calls it: our adapter, or a test in `tests/clients`.
const CALLED: &[(&str, Endpoint, &str)] = &[
    ("bfl", ("POST", "/v1/flux-2-pro"), "adapter"),
    ("bfl", ("GET", "/v1/get_result"), "adapter"),
    ("byteplus", ("POST", "/api/v3/images/generations"), "adapter"),
    ("byteplus", ("POST", "/api/v3/contents/generations/tasks"), "adapter"),
    ("byteplus", ("GET", "/api/v3/contents/generations/tasks"), "python/test_byteplus.py"),
    ("byteplus", ("GET", "/api/v3/contents/generations/tasks/{id}"), "adapter"),
    ("byteplus", ("DELETE", "/api/v3/contents/generations/tasks/{id}"), "adapter"),
    ("google", ("POST", "/v1/models/{call}"), "python/test_google.py"),
    ("google", ("POST", "/v1beta/models/{call}"), "adapter"),
    ("google", ("GET", "/v1beta/models/{model}/operations/{id}"), "adapter"),
    ("google", ("GET", "/v1beta/files/{file}"), "adapter"),
    ("luma", ("POST", "/v1/generations"), "adapter"),
    ("luma", ("GET", "/v1/generations/{id}"), "adapter"),
    ("openai", ("POST", "/v1/images/generations"), "adapter"),
    ("openai", ("POST", "/v1/images/edits"), "adapter"),
    ("openai", ("POST", "/v1/audio/speech"), "adapter"),
    ("openai", ("GET", "/v1/models/{id}"), "python/test_openai.py"),
];

#[test]
fn the_models_are_those_of_the_catalog_and_of_the_clients_tests() {
    let catalog = Catalog::parse(Catalog::TEXT).unwrap();
    for (vendor, models, _) in played() {
        let routes = catalog.models().iter().flat_map(|model| &model.routes);
        let routes = routes.filter(|route| route.vendor.as_str() == vendor);
        let mut called: BTreeSet<&str> = routes
            .flat_map(|route| [&route.wire_model, &route.wire_model_with_images])
            .filter_map(|model| model.as_deref())
            .collect();
        called.extend(MODELS_OF_CLIENTS.iter().filter(|one| one.0 == vendor).map(|(_, model, _)| *model));
        assert_eq!(BTreeSet::from_iter(models), called, "{vendor}");
    }
}

#[test]
fn the_endpoints_are_those_that_somebody_calls() {
    for (vendor, _, endpoints) in played() {
        let called = CALLED.iter().filter(|one| one.0 == vendor).map(|(_, endpoint, _)| *endpoint);
        assert_eq!(BTreeSet::from_iter(endpoints), called.collect(), "{vendor}");
    }
}
