//! `GET /creative-hub/catalog`: the models, what they take and cost, and whether they can be used now; and what helps to
//! choose one. How models are reached, and what vendors charge, is for operators.

mod day;
mod guidance;

use domain::catalog::{AspectRatio, CompositeOptions, Options, Route, SpeechOptions};
use domain::guidance::DefaultModel;
use domain::health;
use domain::request::image::{LEAST_SIDE, MAX_SIDE, MAX_VARIANTS};
use domain::route_state::{RouteFacts, RouteState};
use domain::size::RESOLUTIONS;
use domain::{Catalog, Kind, Medium, Model, Timestamp};
use http::StatusCode;
use serde_json::{Map, Value, json};
use web::{Access, Call, Endpoint, Handled, Parameters};

use self::day::Guidance;
pub use self::day::GuidanceOfDay;
use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/catalog",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let audience = if call.caller()?.is_operator() { Audience::Operators } else { Audience::Customers };
    let now = app.clock.now();
    let health = app.healths.read(app.catalog.models().iter().flat_map(health::keys), now).await;
    let facts = RouteFacts { vendors_with_key: app.vendors.with_key(), health };
    let guidance = app.guidance.get(&app.catalog, now);
    Ok(web::json(StatusCode::OK, &whole(&app.catalog, &guidance, &facts, audience, now)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    Customers,
    Operators,
}

fn whole(
    catalog: &Catalog,
    guidance: &Guidance,
    facts: &RouteFacts,
    audience: Audience,
    now: Timestamp,
) -> Map<String, Value> {
    let view = |model: &Model| {
        let mut shown = for_customers(model, guidance, facts, now);
        if audience == Audience::Operators {
            shown.extend(for_operators(model, facts, now));
        }
        Value::Object(shown)
    };
    let models: Vec<Value> = catalog.models().iter().map(view).collect();
    let mut whole = Map::new();
    whole.insert("models".to_owned(), json!(models));
    whole.extend(guidance::lists(catalog));
    whole
}

/// The list prices with their sources, and the routes.
fn for_operators(model: &Model, facts: &RouteFacts, now: Timestamp) -> Map<String, Value> {
    let routes: Vec<Value> = model.routes.iter().map(|it| route(model, it, facts, now)).collect();
    [("price".to_owned(), json!(model.price)), ("routes".to_owned(), json!(routes))].into_iter().collect()
}

fn for_customers(
    model: &Model,
    guidance: &Guidance,
    facts: &RouteFacts,
    now: Timestamp,
) -> Map<String, Value> {
    let reason = unavailable_reason(model, facts, now);
    let is_own = |it: &&DefaultModel| it.kind == model.kind && it.model == model.id;
    let examples = guidance.price_examples(model);
    let shown = json!({
        "id": model.id,
        "kind": model.kind,
        "name": model.name,
        "default": guidance.defaults.iter().filter(is_own).collect::<Vec<_>>(),
        "strengths": model.strengths,
        "best_for": model.best_for,
        "weak_at": model.weak_at,
        "studio": studio(model.kind),
        "legacy": model.legacy,
        "prompt_max_characters": model.prompt_limit.most,
        "options": options(model, now),
        "max_reference_images": model.max_reference_images(),
        "price": {"rule": json!(model.price).get("rule")},
        "price_examples": examples.iter().map(|it| guidance::price_example(model.kind, it)).collect::<Vec<_>>(),
        "typical_seconds": model.typical_seconds,
        "cancel": stops_when_asked(model, facts, now),
        "available": reason.is_none(),
        "unavailable_reason": reason,
    });
    match shown {
        Value::Object(shown) => shown,
        _ => Map::new(),
    }
}

/// Whether a running job can be stopped free of charge on the route that would be taken now. Our own renders can.
fn stops_when_asked(model: &Model, facts: &RouteFacts, now: Timestamp) -> bool {
    let is_usable = |route: &&Route| {
        matches!(facts.state(model, route, now), RouteState::Open | RouteState::Paused { .. })
    };
    let next = model.routes.iter().find(is_usable).or_else(|| model.routes.first());
    next.is_none_or(Route::stops_free_of_charge)
}

/// `None`: no studio makes this kind.
const fn studio(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Image => Some("image-studio"),
        Kind::Video => Some("video-studio"),
        Kind::Avatar => Some("avatar-studio"),
        Kind::Tts => Some("voice-studio"),
        Kind::Composite => None,
    }
}

fn options(model: &Model, now: Timestamp) -> Value {
    match &model.options {
        Options::Image(options) => {
            let mut view = json!(options);
            if let (Some(view), Value::Object(common)) = (view.as_object_mut(), every_picture()) {
                view.extend(common);
            }
            view
        }
        Options::Video(options) => json!(options),
        Options::Avatar(options) => json!(options),
        Options::Speech(options) => speech(model, options, now),
        Options::Composite(options) => composite(options),
    }
}

