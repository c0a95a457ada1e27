//! Which model makes a request that names none. The chooser is asked.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::sample::{AVATAR, OTHER_PICTURE, PICTURE, PROMPT, RECORDING, TEXT};
use crate::request::{Family, Mode, Request};
use crate::{Catalog, Kind, Timestamp};

/// A model that is taken where a request gives these fields and no provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DefaultModel {
    #[serde(skip)]
    pub model: String,
    /// What is made.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Whether the request goes to `…/generate/{kind}` (`legacy`) or to a studio.
    pub family: Family,
    /// What is made of what.
    pub mode: Mode,
    /// The fields that such a request gives.
    pub given: Vec<String>,
}

/// The defaults of all endpoints at this time.
pub fn defaults(catalog: &Catalog, now: Timestamp) -> Vec<DefaultModel> {
    let families = [Family::Legacy, Family::Studio];
    let asked =
        families.into_iter().flat_map(|family| bodies().map(move |(kind, body)| (family, kind, body)));
    asked.filter_map(|(family, kind, body)| default(catalog, now, family, kind, &body)).collect()
}

/// `None`: the family takes no such request, as the legacy endpoints take no references, or no model makes it.
fn default(
    catalog: &Catalog,
    now: Timestamp,
    family: Family,
    kind: Kind,
    body: &Value,
) -> Option<DefaultModel> {
    // No studio makes composites.
    if kind == Kind::Composite && family == Family::Studio {
        return None;
    }
    let request = Request::read_at(kind, family, body, catalog, now).ok()?;
    let given = body.as_object().map(|fields| fields.keys().cloned().collect());
    let (model, mode) = (request.model().to_owned(), request.mode());
    Some(DefaultModel { model, kind, family, mode, given: given.unwrap_or_default() })
}

/// The least that each way of making something needs.
fn bodies() -> impl Iterator<Item = (Kind, Value)> {
    [
        (Kind::Image, json!({"prompt": PROMPT})),
        (Kind::Image, json!({"prompt": PROMPT, "reference_image_urls": [PICTURE]})),
        (Kind::Video, json!({"prompt": PROMPT})),
        (Kind::Video, json!({"prompt": PROMPT, "image_url": PICTURE})),
        (Kind::Video, json!({"prompt": PROMPT, "reference_image_urls": [PICTURE, OTHER_PICTURE]})),
        (Kind::Avatar, json!({"avatar_id": AVATAR, "script": TEXT})),
        (Kind::Avatar, json!({"avatar_id": AVATAR, "audio_url": RECORDING})),
        (Kind::Avatar, json!({"image_url": PICTURE, "script": TEXT})),
        (Kind::Avatar, json!({"image_url": PICTURE, "audio_url": RECORDING})),
        (Kind::Tts, json!({"text": TEXT})),
        (Kind::Composite, json!({"clips": [{"source": PICTURE}]})),
    ]
    .into_iter()
}
