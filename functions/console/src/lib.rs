//! The console: the page with which people use the API, and what it is made of. Nobody has to say who they are to load it, and no
//! AWS call is made. What it is built of is in `console/`; without it, a page says how it is built.

mod built;
mod config;
mod encoding;
mod file;
mod media_type;
mod missing;
mod policy;
mod settings;
mod sign_in;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use http::HeaderMap;
use lambda_http::Request;
use web::{Access, ApiError, Endpoint, Handler, MethodAndPath, Parameters, Reply};

pub use settings::{Settings, SettingsError};
pub use sign_in::SignIn;

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    config: config::Config,
    headers: HeaderMap,
    find: Find,
}

/// A file of the built console, by its path below `console/dist`.
type Find = fn(&str) -> Option<Cow<'static, [u8]>>;

/// API Gateway's `{proxy+}` does not stand for nothing, and it does not take away slashes at the end.
pub const ENDPOINTS: &[Endpoint<App>] =
    &[endpoint("/console"), endpoint("/console/"), endpoint("/console/{proxy+}")];
pub const METHODS_AND_PATHS: [MethodAndPath; ENDPOINTS.len()] = web::methods_and_paths(ENDPOINTS);

const fn endpoint(path: &'static str) -> Endpoint<App> {
    let handler: Handler<App> =
        |app, call| Box::pin(async { file::file(app, call.request, &call.path_parameter("proxy")) });
    Endpoint { method: "GET", path, access: Access::Anyone, parameters: Parameters::Ignored, handler }
}

impl App {
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            config: config::Config::new(settings.sign_in.as_ref()),
            headers: policy::headers(settings)?,
            find: built::find,
        })
    }
}

/// Whether there is a console to serve, and not only a page that says how to build it.
pub fn is_built() -> bool {
    built::find(file::INDEX).is_some()
}

/// Serves one request. Every answer has the headers, also one that says that there is nothing.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = match web::find(ENDPOINTS, &request) {
        Some(endpoint) => endpoint.serve_anyone(app, &request).await,
        None => Err(ApiError::NotFound),
    };
    let mut reply = web::answer(&request, handled);
    reply.headers_mut().extend(app.headers.clone());
    reply
}
