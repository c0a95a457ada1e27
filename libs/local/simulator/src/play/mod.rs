//! Plays the answers of [`crate::answers`] that a prompt asks for, at every vendor and outside of its own code: the
//! vendor does what it always does, and then its answer is replaced or changed.

mod bytes;
mod count;
mod json;
mod perform;
mod scene;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;

pub(crate) use self::count::Plays;
pub(crate) use self::perform::kept;
pub(crate) use self::scene::{Scene, witness};
use crate::answers::{At, What};
use crate::course::Phase;
use crate::sim_words::{Play, SimWords, Staged};
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// To be laid around all vendors.
pub(crate) async fn play(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let (mut response, scene) = scene::watched(next.run(request)).await;
    if let Scene::Refused(staged) = scene {
        return perform::in_place(staged);
    }
    let Some((start, calls)) = calls(&world, scene, &method, &path) else { return response };
    for Play { staged, times } in SimWords::from_prompt(start.job.vendor, &start.job.prompt).plays {
        let Staged::Answer(answer) = staged else { continue };
        // What comes in place of a start was given where the start would have been accepted.
        let instead = matches!(answer.what, What::Instead(_));
        let fits = !instead && calls.at.contains(&answer.at) && (calls.over || answer.early);
        if fits && response.status().is_success() && world.plays.may_play(&start, answer, times) {
            response = perform::perform(&world, answer.what, response).await;
        }
    }
    response
}

/// What a call was, in terms of the table.
struct Calls {
    at: &'static [At],
    /// The task is over, or had not to be waited for.
    over: bool,
}

fn calls(world: &World, scene: Scene, method: &Method, path: &str) -> Option<(Start, Calls)> {
    match scene {
        Scene::Started { start, at_once } => {
            let at: &[At] = if at_once { &[At::Start, At::Result] } else { &[At::Start] };
            Some((start, Calls { at, over: true }))
        }
        Scene::Found(start) if *method == Method::GET => {
            let over = matches!(world.phase(&start), Phase::Over(_) | Phase::Cancelled);
            Some((start.clone(), Calls { at: look(start.job.vendor, path), over }))
        }
        Scene::Delivered(start) => Some((start, Calls { at: &[At::Download], over: true })),
        Scene::Nothing | Scene::Refused(_) | Scene::Found(_) => None,
    }
}

/// Fal has a call for the state and one for the result. Elsewhere one brings both.
fn look(vendor: Vendor, path: &str) -> &'static [At] {
    match vendor {
        Vendor::Fal if path.ends_with("/status") => &[At::Look],
        Vendor::Fal => &[At::Result],
        _ => &[At::Look, At::Result],
    }
}
