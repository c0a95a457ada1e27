//! The shipped catalog, and the catalogs that are refused.

use super::*;
use crate::Cents;
use crate::price::Quantity;
use crate::size::Size;

fn refusal(text: &str) -> String {
    Catalog::parse(text).unwrap_err().to_string()
}

#[test]
fn all_nineteen_models_are_there() {
    let catalog = Catalog::shipped().unwrap();
    let ids = |kind| catalog.of_kind(kind).map(|model| model.id.as_str()).collect::<Vec<_>>();
    assert_eq!(
        ids(Kind::Image),
        ["flux_2_pro", "gpt_image_1_5", "seedream_4", "seedream_4_5", "nano_banana_pro", "nano_banana"]
    );
    assert_eq!(
        ids(Kind::Video),
        ["runway_gen4", "luma_ray3", "kling_2_6", "kling_3_0", "veo_3_1", "seedance_pro"]
    );
    assert_eq!(ids(Kind::Avatar), ["heygen", "kling_avatar", "veed"]);
    assert_eq!(ids(Kind::Tts), ["openai_tts", "elevenlabs", "heygen"]);
    assert_eq!(ids(Kind::Composite), ["compositor"]);
}

#[test]
fn every_shipped_model_says_where_its_price_comes_from() {
    for model in Catalog::shipped().unwrap().models() {
        assert!(!model.strengths.is_empty(), "{} has no strengths", model.id);
        let Price { source, read_on, .. } = &model.price;
        assert!(!source.is_empty() && read_on.len() == 10, "{} has a price from nowhere", model.id);
        assert!(model.routes.iter().all(|route| route.base_url.starts_with("https://")));
    }
}

#[test]
fn list_prices_make_these_customer_prices() {
    let catalog = Catalog::shipped().unwrap();
    let video = |millis| Quantity { resolution: "720p".into(), millis, ..Quantity::default() };
    let picture = |key: &str| Quantity {
        resolution: key.into(),
        size: Some(Size::new(2048, 2048)),
        ..Quantity::default()
    };
    let spoken = |characters| Quantity { characters, ..Quantity::default() };
    for (kind, id, quantity, cents) in [
        (Kind::Image, "flux_2_pro", picture(""), 9),
        (Kind::Image, "gpt_image_1_5", picture("1024x1024"), 4),
        (Kind::Image, "gpt_image_1_5", picture("1536x1024"), 6),
        (Kind::Image, "seedream_4", picture(""), 4),
        (Kind::Image, "seedream_4_5", picture(""), 5),
        (Kind::Image, "nano_banana_pro", picture("2K"), 15),
        (Kind::Image, "nano_banana", picture("1K"), 5),
        (Kind::Video, "runway_gen4", video(5000), 66),
        (Kind::Video, "luma_ray3", video(5000), 33),
        (Kind::Video, "luma_ray3", video(10_000), 99),
        (Kind::Video, "kling_2_6", video(5000), 24),
        (Kind::Video, "kling_3_0", video(4000), 37),
        (Kind::Video, "veo_3_1", video(8000), 176),
        (Kind::Video, "seedance_pro", video(5000), 83),
        (Kind::Avatar, "heygen", video(10_000), 74),
        (Kind::Avatar, "kling_avatar", video(10_000), 62),
        (Kind::Avatar, "veed", video(10_000), 165),
        (Kind::Tts, "openai_tts", spoken(1000), 2),
        (Kind::Tts, "elevenlabs", spoken(1000), 9),
        (Kind::Tts, "heygen", spoken(4000), 7),
    ] {
        let price = &catalog.model(kind, id).unwrap().price;
        assert_eq!(
            price.list_price(&quantity).unwrap().customer_price(),
            Cents::new(cents),
            "{id} {quantity:?}"
        );
    }
}

/// What a route of `veo_3_1` takes less than the model.
const LIMITS: &str = "limits = { prompt = { most = 1000, unit = \"utf16\" } }";