/// The default voice is one that has not ended. The days on which voices end are shown with the voices.
fn speech(model: &Model, options: &SpeechOptions, now: Timestamp) -> Value {
    json!({
        "default_voice": options.default_voice(now),
        "voices": options.voices,
        "speed": options.speed.filter(|_| model.has_speeds(now)),
        "formats": options.formats,
        "language": options.language,
    })
}

/// What every image model takes. A size that a model cannot make is cut and scaled from one that it can.
fn every_picture() -> Value {
    json!({
        "aspect_ratios": AspectRatio::ALL,
        "resolutions": RESOLUTIONS,
        "side_pixels": [LEAST_SIDE, MAX_SIDE],
        "num_variants": [1, MAX_VARIANTS],
    })
}

/// The limits of a timeline, for clients that build a form from them.
fn composite(options: &CompositeOptions) -> Value {
    use domain::request::composite::{
        ASPECT_RATIOS, Anchor, Fit, Format, MAX_CLIPS, MAX_OVERLAYS, MAX_SECONDS, MAX_SOURCE_BYTES,
        MAX_TEXTS, TransitionKind,
    };
    json!({
        "resolutions": options.resolutions,
        "aspect_ratios": ASPECT_RATIOS,
        "outputs": Format::ALL,
        "fits": Fit::ALL,
        "transitions": TransitionKind::ALL,
        "positions": Anchor::ALL,
        "clips": [1, MAX_CLIPS],
        "texts": [0, MAX_TEXTS],
        "overlays": [0, MAX_OVERLAYS],
        "max_seconds": MAX_SECONDS,
        "max_bytes": {
            "picture": Medium::Picture.most_bytes(),
            "sound": Medium::Sound.most_bytes(),
            "video": Medium::Video.most_bytes(),
            "together": MAX_SOURCE_BYTES,
        },
    })
}

/// What a route can do, and whether it can be used now. Its host and the vendor's name for the model are not shown.
fn route(model: &Model, route: &Route, facts: &RouteFacts, now: Timestamp) -> Value {
    let state = facts.state(model, route, now);
    let mut view = json!({
        "name": route.name,
        "vendor": route.vendor,
        "synchronous": route.synchronous,
        "cancel": route.stops_free_of_charge(),
        "lookup": route.lookup,
        "webhook": route.webhook,
        "idempotency_key": route.idempotency_key,
        "bills_on_failure": !route.bills_on_failure.is_empty(),
        "limits": route.limits,
        "sunset_at": facts.sunset_at(model, route).map(Timestamp::rfc3339),
        "state": state.as_str(),
    });
    let by = if let RouteState::Closed { by, .. } = state { by } else { None };
    if let (Some(view), Some(until)) = (view.as_object_mut(), state.until()) {
        view.insert("until".to_owned(), json!(until.rfc3339()));
    }
    if let (Some(view), Some(by)) = (view.as_object_mut(), by) {
        view.insert("reason".to_owned(), json!(by));
    }
    view
}

/// Why no route can be used: the reason that is likely to pass first.
fn unavailable_reason(model: &Model, facts: &RouteFacts, now: Timestamp) -> Option<&'static str> {
    let mut nearest: Option<(u8, &'static str)> = None;
    for route in &model.routes {
        let reason = match facts.state(model, route, now) {
            RouteState::Open | RouteState::Paused { .. } => return None,
            RouteState::Closed { .. } => (0, "temporarily_unavailable"),
            RouteState::NoKey => (1, "no_key"),
            RouteState::Disabled => (2, "disabled"),
            RouteState::Retired => (3, "retired"),
        };
        nearest = Some(nearest.map_or(reason, |before| before.min(reason)));
    }
    nearest.map(|(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use domain::Catalog;
    use domain::request::{Family, Request};

    use super::*;

    fn is_taken(family: Family, field: &str, value: &Value) -> bool {
        let catalog = Catalog::shipped().unwrap();
        let mut body = json!({"prompt": "x", "provider": "flux_2_pro"});
        body[field] = value.clone();
        if field == "width" {
            body["height"] = value.clone();
        }
        Request::read(Kind::Image, family, &body, &catalog).is_ok()
    }

    #[test]
    fn a_submit_takes_exactly_what_the_catalog_says_of_every_image() {
        let shown = every_picture();
        for (list, field) in [("aspect_ratios", "aspect_ratio"), ("resolutions", "resolution")] {
            let values = shown[list].as_array().unwrap();
            assert!(values.iter().all(|value| is_taken(Family::Studio, field, value)), "{field}");
        }
        for (range, field) in [("side_pixels", "width"), ("num_variants", "num_variants")] {
            let [least, most] = [0, 1].map(|end| shown[range][end].as_i64().unwrap());
            for (value, expected) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
                assert_eq!(is_taken(Family::Legacy, field, &json!(value)), expected, "{field} {value}");
            }
        }
    }
}
