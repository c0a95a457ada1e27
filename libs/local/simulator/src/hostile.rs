//! What is behind the link to a file: the file, or something that nobody should follow or read to its end. The
//! words of the prompt decide, at every vendor that delivers by link.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::stream;

use crate::play::{Scene, witness};
use crate::sim_words::{Behind, SimWords};
use crate::usage::Start;
use crate::workshop::{MediaError, Recipe};
use crate::world::World;

/// Announced by `sim:huge`, and sent to a client that reads on.
const HUGE_BYTES: u64 = 5_000_000_000;
/// Sent over and over: a flood takes no memory here.
static PIECE: [u8; 64 * 1024] = [0; 64 * 1024];
/// Counts the redirects of `sim:redirects` so far, in the query of the link.
const HOP: &str = "&hop=";

impl World {
    /// The answer to a link that opens this file of this task; `uri` is what was asked for.
    pub(crate) async fn deliver(
        &self,
        start: &Start,
        recipe: Recipe,
        uri: &Uri,
    ) -> Result<Response, MediaError> {
        witness(Scene::Delivered(start.clone()));
        match self.behind(start) {
            Behind::File => self.file(recipe).await,
            Behind::Redirects(times) => match next_hop(uri, times) {
                Some(location) => Ok(moved(&location)),
                None => self.file(recipe).await,
            },
            Behind::Elsewhere(url) => Ok(moved(url.as_str())),
            Behind::Huge => {
                let flood = self.flood(recipe, HUGE_BYTES).await?;
                Ok(([(header::CONTENT_LENGTH, HUGE_BYTES)], flood).into_response())
            }
            Behind::Endless => self.flood(recipe, u64::MAX).await,
        }
    }

    fn behind(&self, start: &Start) -> Behind {
        let words = SimWords::from_prompt(start.job.vendor, &start.job.prompt);
        match words.bad_links {
            Some(first) if self.usage.place_of(start) >= first => Behind::File,
            _ => words.behind,
        }
    }

    async fn file(&self, recipe: Recipe) -> Result<Response, MediaError> {
        Ok(self.workshop.make(recipe).await?.into_response())
    }

    /// Begins as a file of its kind does: only its length gives it away.
    async fn flood(&self, recipe: Recipe, bytes: u64) -> Result<Response, MediaError> {
        let opening = self.workshop.make(recipe.broken()).await?;
        let body = Body::from_stream(stream::unfold((opening.bytes, bytes), |(piece, left)| async move {
            let length = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
            let left = left.checked_sub(u64::try_from(length).ok()?)?;
            let sent = (length > 0).then(|| piece.slice(..length))?;
            Some((Ok::<_, Infallible>(sent), (Bytes::from_static(&PIECE), left)))
        }));
        Ok(([(header::CONTENT_TYPE, opening.media_type)], body).into_response())
    }
}

/// The same link, one hop further; none if that were more than `times`.
fn next_hop(uri: &Uri, times: u32) -> Option<String> {
    let query = uri.query().unwrap_or_default();
    let (query, hops) = query.split_once(HOP).unwrap_or((query, "0"));
    let hop = hops.parse::<u32>().ok()?.checked_add(1)?;
    (hop <= times).then(|| format!("?{query}{HOP}{hop}"))
}

fn moved(location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
