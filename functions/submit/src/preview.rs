//! What a client is told of a job before it is made: by the reply to a submit, a retry or a dry run.

use domain::request::{self, Plan, Warning};
use domain::{Caller, Model, Timestamp};
use serde_json::{Map, Value, json};
use web::BoundRequest;

use crate::App;

pub(crate) struct Preview {
    fields: Map<String, Value>,
    warnings: Vec<Warning>,
}

impl Preview {
    pub(crate) fn new(plan: &Plan, model: &Model) -> Self {
        let fields = [
            ("provider", json!(plan.request.model())),
            ("mode", json!(plan.request.mode())),
            ("settings", request::settings(&plan.request, &plan.applied)),
            ("expected_seconds", json!(plan.expected_seconds)),
            ("credits_estimated", json!(plan.quote.credits())),
            ("estimated_cost_cents", json!(plan.quote)),
        ];
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { fields, warnings: plan.warnings(model) }
    }

    pub(crate) fn warn(&mut self, warning: Option<Warning>) {
        self.warnings.extend(warning);
    }

    /// Adds what there is to tell to the reply that is the endpoint's own.
    pub(crate) fn tell(&self, mut reply: Value) -> Value {
        if let Some(reply) = reply.as_object_mut() {
            reply.extend(self.fields.clone());
            reply.insert("warnings".to_owned(), json!(self.warnings));
        }
        reply
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
