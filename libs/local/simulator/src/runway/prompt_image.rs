//! `promptImage`: one picture, or several with their places.

use super::models::Model;
use crate::fields::{Fields, Wrong};

/// A picture as the request names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given<'a> {
    pub(super) uri: &'a str,
    pub(super) is_first: bool,
    /// Of the URI in the body, for what is found out later.
    pub(super) field: String,
}

pub(super) fn read<'a>(fields: &Fields<'a>, model: &Model) -> Result<Vec<Given<'a>>, Wrong> {
    let image = fields.need("promptImage", fields.get("promptImage"))?;
    if let Some(uri) = image.as_str() {
        return Ok(vec![Given { uri, is_first: true, field: "promptImage".to_owned() }]);
    }
    let entries = fields.objects("promptImage")?;
    let mut places = Vec::new();
    let mut pictures = Vec::new();
    for entry in &entries {
        let place = entry.choice("position", model.positions)?;
        if place.is_none() && !model.takes_references {
            return Err(entry.wrong("position", crate::fields::Why::Missing));
        }
        let uri = entry.need("uri", entry.text("uri")?)?;
        let field = entry.other("uri", "").field;
        pictures.push(Given { uri, is_first: place == Some("first"), field });
        places.push(place);
    }
    match fault(&places) {
        Some(sentence) => Err(fields.other("promptImage", sentence)),
        None => Ok(pictures),
    }
}

/// Either all have a place, each its own and the first one taken, or none has.
fn fault(places: &[Option<&str>]) -> Option<&'static str> {
    let with_place = places.iter().flatten().count();
    let at = |wanted| places.iter().filter(|place| **place == Some(wanted)).count();
    if places.is_empty() {
        Some("needs at least one image")
    } else if with_place == 0 {
        None
    } else if with_place < places.len() {
        Some("images with a position and without cannot be mixed")
    } else if at("first") == 0 {
        Some("needs an image at the first position")
    } else {
        (at("first") > 1 || at("last") > 1).then_some("has several images at one position")
    }
}
