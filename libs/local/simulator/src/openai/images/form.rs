//! A form with pictures, as the fields a JSON body would have and the pictures beside them.

use axum::extract::Multipart;
use bytes::Bytes;
use serde_json::{Map, Value};

use crate::openai::errors::ApiError;

#[derive(Debug)]
pub(super) struct Form {
    /// Numbers and booleans come as text and are made into what they are.
    pub(super) fields: Value,
    /// The parts `image` or `image[]`, in order.
    pub(super) pictures: Vec<Part>,
    pub(super) mask: Option<Part>,
}

#[derive(Debug)]
pub(super) struct Part {
    pub(super) media_type: String,
    pub(super) bytes: Bytes,
}

const NUMBERS: [&str; 3] = ["n", "output_compression", "partial_images"];

impl Form {
    pub(super) async fn read(mut parts: Multipart) -> Result<Self, ApiError> {
        let (mut fields, mut pictures, mut mask) = (Map::new(), Vec::new(), None);
        while let Some(part) = parts.next_field().await.map_err(|_| ApiError::Malformed)? {
            let name = part.name().unwrap_or_default().to_owned();
            let media_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
            let bytes = part.bytes().await.map_err(|_| ApiError::Malformed)?;
            match name.as_str() {
                "image" | "image[]" => pictures.push(Part { media_type, bytes }),
                "mask" => mask = Some(Part { media_type, bytes }),
                _ => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let value = value(&name, text);
                    fields.insert(name, value);
                }
            }
        }
        Ok(Self { fields: Value::Object(fields), pictures, mask })
    }
}

/// Text that is not what the field needs stays text, and is refused as such.
fn value(name: &str, text: String) -> Value {
    if NUMBERS.contains(&name) {
        return text.parse::<i64>().map_or(Value::String(text), Value::from);
    }
    match (name, text.as_str()) {
        ("stream", "true") => Value::Bool(true),
        ("stream", "false") => Value::Bool(false),
        _ => Value::String(text),
    }
}
