//! What ends on a coming day: routes, by the catalog or by what their vendor has told, and voices.

use domain::catalog::Vendor;
use domain::route_state::RouteFacts;
use domain::{Catalog, Kind, Model, Rfc3339, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

/// The first day first.
pub(super) fn of(catalog: &Catalog, facts: &RouteFacts, now: Timestamp) -> Vec<Sunset> {
    let models = catalog.models().iter();
    let ends = models.flat_map(|model| routes(model, facts).chain(voices(model)));
    let mut coming: Vec<(Timestamp, Sunset)> = ends.filter(|(at, _)| now < *at).collect();
    // The sort is stable: on one day they stay in the order of the catalog.
    coming.sort_by_key(|(at, _)| *at);
    coming.into_iter().map(|(_, sunset)| sunset).collect()
}

/// Something that ends.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Sunset {
    /// From when on it cannot be used any more.
    at: Rfc3339,
    /// What the model makes.
    #[serde(rename = "type")]
    kind: Kind,
    /// The model, by its id in the catalog.
    model: String,
    /// The name of the route that ends; null where it is a voice.
    route: Option<String>,
    /// The voice that ends; null where it is a route.
    voice: Option<String>,
    /// Whose route or voice it is; null where the model has no route.
    vendor: Option<Vendor>,
}

fn routes<'a>(
    model: &'a Model,
    facts: &'a RouteFacts,
) -> impl Iterator<Item = (Timestamp, Sunset)> + use<'a> {
    model.routes.iter().filter(|route| !route.disabled).filter_map(move |route| {
        let at = facts.sunset_at(model, route)?;
        let sunset = Sunset { route: Some(route.name.clone()), ..Sunset::of(model, at, Some(route.vendor)) };
        Some((at, sunset))
    })
}

fn voices(model: &Model) -> impl Iterator<Item = (Timestamp, Sunset)> + use<'_> {
    let vendor = model.routes.first().map(|route| route.vendor);
    let voices = model.speech().into_iter().flat_map(|options| &options.voice_sunsets);
    voices.map(move |(voice, at)| {
        (*at, Sunset { voice: Some(voice.clone()), ..Sunset::of(model, *at, vendor) })
    })
}

impl Sunset {
    fn of(model: &Model, at: Timestamp, vendor: Option<Vendor>) -> Self {
        let model_id = model.id.clone();
        Self { at: Rfc3339(at), kind: model.kind, model: model_id, route: None, voice: None, vendor }
    }
}
