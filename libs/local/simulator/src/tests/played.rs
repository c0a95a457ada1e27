//! The simulators play what the catalog's routes and the vendors' own clients in `tests/clients` call, and nothing
//! else.

use std::collections::BTreeSet;

use domain::Catalog;

use crate::{bfl, byteplus, elevenlabs, fal, google, heygen, kling, luma, openai, runway};

type Endpoint = (&'static str, &'static str);

/// Each vendor with the models and the endpoints that it plays.
fn played() -> Vec<(&'static str, Vec<&'static str>, Vec<Endpoint>)> {
    vec![
        ("bfl", vec![bfl::MODEL], bfl::endpoints().list),
        ("byteplus", byteplus::models(), byteplus::endpoints().list),
        ("elevenlabs", elevenlabs::models(), elevenlabs::endpoints().list),
        ("fal", fal::models(), fal::endpoints().list),
        ("google", google::models(), google::endpoints().list),
        ("heygen", heygen::models(), heygen::endpoints().list),
        ("kling", kling::models(), kling::endpoints().list),
        ("luma", vec![luma::MODEL], luma::endpoints().list),
        ("openai", openai::models(), openai::endpoints().list),
        ("runway", runway::models(), runway::endpoints().list),
    ]
}

/// Models that no route of the catalog has, and the test that asks for each.
const MODELS_OF_CLIENTS: &[(&str, &str, &str)] = &[
    ("elevenlabs", "eleven_flash_v2_5", "js/elevenlabs.test.mjs"),
    ("google", "veo-3.1-fast-generate-preview", "js/google.test.mjs"),
    ("runway", "gen4_turbo", "python/test_runway.py"),
    ("runway", "veo3.1_fast", "python/test_runway.py"),
];

/// Every endpoint, and who calls it: our adapter, or a test in `tests/clients`.
const CALLED: &[(&str, Endpoint, &str)] = &[
    ("bfl", ("POST", "/v1/flux-2-pro"), "adapter"),
    ("bfl", ("GET", "/v1/get_result"), "adapter"),
    ("byteplus", ("POST", "/api/v3/images/generations"), "adapter"),
    ("byteplus", ("POST", "/api/v3/contents/generations/tasks"), "adapter"),
    ("byteplus", ("GET", "/api/v3/contents/generations/tasks"), "python/test_byteplus.py"),
    ("byteplus", ("GET", "/api/v3/contents/generations/tasks/{id}"), "adapter"),
    ("byteplus", ("DELETE", "/api/v3/contents/generations/tasks/{id}"), "adapter"),
    ("elevenlabs", ("POST", "/v1/text-to-speech/{voice_id}"), "adapter"),
    ("elevenlabs", ("POST", "/v1/text-to-speech/{voice_id}/stream"), "python/test_elevenlabs.py"),
    ("elevenlabs", ("POST", "/v1/text-to-speech/{voice_id}/with-timestamps"), "python/test_elevenlabs.py"),
    ("elevenlabs", ("GET", "/v1/voices/{voice_id}"), "adapter"),
    ("elevenlabs", ("GET", "/v2/voices"), "adapter"),
    ("elevenlabs", ("GET", "/v1/models"), "python/test_elevenlabs.py"),
    ("elevenlabs", ("GET", "/v1/user/subscription"), "python/test_elevenlabs.py"),
    // A submit goes to the endpoint that is its model's name.
    ("fal", ("GET", "/{owner}/{alias}/requests/{id}"), "adapter"),
    ("fal", ("GET", "/{owner}/{alias}/requests/{id}/status"), "adapter"),
    ("fal", ("PUT", "/{owner}/{alias}/requests/{id}/cancel"), "adapter"),
    ("google", ("POST", "/v1/models/{call}"), "python/test_google.py"),
    ("google", ("POST", "/v1beta/models/{call}"), "adapter"),
    ("google", ("GET", "/v1beta/models/{model}/operations/{id}"), "adapter"),
    ("google", ("GET", "/v1beta/files/{file}"), "adapter"),
    ("heygen", ("POST", "/v3/videos"), "adapter"),
    ("heygen", ("GET", "/v3/videos/{id}"), "adapter"),
    ("heygen", ("GET", "/v3/avatars/looks"), "adapter"),
    ("heygen", ("GET", "/v3/avatars/looks/{id}"), "adapter"),
    ("heygen", ("GET", "/v3/voices"), "adapter"),
    ("heygen", ("GET", "/v3/voices/{id}"), "adapter"),
    ("heygen", ("POST", "/v3/models/audio/tts"), "adapter"),
    ("heygen", ("GET", "/v3/models/audio/voices"), "adapter"),
    ("heygen", ("GET", "/v3/models/audio/voices/{id}"), "adapter"),
    ("kling", ("POST", "/text-to-video/{model}"), "adapter"),
    ("kling", ("POST", "/image-to-video/{model}"), "adapter"),
    ("kling", ("GET", "/tasks"), "adapter"),
    ("kling", ("POST", "/v1/videos/avatar/image2video"), "adapter"),
    ("kling", ("GET", "/v1/videos/avatar/image2video/{id}"), "adapter"),
    ("kling", ("POST", "/v1/audio/tts"), "adapter"),
    ("luma", ("POST", "/v1/generations"), "adapter"),
    ("luma", ("GET", "/v1/generations/{id}"), "adapter"),
    ("openai", ("POST", "/v1/images/generations"), "adapter"),
    ("openai", ("POST", "/v1/images/edits"), "adapter"),
    ("openai", ("POST", "/v1/audio/speech"), "adapter"),
    ("openai", ("GET", "/v1/models/{id}"), "python/test_openai.py"),
    ("runway", ("POST", "/v1/text_to_video"), "adapter"),
    ("runway", ("POST", "/v1/image_to_video"), "adapter"),
    ("runway", ("GET", "/v1/tasks/{id}"), "adapter"),
    ("runway", ("DELETE", "/v1/tasks/{id}"), "adapter"),
    ("runway", ("GET", "/v1/organization"), "python/test_runway.py"),
];

#[test]
fn the_models_are_those_of_the_catalog_and_of_the_clients_tests() {
    let catalog = Catalog::parse(Catalog::TEXT).unwrap();
    for (vendor, models, _) in played() {
        let routes = catalog.models().iter().flat_map(|model| &model.routes);
        let routes = routes.filter(|route| route.vendor.as_str() == vendor);
        let mut called: BTreeSet<&str> = routes.flat_map(domain::catalog::Route::wire_models).collect();
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
