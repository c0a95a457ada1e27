//! Endpoints: a method and a path of the API, who may call it, which query parameters it has, and its handler. Each is
//! declared beside its handler, in the crate of the function that serves it; a call is checked here, for all alike.

use std::pin::Pin;

use domain::browser_token::NotAllowed;
use domain::{Caller, Catalog, TokenScope};
use lambda_http::{Request, RequestExt};
use serde_json::Value;

use crate::gateway_event::endpoint_key;
use crate::{
    Answer, ApiError, Call, Callers, Credential, Handled, Identity, MethodAndPath, Operation, Parameters,
    Problem, Replies, Tag, Takes, version,
};

/// `App`: what the function holds between calls.
#[derive(Debug)]
pub struct Endpoint<App: 'static> {
    pub method: &'static str,
    /// With the base path and with API Gateway's placeholders: `{id}` stands for one segment.
    pub path: &'static str,
    pub access: Access,
    pub parameters: Parameters,
    pub handler: Handler<App>,
}

pub type Handler<App> = for<'a> fn(&'a App, &'a Call<'a>) -> Handling<'a>;
pub type Handling<'a> = Pin<Box<dyn Future<Output = Handled> + Send + 'a>>;

/// Who may call an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nobody has to say who they are.
    Anyone,
    /// Every known caller. What a caller may see is the handler's to say.
    Member,
    /// The same, and browser tokens with this scope. No other endpoint takes a browser token.
    MemberOrToken(TokenScope),
    /// Every known caller, of whom the handler refuses members who have not made the thing.
    Maker,
    /// Owners and admins.
    Manager,
    /// Callers that have this scope: operators.
    Scope(&'static str),
}

impl Access {
    fn admits(self, caller: &Caller) -> bool {
        match self {
            Self::Anyone | Self::Member | Self::MemberOrToken(_) | Self::Maker => true,
            Self::Manager => caller.manages_team(),
            Self::Scope(scope) => caller.has_scope(scope),
        }
    }

    /// What a caller lacks.
    pub fn wanted(self) -> String {
        match self {
            Self::Scope(scope) => format!("This is for operators. It needs a key with the scope {scope}."),
            Self::Anyone | Self::Member | Self::MemberOrToken(_) | Self::Maker | Self::Manager => {
                "This is for owners and admins of the team, and your key has the role member.".to_owned()
            }
        }
    }

    /// Lets a caller through. A browser token also has to be for the thing that the path names.
    fn check(self, identity: &Identity, id: Option<&str>) -> Result<(), ApiError> {
        if let Credential::BrowserToken(token) = &identity.by {
            let needed = match self {
                Self::MemberOrToken(scope) => Some(scope),
                Self::Anyone | Self::Member | Self::Maker | Self::Manager | Self::Scope(_) => None,
            };
            token.check(needed, id).map_err(|reason| match reason {
                NotAllowed::Forbidden(sentence) => ApiError::Forbidden(sentence),
                NotAllowed::OtherJob => ApiError::NotFound,
            })?;
        }
        if self.admits(&identity.key.caller) { Ok(()) } else { Err(ApiError::Forbidden(self.wanted())) }
    }
}

impl<App> Endpoint<App> {
    /// The endpoint without its handler.
    pub const fn method_and_path(&self) -> MethodAndPath {
        MethodAndPath { method: self.method, path: self.path }
    }

    /// What it answers when it has done what it was asked.
    pub const fn answers(&self, answers: &'static [Answer]) -> Replies {
        Replies { endpoint: self.method_and_path(), answers }
    }

    /// The body that it takes.
    pub const fn takes(&self, schema: fn(&Catalog) -> Value) -> Takes {
        Takes { endpoint: self.method_and_path(), optional: false, schema }
    }

    /// The body that it takes, if there is one.
    pub const fn may_take(&self, schema: fn(&Catalog) -> Value) -> Takes {
        Takes { endpoint: self.method_and_path(), optional: true, schema }
    }

    /// Serves a call of a function that has endpoints for [`Access::Anyone`] only, and so needs no way to identify callers.
    pub async fn serve_anyone(&self, app: &App, request: &Request) -> Handled {
        version::asked(request.headers()).map_err(|mistake| ApiError::Fields(vec![mistake]))?;
        let call = Call::new(request, None, self.parameters);
        call.query().finish()?;
        (self.handler)(app, &call).await
    }

