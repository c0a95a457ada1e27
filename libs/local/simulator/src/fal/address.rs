//! The URLs of a request: they have only `owner/alias` of its endpoint.

use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// The owner, the alias and the id of a request.
pub(super) type Path = axum::extract::Path<(String, String, String)>;

/// The first two segments of an endpoint.
pub(super) fn app(endpoint: &str) -> &str {
    let ends = endpoint.match_indices('/').map(|(place, _)| place);
    ends.take(2).nth(1).and_then(|end| endpoint.get(..end)).unwrap_or(endpoint)
}

/// The absolute URL of the result; the others go on from there.
pub(super) fn response_url(world: &World, start: &Start) -> String {
    format!("{}/{}/requests/{}", world.base_url(Vendor::Fal), app(&start.job.model), start.task)
}

/// The request, if it is one of this app.
pub(super) fn request(world: &World, path: &Path) -> Option<Start> {
    let axum::extract::Path((owner, alias, id)) = path;
    let start = world.usage.task(Vendor::Fal, id)?;
    (app(&start.job.model) == format!("{owner}/{alias}")).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_is_the_first_two_segments() {
        for (endpoint, expected) in [
            ("fal-ai/bytedance/seedream/v4/edit", "fal-ai/bytedance"),
            ("fal-ai/veo3.1", "fal-ai/veo3.1"),
            ("veed/fabric-1.0", "veed/fabric-1.0"),
        ] {
            assert_eq!(app(endpoint), expected);
        }
    }
}
