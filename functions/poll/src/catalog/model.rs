//! A model as the catalog shows it.

use domain::catalog::Route;
use domain::guidance::DefaultModel;
use domain::route_state::{RouteFacts, RouteState};
use domain::{Kind, Model, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

use super::day::Guidance;
use super::guidance::PriceExampleView;
use super::options::OptionsView;
use super::price::PriceView;
use super::route::RouteView;
use super::{Audience, studio};

/// A model: what it takes and costs, and whether it can be used now.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Model")]
pub(super) struct ModelView {
    /// What a request names as its `provider`. It is unique within its kind.
    id: String,
    /// What it makes.
    kind: Kind,
    /// Its name, for people.
    name: String,
    /// The requests that get this model when they name no `provider`.
    default: Vec<DefaultModel>,
    /// What it is good at, in a sentence.
    strengths: String,
    /// What to take it for, in short phrases.
    best_for: Vec<String>,
    /// What not to take it for, in short phrases.
    weak_at: Vec<String>,
    /// The studio that offers it, such as `image-studio`; null where none makes this kind.
    studio: Option<&'static str>,
    /// Whether `POST …/generate/{kind}` offers it, too.
    legacy: bool,
    /// How many characters a prompt, script or text may have.
    prompt_max_characters: usize,
    /// What a request may ask of it.
    options: OptionsView,
    /// How many reference pictures it takes.
    max_reference_images: u32,
    /// How its price is computed.
    price: PriceView,
    /// What its commonest requests cost.
    price_examples: Vec<PriceExampleView>,
    /// How many seconds it takes: from, to.
    typical_seconds: [u32; 2],
    /// Whether a running job can be stopped free of charge.
    cancel: bool,
    /// Whether it can be used now.
    available: bool,
    /// Why it cannot be used now; null where it can.
    unavailable_reason: Option<UnavailableReason>,
    /// How it can be reached, in order of preference; only operators see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    routes: Option<Vec<RouteView>>,
}

impl ModelView {
    pub(super) fn new(
        model: &Model,
        guidance: &Guidance,
        facts: &RouteFacts,
        audience: Audience,
        now: Timestamp,
    ) -> Self {
        let unavailable_reason = UnavailableReason::of(model, facts, now);
        let is_own = |it: &&DefaultModel| it.kind == model.kind && it.model == model.id;
        let examples = guidance.price_examples(model);
        let routes = model.routes.iter().map(|route| RouteView::new(model, route, facts, now));
        Self {
            id: model.id.clone(),
            kind: model.kind,
            name: model.name.clone(),
            default: guidance.defaults.iter().filter(is_own).cloned().collect(),
            strengths: model.strengths.clone(),
            best_for: model.best_for.clone(),
            weak_at: model.weak_at.clone(),
            studio: studio(model.kind),
            legacy: model.legacy,
            prompt_max_characters: model.prompt_limit.most,
            options: OptionsView::new(model, now),
            max_reference_images: model.max_reference_images(),
            price: PriceView::new(&model.price, audience),
            price_examples: examples.iter().map(|it| PriceExampleView::new(model.kind, it)).collect(),
            typical_seconds: model.typical_seconds,
            cancel: stops_when_asked(model, facts, now),
            available: unavailable_reason.is_none(),
            unavailable_reason,
            routes: (audience == Audience::Operators).then(|| routes.collect()),
        }
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

/// Why no route can be used, from what is likely to pass first to what will not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum UnavailableReason {
    /// The provider has troubles. Try again later.
    TemporarilyUnavailable,
    /// This deployment has no key for the provider.
    NoKey,
    /// This deployment has switched the model off.
    Disabled,
    /// The provider has ended the model.
    Retired,
}

impl UnavailableReason {
    /// `None`: a route can be used, or our own worker makes it.
    fn of(model: &Model, facts: &RouteFacts, now: Timestamp) -> Option<Self> {
        let reasons: Option<Vec<Self>> =
            model.routes.iter().map(|route| Self::new(facts.state(model, route, now))).collect();
        reasons?.into_iter().min()
    }

    const fn new(state: RouteState) -> Option<Self> {
        match state {
            RouteState::Open | RouteState::Paused { .. } => None,
            RouteState::Closed { .. } => Some(Self::TemporarilyUnavailable),
            RouteState::NoKey => Some(Self::NoKey),
            RouteState::Disabled => Some(Self::Disabled),
            RouteState::Retired => Some(Self::Retired),
        }
    }
}
