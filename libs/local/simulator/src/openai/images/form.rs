//! A form with pictures: the fields that a JSON body would have, and the pictures beside them.

use axum::extract::Multipart;
use bytes::Bytes;
use serde_json::{Map, Value};

use crate::fields::{Why, Wrong};
use crate::openai::errors::{ApiError, Result};
use crate::workshop::Kept;
use crate::world::World;

const MOST_PICTURES: usize = 16;
const LARGEST_PICTURE: usize = 50 * 1024 * 1024;
const PICTURE_TYPES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

#[derive(Debug)]
pub(super) struct Form {
    /// Numbers and booleans come as text and are made into what they are.
    pub(super) fields: Value,
    /// The parts `image` or `image[]`, in order.
    pictures: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    media_type: String,
    bytes: Bytes,
}

impl Form {
    pub(super) async fn read(mut parts: Multipart) -> Result<Self> {
        let (mut fields, mut pictures) = (Map::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|_| ApiError::Malformed)? {
            let name = part.name().unwrap_or_default().to_owned();
            let media_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
            let bytes = part.bytes().await.map_err(|_| ApiError::Malformed)?;
            if name == "image" || name == "image[]" {
                pictures.push(Part { media_type, bytes });
            } else {
                let value = value(&name, String::from_utf8_lossy(&bytes).into_owned());
                fields.insert(name, value);
            }
        }
        Ok(Self { fields: Value::Object(fields), pictures })
    }

    /// Gives the first one.
    pub(super) async fn keep_pictures(&self, world: &World) -> Result<Kept> {
        let given = self.pictures.len();
        if given > MOST_PICTURES {
            return Err(wrong(Why::Long { given, most: MOST_PICTURES }).into());
        }
        let mut first = None;
        for part in &self.pictures {
            let kept = part.keep(world).await?;
            first = first.or(Some(kept));
        }
        Ok(first.ok_or_else(|| wrong(Why::Missing))?)
    }
}

impl Part {
    async fn keep(&self, world: &World) -> Result<Kept> {
        let other = |sentence| wrong(Why::Other(sentence));
        if self.bytes.len() >= LARGEST_PICTURE {
            let sentence = format!("Invalid file 'image': it must be smaller than {LARGEST_PICTURE} bytes.");
            return Err(other(sentence).into());
        }
        if !PICTURE_TYPES.contains(&self.media_type.as_str()) {
            let sentence = format!(
                "Invalid file 'image': unsupported mimetype ('{}'). Supported file formats are 'image/jpeg', \
                 'image/png', and 'image/webp'.",
                self.media_type
            );
            return Err(other(sentence).into());
        }
        let kept = world.workshop.keep_picture(self.bytes.clone()).await?;
        let broken = "Invalid image file or mode, please check your image file.";
        Ok(kept.ok_or_else(|| other(broken.to_owned()))?.kept)
    }
}

fn wrong(why: Why) -> Wrong {
    Wrong { field: "image".to_owned(), why }
}

/// Text that is not what the field needs stays text, and is refused as such.
fn value(name: &str, text: String) -> Value {
    match (name, text.as_str()) {
        ("n", _) => text.parse::<i64>().map_or(Value::String(text), Value::from),
        ("stream", "true") => Value::Bool(true),
        ("stream", "false") => Value::Bool(false),
        _ => Value::String(text),
    }
}
