//! `promptImage`: the picture that a clip begins with, as a data URI or as a list with that one entry.

use bytes::Bytes;

use crate::fields::{Fields, Wrong};
use crate::world::World;

const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Of the URI, with its base64.
const LONGEST_URI: usize = 5 * 1024 * 1024;
const MEDIA_TYPES: [&str; 4] = ["image/jpeg", "image/jpg", "image/png", "image/webp"];

/// The URI.
pub(super) fn read<'a>(fields: &Fields<'a>) -> Result<&'a str, Wrong> {
    let image = fields.need("promptImage", fields.get("promptImage"))?;
    if let Some(uri) = image.as_str() {
        return Ok(uri);
    }
    fields.list_within("promptImage", 1, 1)?;
    let entries = fields.objects("promptImage")?;
    let entry = fields.need("promptImage", entries.first())?;
    entry.need("position", entry.choice("position", &["first"])?)?;
    entry.need("uri", entry.text("uri")?)
}

/// What the URI holds. Runway downloads addresses too, which is not played.
pub(super) async fn decode(world: &World, fields: &Fields<'_>, uri: &str) -> Result<Bytes, Wrong> {
    let wrong = |sentence: &str| Err(fields.other("promptImage", sentence));
    let Some(rest) = uri.strip_prefix("data:") else {
        return wrong("must be a data URI: addresses are not simulated");
    };
    if uri.len() > LONGEST_URI {
        return wrong("must be at most 5 MB large as a data URI");
    }
    if !MEDIA_TYPES.iter().any(|media_type| rest.starts_with(media_type)) {
        return wrong("is not of a supported image type");
    }
    let decoded = world.workshop.input(uri, MOST_BYTES).await;
    decoded.map_err(|error| fields.other("promptImage", error.to_string()))
}
