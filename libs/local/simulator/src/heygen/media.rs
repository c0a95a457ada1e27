//! Getting the pictures and sounds that a request names. What is behind a URL must be what its extension
//! says (documented), so a URL without one is refused.

use url::Url;

use super::errors::ApiError;
use super::made::{Asset, Made};
use crate::fields::{Fields, Why, Wrong};
use crate::vendor::Vendor;
use crate::workshop::{InputError, KeptPicture, KeptSound, base64_input};
use crate::world::World;

const MOST_BYTES: usize = 50 * 1024 * 1024;
const LONGEST_SOUND_MS: u32 = 600_000;
const PICTURES: &[&str] = &["jpg", "jpeg", "png"];
const SOUNDS: &[&str] = &["mp3", "wav"];

/// `{type: url | asset_id | base64, …}`.
pub(super) async fn picture(world: &World, fields: &Fields<'_>) -> Result<KeptPicture, ApiError> {
    let kind = fields.choice("type", &["url", "asset_id", "base64"])?;
    match fields.need("type", kind)? {
        "url" => {
            fields.only(&["type", "url"])?;
            let url = fields.need("url", fields.text("url")?)?;
            let (_, bytes) = fetch(world, &fields.wrong("url", Why::Missing).field, url, PICTURES).await?;
            keep_picture(world, fields, "url", bytes).await
        }
        "asset_id" => {
            fields.only(&["type", "asset_id"])?;
            let id = fields.need("asset_id", fields.text("asset_id")?)?;
            match asset(world, id) {
                Some(Asset::Picture(picture)) => Ok(picture),
                Some(Asset::Sound(_)) => Err(fields.other("asset_id", "is not a picture").into()),
                None => Err(ApiError::NoAsset("image.asset_id".to_owned())),
            }
        }
        _ => {
            fields.only(&["type", "media_type", "data"])?;
            let media_type = fields.choice("media_type", &["image/jpeg", "image/jpg", "image/png"])?;
            fields.need("media_type", media_type)?;
            let data = fields.need("data", fields.text("data")?)?;
            let bytes = base64_input(data).map_err(|error| fields.other("data", error.to_string()))?;
            keep_picture(world, fields, "data", bytes).await
        }
    }
}

async fn keep_picture(
    world: &World,
    fields: &Fields<'_>,
    name: &str,
    bytes: bytes::Bytes,
) -> Result<KeptPicture, ApiError> {
    let kept = world.workshop.keep_picture(bytes).await?;
    kept.ok_or_else(|| fields.other(name, "cannot be decoded as JPEG or PNG").into())
}

/// By `audio_url`.
pub(super) async fn sound(world: &World, url: &str) -> Result<KeptSound, ApiError> {
    let (extension, bytes) = fetch(world, "audio_url", url, SOUNDS).await?;
    if bytes.starts_with(b"RIFF") != (extension == "wav") {
        return Err(failed("audio_url", "The file is not what its extension says."));
    }
    let kept = world.workshop.keep_sound(bytes).await?;
    let why = Why::Other("cannot be decoded as WAV or MP3".to_owned());
    let kept = kept.ok_or_else(|| Wrong { field: "audio_url".to_owned(), why })?;
    check_length("audio_url", kept)
}

/// By `audio_asset_id`.
pub(super) fn sound_asset(world: &World, id: &str) -> Result<KeptSound, ApiError> {
    let field = "audio_asset_id";
    match asset(world, id) {
        Some(Asset::Sound(sound)) => check_length(field, sound),
        Some(Asset::Picture(_)) => {
            Err(Wrong { field: field.to_owned(), why: Why::Other("is not a sound".to_owned()) }.into())
        }
        None => Err(ApiError::NoAsset(field.to_owned())),
    }
}

fn asset(world: &World, id: &str) -> Option<Asset> {
    match Made::of(&world.usage.task(Vendor::Heygen, id)?)? {
        Made::Asset(asset) => Some(asset),
        Made::Video(_) | Made::Speech(_) => None,
    }
}

fn check_length(field: &str, sound: KeptSound) -> Result<KeptSound, ApiError> {
    if sound.millis <= LONGEST_SOUND_MS {
        return Ok(sound);
    }
    let why = Why::Other(format!("must be at most {} s long", LONGEST_SOUND_MS / 1000));
    Err(Wrong { field: field.to_owned(), why }.into())
}

/// The extension, in lower case, and what is behind the URL.
async fn fetch(
    world: &World,
    field: &str,
    url: &str,
    extensions: &'static [&'static str],
) -> Result<(&'static str, bytes::Bytes), ApiError> {
    let extension = extension(url, extensions).ok_or_else(|| {
        let allowed = extensions.join(" or .");
        failed(field, &format!("The URL must be public and its path must end in .{allowed}."))
    })?;
    let bytes = world.workshop.input(url, MOST_BYTES).await.map_err(|error| match error {
        InputError::TooLarge { .. } => ApiError::TooLarge,
        other => failed(field, &format!("The file was not downloaded: {other}.")),
    })?;
    Ok((extension, bytes))
}

fn extension(url: &str, extensions: &'static [&'static str]) -> Option<&'static str> {
    let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let (_, given) = url.path().rsplit_once('.')?;
    extensions.iter().find(|extension| given.eq_ignore_ascii_case(extension)).copied()
}

fn failed(field: &str, message: &str) -> ApiError {
    ApiError::DownloadFailed { param: field.to_owned(), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_that_of_the_path() {
        for (url, expected) in [
            ("https://example.com/a.mp3", Some("mp3")),
            ("https://example.com/a.b/c.WAV?signature=x.mp3", Some("wav")),
            ("http://127.0.0.1:7/a.mp3#x", Some("mp3")),
            ("https://example.com/a", None),
            ("https://example.com/a?file=a.mp3", None),
            ("https://example.com/a.ogg", None),
            ("data:audio/wav;base64,AAAA.wav", None),
            ("a.mp3", None),
        ] {
            assert_eq!(extension(url, SOUNDS), expected, "{url}");
        }
    }
}
