//! Makes holds on one team's row, in two ways.

use std::time::Duration;

use clock::Clock;
use domain::job::NewJob;
use domain::request::{Facts, Family, Plan, Request};
use domain::{Catalog, Job, JobId, Kind, TeamId, UserId};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};
use store::{Store, Submitted};

use crate::{Clients, Error, Stack, WireTap};

const DEADLINE_SECONDS: i64 = 600;

/// How a hold is made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    Store,
    Http,
}

impl Way {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::Http => "HTTP",
        }
    }
}

#[derive(Clone)]
pub(super) struct Client {
    store: Store,
    team_id: TeamId,
    plan: Plan,
    http: reqwest::Client,
    api: String,
    key: String,
}

impl Client {
    /// A client with the key of the first team's owner. Its calls pass through `tap`.
    pub(super) fn new(stack: &Stack, tap: &WireTap) -> Result<Self, Error> {
        let ready = &stack.ready;
        let catalog = Catalog::shipped()?;
        let request = Request::read(Kind::Image, Family::Legacy, &body(), &catalog)
            .map_err(|complaints| format!("the request is refused: {complaints:?}"))?;
        let plan = request.quote(&Facts::default(), &catalog);
        let plan = plan.map_err(|reason| format!("the request is not quoted: {reason:?}"))?;
        Ok(Self {
            store: Store::new(Clients::new(&ready.aws, Some(tap)).dynamodb, ""),
            team_id: TeamId::new(ready.teams.first().ok_or("there is no team")?),
            plan,
            http: http()?,
            api: format!("{}{}/creative-hub/generate", ready.api, web::BASE_PATH),
            key: ready.keys.get("owner").cloned().unwrap_or_default(),
        })
    }

    /// Makes a hold and returns the id of its job, or `None` if the row was contended for too long.
    pub(super) async fn hold(&self, way: Way) -> Result<Option<String>, Error> {
        match way {
            Way::Store => self.hold_in_store().await,
            Way::Http => self.hold_over_http().await,
        }
    }

    async fn hold_in_store(&self) -> Result<Option<String>, Error> {
        let now = Clock::system().now();
        let mut job = Job::new(NewJob {
            job_id: JobId::new(now, rand::random()),
            team_id: self.team_id.clone(),
            user_id: UserId::new("bench"),
            plan: self.plan.clone(),
            now,
            deadline_at: now.plus_seconds(DEADLINE_SECONDS),
        });
        match self.store.submit(&mut job, None).await {
            Ok(Submitted::Created) => Ok(Some(job.job_id.to_string())),
            Ok(other) => Err(format!("a hold was answered with {other:?}").into()),
            Err(store::Error::Contended) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn hold_over_http(&self) -> Result<Option<String>, Error> {
        let request = self.http.post(format!("{}/image", self.api)).json(&body());
        let (status, reply) = self.send(request).await?;
        let text = |name| reply.get(name).and_then(Value::as_str);
        match (status, text("job_id"), text("code")) {
            (StatusCode::ACCEPTED, Some(job_id), _) => Ok(Some(job_id.to_owned())),
            (StatusCode::TOO_MANY_REQUESTS, _, Some("credits_contended")) => Ok(None),
            _ => Err(format!("a hold was answered with {status}: {reply}").into()),
        }
    }

    /// Releases a hold by cancelling its job, which no step has taken up.
    pub(super) async fn release(&self, job_id: &str) -> Result<(), Error> {
        let request = self.http.post(format!("{}/jobs/{job_id}/cancel", self.api));
        match self.send(request).await? {
            (StatusCode::OK, _) => Ok(()),
            (status, reply) => Err(format!("a release was answered with {status}: {reply}").into()),
        }
    }

    async fn send(&self, request: RequestBuilder) -> Result<(StatusCode, Value), Error> {
        let response = request.header("x-api-key", &self.key).send().await?;
        Ok((response.status(), response.json().await?))
    }
}

fn body() -> Value {
    json!({"prompt": "a hold", "width": 256, "height": 256})
}

#[expect(clippy::disallowed_methods, reason = "the bench is a client, not the service")]
fn http() -> Result<reqwest::Client, Error> {
    Ok(reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build()?)
}
