//! Every route there is, and the function that serves it. The template declares the same list (a test
//! compares them); the local stack routes by it; `$default` answers 404 and 405 from it.

use Target::{Account, Drive, Poll, Submit};

/// A function that serves HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    Submit,
    Poll,
    Account,
    Drive,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    pub method: &'static str,
    /// With API Gateway's placeholders: `{id}` stands for one segment.
    pub path: &'static str,
    pub target: Target,
}

pub const ROUTES: &[Route] = &[
    route("POST", "/api/v1/creative-hub/generate/image", Submit),
    route("POST", "/api/v1/creative-hub/generate/video", Submit),
    route("POST", "/api/v1/creative-hub/generate/avatar", Submit),
    route("POST", "/api/v1/creative-hub/generate/tts", Submit),
    route("POST", "/api/v1/creative-hub/generate/composite", Submit),
    route("POST", "/api/v1/creative-hub/image-studio/generate", Submit),
    route("POST", "/api/v1/creative-hub/video-studio/generate", Submit),
    route("POST", "/api/v1/creative-hub/avatar-studio/generate", Submit),
    route("POST", "/api/v1/creative-hub/voice-studio/generate", Submit),
    route("GET", "/api/v1/creative-hub/image-studio/generations", Poll),
    route("GET", "/api/v1/creative-hub/video-studio/generations", Poll),
    route("GET", "/api/v1/creative-hub/avatar-studio/generations", Poll),
    route("GET", "/api/v1/creative-hub/voice-studio/generations", Poll),
    route("GET", "/api/v1/creative-hub/image-studio/generations/{id}", Poll),
    route("GET", "/api/v1/creative-hub/video-studio/generations/{id}", Poll),
    route("GET", "/api/v1/creative-hub/avatar-studio/generations/{id}", Poll),
    route("GET", "/api/v1/creative-hub/voice-studio/generations/{id}", Poll),
    route("GET", "/api/v1/creative-hub/generate/jobs", Poll),
    route("GET", "/api/v1/creative-hub/generate/jobs/{id}", Poll),
    route("GET", "/api/v1/creative-hub/generate/jobs/{id}/receipt", Poll),
    route("POST", "/api/v1/creative-hub/generate/jobs/{id}/cancel", Submit),
    route("POST", "/api/v1/creative-hub/generate/jobs/{id}/retry", Submit),
    route("DELETE", "/api/v1/creative-hub/generate/jobs/{id}", Submit),
    route("GET", "/api/v1/creative-hub/catalog", Poll),
    route("GET", "/api/v1/creative-hub/avatars", Poll),
    route("GET", "/api/v1/creative-hub/voices", Poll),
    route("GET", "/api/v1/credits/balance", Account),
    route("GET", "/api/v1/credits/transactions", Account),
    route("POST", "/api/v1/credits/grants", Account),
    route("PUT", "/api/v1/credits/cap", Account),
    route("GET", "/api/v1/credits/members", Account),
    route("PUT", "/api/v1/credits/members/{user_id}/cap", Account),
    route("PUT", "/api/v1/credits/alerts", Account),
    route("GET", "/api/v1/creative-hub/drive/folders", Drive),
    route("POST", "/api/v1/creative-hub/drive/folders", Drive),
    route("GET", "/api/v1/creative-hub/drive/folders/{id}", Drive),
    route("PATCH", "/api/v1/creative-hub/drive/folders/{id}", Drive),
    route("DELETE", "/api/v1/creative-hub/drive/folders/{id}", Drive),
    route("GET", "/api/v1/creative-hub/drive/files", Drive),
    route("GET", "/api/v1/creative-hub/drive/files/{id}", Drive),
    route("PATCH", "/api/v1/creative-hub/drive/files/{id}", Drive),
    route("DELETE", "/api/v1/creative-hub/drive/files/{id}", Drive),
    route("GET", "/api/v1/creative-hub/drive/files/{id}/content", Drive),
    route("POST", "/api/v1/creative-hub/drive/uploads", Drive),
    route("POST", "/api/v1/creative-hub/drive/uploads/{id}/complete", Drive),
    route("GET", "/api/v1/creative-hub/brand-kits", Drive),
    route("POST", "/api/v1/creative-hub/brand-kits", Drive),
    route("GET", "/api/v1/creative-hub/brand-kits/{id}", Drive),
    route("PATCH", "/api/v1/creative-hub/brand-kits/{id}", Drive),
    route("DELETE", "/api/v1/creative-hub/brand-kits/{id}", Drive),
    route("GET", "/api/v1/health", Poll),
];

const fn route(method: &'static str, path: &'static str, target: Target) -> Route {
    Route { method, path, target }
}

impl Route {
    /// As API Gateway names it: `GET /path/{id}`.
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The values of the placeholders, if `path` is one of this route's.
    pub fn parameters(&self, path: &str) -> Option<Vec<(&'static str, String)>> {
        let mut values = Vec::new();
        let mut segments = path.split('/');
        for pattern in self.path.split('/') {
            let segment = segments.next()?;
            match pattern.strip_prefix('{').and_then(|pattern| pattern.strip_suffix('}')) {
                Some(name) if !segment.is_empty() => values.push((name, segment.to_owned())),
                None if segment == pattern => {}
                _ => return None,
            }
        }
        segments.next().is_none().then_some(values)
    }
}

pub fn find(method: &str, path: &str) -> Option<&'static Route> {
    ROUTES.iter().find(|route| route.method == method && route.parameters(path).is_some())
}

/// The methods that `path` has; empty where there is no such path.
pub fn allowed_methods(path: &str) -> Vec<&'static str> {
    ROUTES.iter().filter(|route| route.parameters(path).is_some()).map(|route| route.method).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_stands_for_exactly_one_segment() {
        let job = find("GET", "/api/v1/creative-hub/generate/jobs/7").unwrap();
        assert_eq!(
            job.parameters("/api/v1/creative-hub/generate/jobs/7"),
            Some(vec![("id", "7".to_owned())])
        );
        for path in ["/7/8", "/"] {
            let path = format!("/api/v1/creative-hub/generate/jobs{path}");
            assert!(find("GET", &path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_known_path_tells_its_methods() {
        assert_eq!(allowed_methods("/api/v1/creative-hub/generate/image"), ["POST"]);
        assert!(allowed_methods("/api/v2/health").is_empty());
    }
}
