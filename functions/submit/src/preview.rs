//! What a client is told of a job before it is made: by the reply to a submit, a retry or a dry run.

use domain::request::{ExpectedSeconds, Mode, Plan, Settings, Warning};
use domain::{Caller, Cents, Credits, Model, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;
use web::BoundRequest;

use crate::App;
use crate::accepted::Told;

/// What there is to tell of a job beside what is the endpoint's own.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Preview {
    /// The model that makes it, by its id in the catalog.
    provider: String,
    /// What is made of what.
    mode: Mode,
    /// The request with its defaults filled in, and how it is adapted.
    settings: Settings,
    /// How many seconds it is likely to take.
    expected_seconds: ExpectedSeconds,
    /// The credits that are held for it. A credit is $0.001.
    credits_estimated: Credits,
    /// The same in US cents.
    estimated_cost_cents: Cents,
    /// What may not be as you want it, although nothing is wrong with the request.
    warnings: Vec<Warning>,
}

impl Preview {
    pub(crate) fn new(plan: &Plan, model: &Model) -> Self {
        Self {
            provider: plan.request.model().to_owned(),
            mode: plan.request.mode(),
            settings: Settings::new(&plan.request, &plan.applied),
            expected_seconds: plan.expected_seconds,
            credits_estimated: plan.quote.credits(),
            estimated_cost_cents: plan.quote,
            warnings: plan.warnings(model),
        }
    }

    pub(crate) fn warn(&mut self, warning: Option<Warning>) {
        self.warnings.extend(warning);
    }

    /// The reply of which `own` is the endpoint's own.
    pub(crate) fn tell<T>(self, own: T) -> Told<T> {
        Told { own, preview: self }
    }
}

/// Whether a request is looked for among the recent ones, or noted as one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recent {
    Look,
    Note,
}

/// One AWS call. A warning is not worth a failed request: without an answer there is none.
pub(crate) async fn repeated(
    app: &App,
    caller: &Caller,
    bound: &BoundRequest<'_>,
    recent: Recent,
    now: Timestamp,
) -> Option<Warning> {
    let (team, fingerprint) = (&caller.team_id, bound.fingerprint());
    let found = match recent {
        Recent::Look => app.store.noted_request(team, &fingerprint, now).await,
        Recent::Note => app.store.note_request(team, &fingerprint, now).await,
    };
    match found {
        Ok(seconds_ago) => seconds_ago.map(Warning::repeated),
        Err(error) => {
            tracing::warn!(team_id = %team, %error, "whether a request is a repetition is not known");
            None
        }
    }
}
