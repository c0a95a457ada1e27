//! The URLs of a request, which have only `owner/alias` of its endpoint, and the answer that names them.

use serde_json::{Value, json};

use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// The owner, the alias and the id of a request.
pub(super) type Path = axum::extract::Path<(String, String, String)>;

/// The first two segments of an endpoint.
fn app(endpoint: &str) -> &str {
    let ends = endpoint.match_indices('/').map(|(place, _)| place);
    ends.take(2).nth(1).and_then(|end| endpoint.get(..end)).unwrap_or(endpoint)
}

/// The answer to a submit, and the beginning of every later state.
pub(super) fn state(world: &World, start: &Start, status: &str) -> Value {
    let (app, id) = (app(&start.job.model), &start.task);
    let url = format!("{}/{app}/requests/{id}", world.base_url(Vendor::Fal));
    json!({
        "status": status, "request_id": id, "response_url": url, "status_url": format!("{url}/status"),
        "cancel_url": format!("{url}/cancel"), "logs": null, "metrics": {},
        // It differs after a retry of the queue, of which there are none.
        "gateway_request_id": id,
        "queue_position": (status == "IN_QUEUE").then_some(0),
    })
}

/// The request, if it is one of this app.
pub(super) fn request(world: &World, path: &Path) -> Option<Start> {
    let axum::extract::Path((owner, alias, id)) = path;
    let start = world.usage.task(Vendor::Fal, id)?;
    (app(&start.job.model) == format!("{owner}/{alias}")).then_some(start)
}
