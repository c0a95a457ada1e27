//! `content[]`: the text and the pictures of a start.

use super::model::{Line, Model};
use crate::byteplus::errors::ApiError;
use crate::byteplus::pictures::{self, Bounds};
use crate::fields::Fields;
use crate::workshop::KeptPicture;
use crate::world::World;

const PICTURES: Bounds =
    Bounds { least_side: 300, most_side: 6000, most_pixels: 36_000_000, ratio: (0.4, 2.5) };
/// References exist on 2.x; that 1.0 pro has only frames is from memory (unverified).
const ROLES: [&str; 3] = ["first_frame", "last_frame", "reference_image"];

#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) pictures: usize,
    /// The first that was looked at.
    pub(super) first: Option<KeptPicture>,
}

pub(super) async fn read(world: &World, fields: &Fields<'_>, model: &Model) -> Result<Content, ApiError> {
    let mut content = Content::default();
    let mut roles = Vec::new();
    fields.need("content", fields.list_within("content", 1, usize::MAX)?)?;
    for entry in fields.objects("content")? {
        let kinds = ["text", "image_url", "video_url", "audio_url", "draft_task"];
        match entry.need("type", entry.choice("type", &kinds)?)? {
            "text" => content.text.push_str(entry.need("text", entry.text("text")?)?),
            "image_url" => {
                roles.push(entry.choice("role", roles_of(model))?.unwrap_or("first_frame"));
                let image = entry.need("image_url", entry.object("image_url")?)?;
                let url = image.need("url", image.text("url")?)?;
                let kept = pictures::read(world, "content.image_url", url, PICTURES).await?;
                content.pictures = content.pictures.saturating_add(1);
                content.first = content.first.or(kept);
            }
            kind if model.line == Line::One => {
                return Err(entry.other("type", format!("cannot be {kind} on {}", model.id)).into());
            }
            // Sounds, clips and drafts are taken and not looked at.
            _ => {}
        }
    }
    check(fields, &content, &roles)?;
    Ok(content)
}

fn roles_of(model: &Model) -> &'static [&'static str] {
    match model.line {
        Line::One => &["first_frame", "last_frame"],
        Line::Two => &ROLES,
    }
}

fn check(fields: &Fields<'_>, content: &Content, roles: &[&str]) -> Result<(), ApiError> {
    let count = |role| roles.iter().filter(|one| **one == role).count();
    let (first, last) = (count("first_frame"), count("last_frame"));
    if first > 1 || last > 1 || last > first {
        let sentence = "must have at most one first_frame, and a last_frame only with it";
        return Err(fields.other("content", sentence).into());
    }
    if first > 0 && count("reference_image") > 0 {
        return Err(fields.other("content", "cannot mix frames and reference images").into());
    }
    if content.text.trim().is_empty() && content.pictures == 0 {
        return Err(fields.other("content", "must have a text or a picture").into());
    }
    Ok(())
}
