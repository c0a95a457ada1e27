//! What lists of voices and avatars link to: a picture of the person, and a sentence in the voice. As at the vendors it is public
//! and takes no key. Where media are plain there is none.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use tokio::task::spawn_blocking;

use crate::picture::{Format, MediaStyle, Picture, Size};
use crate::vendor::Vendor;
use crate::workshop::{Encoding, File, Recipe, Sound, Speech};
use crate::world::World;

const SIZE: Size = Size { width: 512, height: 512 };
const SENTENCE: &str = "Hello! This is how I sound when I read your script.";
/// Samples per second.
const RATE: u32 = 22_050;

/// The link to the picture of an avatar.
pub(crate) fn of_look(world: &World, vendor: Vendor, id: &str) -> Option<String> {
    link(world, vendor, &format!("looks/{id}.jpg"))
}

/// The link to the sentence.
pub(crate) fn of_voice(world: &World, vendor: Vendor, id: &str) -> Option<String> {
    link(world, vendor, &format!("voices/{id}.wav"))
}

fn link(world: &World, vendor: Vendor, path: &str) -> Option<String> {
    let is_there = world.workshop.style() == MediaStyle::Illustrated;
    is_there.then(|| format!("{}/previews/{path}", world.base_url(vendor)))
}

/// To be merged into the vendor's routes, outside of its key check. Every name has its picture and its voice.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new().route("/previews/looks/{file}", get(look)).route("/previews/voices/{file}", get(voice))
}

async fn look(Path(file): Path<String>) -> Response {
    let picture = Picture { prompt: String::new(), model: name(&file), size: SIZE, seed: 0, take: None };
    let drawn = spawn_blocking(move || picture.portrait(Format::Jpeg)).await;
    let drawn = drawn.ok().and_then(Result::ok);
    served(drawn.map(|bytes| File { bytes: Bytes::from(bytes), media_type: Format::Jpeg.media_type() }))
}

async fn voice(State(world): State<Arc<World>>, Path(file): Path<String>) -> Response {
    let speech = Speech { text: SENTENCE.to_owned(), voice: name(&file), speed: 1.0, rate: RATE };
    let recipe = Recipe::Sound(Sound { speech, encoding: Encoding::Wav });
    served(world.workshop.make(recipe).await.ok())
}

/// The id in a file's name.
fn name(file: &str) -> String {
    file.rsplit_once('.').map_or(file, |(id, _)| id).to_owned()
}

fn served(file: Option<File>) -> Response {
    let Some(file) = file else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    ([(header::CACHE_CONTROL, "public, max-age=3600")], file).into_response()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicI64;

    use serde_json::Value;
    use tempfile::TempDir;
    use tokio::net::TcpListener;

    use super::*;
    use crate::{Options, Simulator, kit};

    /// An answer's body, asked for with every vendor's key.
    async fn read(url: &str) -> (String, Vec<u8>) {
        let request = kit::client().get(url);
        let request = request.header("x-api-key", Vendor::Heygen.key());
        let answer = request.header("xi-api-key", Vendor::Elevenlabs.key()).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{url}");
        let media_type = answer.headers()["content-type"].to_str().unwrap().to_owned();
        (media_type, answer.bytes().await.unwrap().to_vec())
    }

    async fn previews(style: MediaStyle, path: &str, list: &str, field: &str) -> Vec<(String, Vec<u8>)> {
        let (dir, clock) = (TempDir::new().unwrap(), Arc::new(AtomicI64::new(kit::BEGINNING_MS)));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let options = kit::options(dir.path().to_owned(), base_url.clone(), 1.0, &clock);
        let router = Simulator::open(Options { style, ..options }).unwrap().router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let (_, body) = read(&format!("{base_url}{path}")).await;
        let body: Value = serde_json::from_slice(&body).unwrap();
        let links = body[list].as_array().unwrap().iter().filter_map(|entry| entry[field].as_str());
        let mut files = Vec::new();
        for link in links.take(2) {
            files.push(read(link).await);
        }
        files
    }

    const LISTS: [(&str, &str, &str, &str); 3] = [
        ("/heygen/v3/avatars/looks", "data", "preview_image_url", "image/jpeg"),
        ("/heygen/v3/voices", "data", "preview_audio_url", "audio/wav"),
        ("/elevenlabs/v2/voices", "voices", "preview_url", "audio/wav"),
    ];

    #[tokio::test]
    async fn whoever_is_in_a_list_can_be_seen_or_heard() {
        for (path, list, field, expected) in LISTS {
            let files = previews(MediaStyle::Illustrated, path, list, field).await;
            let [(media_type, one), (_, other)] = &files[..] else { panic!("{path}: {}", files.len()) };
            assert_eq!(media_type, expected, "{path}");
            assert!(one.len() > 1000 && one != other, "{path}");
            if expected == "image/jpeg" {
                assert_eq!(image::load_from_memory(one).unwrap().width(), SIZE.width);
            }
        }
    }

    #[tokio::test]
    async fn plain_media_have_no_previews() {
        for (path, list, field, _) in LISTS {
            assert_eq!(previews(MediaStyle::Plain, path, list, field).await, [], "{path}");
        }
    }
}
