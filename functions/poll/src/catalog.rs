//! `GET /creative-hub/catalog`: the models, what they take and cost, and whether they can be used now; and what helps to
//! choose one. How models are reached, and what vendors charge, is for operators.

mod day;
mod guidance;
mod model;
mod options;
mod price;
mod route;

use domain::route_state::RouteFacts;
use domain::{Catalog, Kind, Timestamp, TokenScope, health};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use web::{Access, Call, Endpoint, Handled, Parameters};

pub use self::day::GuidanceOfDay;

use self::day::Guidance;
use self::guidance::GuidanceView;
use self::model::ModelView;
use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/catalog",
    access: Access::MemberOrToken(TokenScope::CatalogRead),
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let audience = if call.caller()?.is_operator() { Audience::Operators } else { Audience::Customers };
    let now = app.clock.now();
    let health = app.healths.read(app.catalog.models().iter().flat_map(health::keys), now).await;
    let facts = RouteFacts { vendors_with_key: app.vendors.with_key(), health };
    let guidance = app.guidance.get(&app.catalog, now);
    Ok(web::json(StatusCode::OK, &CatalogView::new(&app.catalog, &guidance, &facts, audience, now)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    Customers,
    Operators,
}

/// What can be made with which model, and what helps to choose one.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Catalog")]
pub(crate) struct CatalogView {
    /// The models.
    models: Vec<ModelView>,
    #[serde(flatten)]
    guidance: GuidanceView,
}

impl CatalogView {
    fn new(
        catalog: &Catalog,
        guidance: &Guidance,
        facts: &RouteFacts,
        audience: Audience,
        now: Timestamp,
    ) -> Self {
        let models = catalog.models().iter();
        let models = models.map(|model| ModelView::new(model, guidance, facts, audience, now));
        Self { models: models.collect(), guidance: GuidanceView::new(catalog, guidance) }
    }
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