const VEO_REFERENCES: &str =
    "references = { most = 3, durations = [8], aspect_ratios = [\"16:9\", \"9:16\"] }";
const VEO_ROUTE: &str = "wire_model_with_references = \"fal-ai/veo3.1/reference-to-video\"";

#[test]
fn what_none_of_its_routes_takes_is_not_promised_by_a_model() {
    let only = "wire_model = \"gen4.5\"\n";
    for (limits, problem) in [
        ("prompt = { most = 999, unit = \"utf16\" }", "takes prompts of 1000 UTF-16 units, which none"),
        ("durations = [2, 3, 4, 5, 6, 7, 8, 9]", "takes 10 s at 16:9, which none"),
        ("aspect_ratios = [\"16:9\", \"9:16\"]", "takes 2 s at 1:1, which none"),
    ] {
        let text = Catalog::TEXT.replacen(only, &format!("limits = {{ {limits} }}\n{only}"), 1);
        let refusal = refusal(&text);
        assert!(refusal.contains(problem), "{limits}: {refusal}");
    }
}

#[test]
fn a_catalog_that_contradicts_itself_is_refused() {
    let text = Catalog::TEXT;
    for (from, to, problem) in [
        ("rule = \"per_megapixel\"", "rule = \"per_second\"\nmicro_usd = { \"720p\" = 1 }", "does not fit"),
        ("id = \"gpt_image_1_5\"", "id = \"flux_2_pro\"", "is there twice"),
        ("vendor = \"fal\"\nshape = \"flux2\"", "vendor = \"fal\"\nshape = \"flux9\"", "unknown variant"),
        ("name = \"fal\"", "name = \"bfl\"", "two routes of the same name"),
        ("key_hosts = [\"api.openai.com\"]", "key_hosts = []", "may go nowhere"),
        ("https://*.heygen.ai", "https://a.example; b", "which no page can name"),
        ("https://*.heygen.ai", "*", "which no page can name"),
        ("\"5\" = 300_000, ", "", "does not fit"),
        ("lookup = true\n", "", "cannot be looked up"),
        ("sunset_at = \"2026-10-22\"", "", "cannot be silent"),
        ("[vendors.luma]", "[vendors.bytedance]", "unknown variant"),
        ("sunset_at = \"2026-12-01\"", "sunset_at = \"soon\"", "not a day"),
        ("multiple_of = 16, min_side = 64", "multiple_of = 0, min_side = 64", "contradict"),
        ("seed = true", "sneed = true", "sneed"),
        ("default_voice = \"alloy\"", "default_voice = \"rachel\"", "not among its voices"),
        ("default_voice = \"oversea_male1\"", "default_voice = \"oversea_male2\"", "not among its voices"),
        ("voices = { alloy = \"Kore\"", "voices = { rachel = \"Kore\"", "not among its voices"),
        ("EXAVITQu4vr4xnSDxMaL\" = \"2026-12-31\"", "EXAVITQu4vr4xnSDxMaL\" = \"soon\"", "not a day"),
        ("{ most = 2500 } }", "{ most = 3073 } }", "route fal whose prompt limit is 0 or more"),
        ("{ most = 2500 } }", "{ most = 0 } }", "route fal whose prompt limit is 0 or more"),
        (LIMITS, "limits = { durations = [4, 5] }", "route runway that would take more"),
        (LIMITS, "limits = { durations = [6, 4] }", "route runway that would take more"),
        (LIMITS, "limits = { aspect_ratios = [\"1:1\"] }", "route runway that would take more"),
        (LIMITS, "limits = { references = 2 }", "something that the model does not take"),
        (LIMITS, "limits = { audio_max_bytes = 2 }", "something that the model does not take"),
        (LIMITS, "limits = { pixels = [5, 2] }", "whose least is more than its most"),
        (LIMITS, "limits = { prompts = 2 }", "unknown field"),
        (VEO_REFERENCES, "", "has a route for reference pictures and takes none"),
        (
            VEO_REFERENCES,
            "references = { most = 1, durations = [8], aspect_ratios = [\"16:9\"] }",
            "fewer than two",
        ),
        (
            VEO_REFERENCES,
            "references = { most = 3, durations = [5], aspect_ratios = [\"16:9\"] }",
            "does not make",
        ),
        (
            VEO_REFERENCES,
            "references = { most = 3, durations = [8], aspect_ratios = [\"1:1\"] }",
            "does not make",
        ),
        (VEO_ROUTE, "", "none of its routes takes"),
        (LIMITS, VEO_ROUTE, "cannot be asked for reference pictures"),
    ] {
        assert!(text.contains(from), "{from}");
        let refusal = refusal(&text.replacen(from, to, 1));
        assert!(refusal.contains(problem), "{from} → {to}: {refusal}");
    }
}

