//! `GET /creative-hub/catalog`: the models, what they take and cost, and whether they can be used now.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::{Options, Route, Vendor};
use domain::health::{self, Health, Known, Unusable};
use domain::{Kind, Model, Timestamp};
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Value, json};
use web::Handled;

use crate::App;

struct Now<'a> {
    app: &'a App,
    health: BTreeMap<String, Health>,
}

impl Known for Now<'_> {
    fn has_key(&self, vendor: Vendor) -> bool {
        self.app.providers.has_key(vendor)
    }

    fn health(&self, key: &str) -> Health {
        self.health.get(key).cloned().unwrap_or_default()
    }
}

pub(crate) async fn read(app: &App, request: &Request) -> Handled {
    app.callers.identify(request.headers()).await?;
    let now = app.clock.now();
    let keys: BTreeSet<String> = app.catalog.models().iter().flat_map(health::keys).collect();
    let known = Now { app, health: app.healths.of(keys, now).await? };
    let models: Vec<Value> = app.catalog.models().iter().map(|model| view(model, &known, now)).collect();
    Ok(web::json(StatusCode::OK, &json!({"models": models})))
}

fn view(model: &Model, known: &Now<'_>, now: Timestamp) -> Value {
    let reason = unavailable_reason(model, known, now);
    json!({
        "id": model.id,
        "kind": model.kind,
        "name": model.name,
        "strengths": model.strengths,
        "studio": studio(model.kind),
        "legacy": model.legacy,
        "prompt_max_characters": model.prompt_limit.most,
        "options": options(&model.options),
        "price": model.price,
        "typical_seconds": model.typical_seconds,
        "routes": model.routes.iter().map(route).collect::<Vec<_>>(),
        "available": reason.is_none(),
        "unavailable_reason": reason,
    })
}

pub(crate) const fn studio(kind: Kind) -> &'static str {
    match kind {
        Kind::Image => "image-studio",
        Kind::Video => "video-studio",
        Kind::Avatar => "avatar-studio",
        Kind::Tts => "voice-studio",
    }
}

fn options(options: &Options) -> Value {
    match options {
        Options::Image(options) => json!(options),
        Options::Video(options) => json!(options),
        Options::Avatar(options) => json!(options),
        Options::Speech(options) => json!(options),
    }
}

/// What a route can do. Where it leads, and by what name, is ours to know.
fn route(route: &Route) -> Value {
    json!({
        "name": route.name,
        "vendor": route.vendor,
        "synchronous": route.synchronous,
        "cancel": route.cancel,
        "lookup": route.lookup,
        "webhook": route.webhook,
        "idempotency_key": route.idempotency_key,
        "bills_on_failure": route.bills_on_failure,
        "sunset_at": route.sunset_at.map(Timestamp::rfc3339),
    })
}

/// Of the routes' reasons the one that is nearest to being mended.
fn unavailable_reason(model: &Model, known: &Now<'_>, now: Timestamp) -> Option<&'static str> {
    let mut nearest: Option<(u8, &'static str)> = None;
    for route in &model.routes {
        let reason = match health::usable(model, route, known, now) {
            Ok(()) => return None,
            Err(Unusable::BreakerOpen { .. }) => (0, "temporarily_unavailable"),
            Err(Unusable::NoKey) => (1, "no_key"),
            Err(Unusable::Disabled) => (2, "disabled"),
            Err(Unusable::Sunset) => (3, "retired"),
        };
        nearest = Some(nearest.map_or(reason, |before| before.min(reason)));
    }
    nearest.map(|(_, reason)| reason)
}