    /// How it is described. `refuses`: what its handler refuses beside what every endpoint of its kind does.
    pub const fn operation(
        &self,
        id: &'static str,
        tag: Tag,
        summary: &'static str,
        refuses: &'static [Problem],
    ) -> Operation {
        let (endpoint, access, parameters) = (self.method_and_path(), self.access, self.parameters);
        Operation { endpoint, access, parameters, id, tag, summary, refuses }
    }

    /// In the order that clients can see: 400 for the version, 401, 403, 400 for a parameter that is repeated, and then
    /// what the handler says. Endpoints that report their mistakes in header, query and body together read the query themselves with
    /// [`Call::query`], which refuses repetitions as well.
    pub async fn serve(&self, app: &App, callers: &Callers, request: &Request) -> Handled {
        version::asked(request.headers()).map_err(|mistake| ApiError::Fields(vec![mistake]))?;
        let identity = match self.access {
            Access::Anyone => None,
            Access::Member
            | Access::MemberOrToken(_)
            | Access::Maker
            | Access::Manager
            | Access::Scope(_) => {
                let identity = callers.identify(request.headers()).await?;
                self.access.check(&identity, request.path_parameters().first("id"))?;
                Some(identity)
            }
        };
        let call = Call::new(request, identity, self.parameters);
        if matches!(self.parameters, Parameters::Ignored) {
            call.query().finish()?;
        }
        (self.handler)(app, &call).await
    }
}

/// The endpoint that API Gateway matched.
pub fn find<'a, App>(endpoints: &'a [Endpoint<App>], request: &Request) -> Option<&'a Endpoint<App>> {
    let key = endpoint_key(request)?;
    endpoints.iter().find(|endpoint| endpoint.method_and_path().key() == key)
}

/// All endpoints without their handlers, made by the compiler: a crate that knows them does not link the handlers.
pub const fn methods_and_paths<App, const N: usize>(endpoints: &[Endpoint<App>]) -> [MethodAndPath; N] {
    let mut all = [MethodAndPath { method: "", path: "" }; N];
    let mut next = 0;
    while next < N {
        #[expect(clippy::indexing_slicing, reason = "it runs in the compiler, which refuses a wrong index")]
        {
            all[next] = endpoints[next].method_and_path();
        }
        next += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use domain::{Role, TeamId, UserId};

    use super::*;

    fn caller(role: Role, scopes: &[&str]) -> Caller {
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        Caller { team_id: TeamId::new("t"), user_id: UserId::new("u"), role, scopes }
    }

    #[test]
    fn access_is_by_role_or_by_scope() {
        let operator = caller(Role::Member, &["platform:billing"]);
        for (access, owner, admin, member, scope) in [
            (Access::Member, true, true, true, true),
            (Access::MemberOrToken(TokenScope::JobsRead), true, true, true, true),
            (Access::Maker, true, true, true, true),
            (Access::Manager, true, true, false, false),
            (Access::Scope("platform:billing"), false, false, false, true),
            (Access::Scope("platform"), false, false, false, false),
        ] {
            let admits = |role| access.admits(&caller(role, &[]));
            assert_eq!(
                (admits(Role::Owner), admits(Role::Admin), admits(Role::Member), access.admits(&operator)),
                (owner, admin, member, scope),
                "{access:?}"
            );
        }
    }

    #[test]
    fn every_endpoint_is_among_the_methods_and_paths() {
        const ENDPOINTS: &[Endpoint<()>] = &[endpoint("GET", "/a"), endpoint("PUT", "/b/{id}")];
        const ALL: [MethodAndPath; ENDPOINTS.len()] = methods_and_paths(ENDPOINTS);
        assert_eq!(ALL.map(|it| it.key()), ["GET /a", "PUT /b/{id}"]);
    }

    const fn endpoint(method: &'static str, path: &'static str) -> Endpoint<()> {
        let handler: Handler<()> = |(), _| Box::pin(async { Err(ApiError::NotFound) });
        Endpoint { method, path, access: Access::Anyone, parameters: Parameters::None, handler }
    }
}
