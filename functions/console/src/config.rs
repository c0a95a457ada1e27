//! `GET /console/config.json`: what the deployment says of itself to its console.

use http::StatusCode;
use serde::Serialize;
use web::Reply;

use crate::SignIn;

pub(crate) const NAME: &str = "config.json";

/// All null where people sign in with API keys only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Config {
    /// The identity provider, exactly as its tokens have it in `iss`.
    issuer: Option<String>,
    client_id: Option<String>,
    /// What is asked for, separated by spaces.
    scopes: Option<String>,
    /// For providers that want to be told which API a token is for.
    audience: Option<String>,
}

impl Config {
    pub(crate) fn new(sign_in: Option<&SignIn>) -> Self {
        sign_in.cloned().map_or_else(Self::default, |it| Self {
            issuer: Some(it.issuer),
            client_id: Some(it.client_id),
            scopes: Some(it.scopes),
            audience: it.audience,
        })
    }

    pub(crate) fn reply(&self) -> Reply {
        web::json(StatusCode::OK, self)
    }
}