/// The shipped catalog with this model at another resolution, and with a price for it.
fn at_resolution(model: &str, resolution: &str) -> String {
    let entry = Catalog::TEXT
        .split("[[models]]\n")
        .find(|entry| entry.starts_with(&format!("id = \"{model}\"")))
        .unwrap();
    Catalog::TEXT.replace(entry, &entry.replace("720p\"", &format!("{resolution}\"")))
}

#[test]
fn a_resolution_that_a_route_cannot_be_asked_for_is_refused() {
    for (model, resolution, route, possible) in [
        ("runway_gen4", "1080p", "runway", "720p"),
        ("kling_3_0", "1080p", "fal", "720p"),
        ("luma_ray3", "4k", "luma", "540p, 720p, 1080p"),
        ("seedance_pro", "4k", "byteplus_1_5", "480p, 720p, 1080p"),
        ("veo_3_1", "1080p", "google", "720p"),
        ("kling_avatar", "4k", "kling", "720p, 1080p"),
        ("veed", "1080p", "fal", "480p, 720p"),
    ] {
        let refusal = refusal(&at_resolution(model, resolution));
        let problem = format!(
            "model {model}: is sold at {resolution}, but its route {route} can only be asked for [{possible}]"
        );
        assert_eq!(refusal, problem);
    }
}

#[test]
fn a_model_may_be_sold_at_any_resolution_that_its_routes_can_be_asked_for() {
    for (model, resolution) in [("luma_ray3", "1080p"), ("seedance_pro", "480p"), ("seedance_pro", "1080p")] {
        let catalog = Catalog::parse(&at_resolution(model, resolution)).unwrap();
        let options = catalog.model(Kind::Video, model).unwrap().video().unwrap();
        assert_eq!(options.resolution, resolution, "{model}");
    }
}

#[test]
fn a_redirected_vendor_keeps_its_key_to_the_new_host() {
    let mut catalog = Catalog::shipped().unwrap();
    catalog.redirect(Vendor::Bfl, "http://127.0.0.1:9/bfl/");
    let route = catalog.model(Kind::Image, "flux_2_pro").unwrap().route("bfl").unwrap();
    assert_eq!(route.base_url, "http://127.0.0.1:9/bfl");
    assert_eq!(route.key_hosts, ["127.0.0.1:9"]);
    assert_eq!(catalog.host(Vendor::Bfl).unwrap().base_url, route.base_url);
}

#[test]
fn a_route_is_not_picked_from_its_sunset_on() {
    let catalog = Catalog::shipped().unwrap();
    let route = catalog.model(Kind::Image, "gpt_image_1_5").unwrap().route("openai").unwrap();
    let day = |text: &str| crate::Timestamp::parse(text).unwrap();
    assert!(!route.has_sunset(day("2026-11-30T23:59:59Z")));
    assert!(route.has_sunset(day("2026-12-01T00:00:00Z")));
}
