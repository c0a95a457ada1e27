//! Injects conflicts between transactions. DynamoDB answers with a conflict when several transactions write one row
//! at once, and dynoxide never does, because it has one lock. An injected conflict is answered here, and the call
//! is not sent.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde::Deserialize;
use serde_json::{Value, json};

const TRANSACTION: &str = "DynamoDB_20120810.TransactWriteItems";
const BAD_REQUEST: u16 = 400;
/// With a fixed seed, the same calls in the same order always get the same conflicts.
const SEED: u64 = 73;

/// Decides which transactions conflict. Clones share their state.
#[derive(Debug, Clone)]
pub struct Conflicts(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    percent: u32,
    counted: Counted,
    rng: StdRng,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Every attempt counts.
    pub transactions: usize,
    /// How many of them were answered with a conflict.
    pub conflicts: usize,
}

impl Default for Conflicts {
    fn default() -> Self {
        let state = State { percent: 0, counted: Counted::default(), rng: StdRng::seed_from_u64(SEED) };
        Self(Arc::new(Mutex::new(state)))
    }
}

impl Conflicts {
    /// From now on, this percentage of the transactions conflicts. The counts begin anew.
    pub fn inject(&self, percent: u32) {
        let mut state = self.state();
        state.percent = percent;
        state.counted = Counted::default();
    }

    /// The counts since the last [`Conflicts::inject`].
    pub fn counted(&self) -> Counted {
        self.state().counted
    }

    /// Returns a client that answers with these conflicts, and sends everything else through `http`.
    pub(crate) fn in_front_of(&self, http: SharedHttpClient) -> SharedHttpClient {
        let conflicts = self.clone();
        http_client_fn(move |settings, components| {
            let (conflicts, inner) = (conflicts.clone(), http.http_connector(settings, components));
            SharedHttpConnector::new(Connector { conflicts, inner })
        })
    }

    /// The answer to a request that conflicts; `None`: it is sent.
    fn answer(&self, request: &HttpRequest) -> Option<Result<HttpResponse, ConnectorError>> {
        let is_transaction = request.headers().get("x-amz-target") == Some(TRANSACTION);
        let items = is_transaction.then(|| count_items(request.body()))??;
        let mut state = self.state();
        state.counted.transactions += 1;
        if state.rng.random_range(0..100) >= state.percent {
            return None;
        }
        state.counted.conflicts += 1;
        let contended = state.rng.random_range(0..items);
        Some(canceled(items, contended))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct Connector {
    conflicts: Conflicts,
    inner: SharedHttpConnector,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match self.conflicts.answer(&request) {
            Some(answer) => HttpConnectorFuture::ready(answer),
            None => self.inner.call(request),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Transaction {
    transact_items: Vec<serde::de::IgnoredAny>,
}

/// Returns `None` if the body is not a transaction with an item. DynamoDB itself refuses such a body.
fn count_items(body: &SdkBody) -> Option<usize> {
    let transaction: Transaction = serde_json::from_slice(body.bytes()?).ok()?;
    Some(transaction.transact_items.len()).filter(|items| *items > 0)
}

/// DynamoDB's answer if the item at `contended` is part of another transaction. The other items are fine, and are not
/// written either.
fn canceled(items: usize, contended: usize) -> Result<HttpResponse, ConnectorError> {
    let code = |item| if item == contended { "TransactionConflict" } else { "None" };
    let codes: Vec<&str> = (0..items).map(code).collect();
    let reasons: Vec<Value> = codes.iter().map(|code| reason(code)).collect();
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": format!(
            "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
            codes.join(", ")
        ),
        "CancellationReasons": reasons,
    });
    let status =
        StatusCode::try_from(BAD_REQUEST).map_err(|error| ConnectorError::other(error.into(), None))?;
    let mut answer = HttpResponse::new(status, SdkBody::from(body.to_string()));
    answer.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    Ok(answer)
}

fn reason(code: &str) -> Value {
    match code {
        "None" => json!({"Code": code}),
        code => json!({"Code": code, "Message": "Transaction is ongoing for the item"}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(operation: &'static str, items: usize) -> HttpRequest {
        let body = json!({"TransactItems": vec![json!({"Put": {}}); items]});
        let mut request = HttpRequest::new(SdkBody::from(body.to_string()));
        request.headers_mut().insert("x-amz-target", operation);
        request
    }

    #[test]
    fn a_conflict_has_one_reason_per_item() {
        let conflicts = Conflicts::default();
        conflicts.inject(100);
        let answer = conflicts.answer(&request(TRANSACTION, 3)).unwrap().unwrap();
        assert_eq!(answer.status().as_u16(), 400);
        let body: Value = serde_json::from_slice(answer.body().bytes().unwrap()).unwrap();
        let reasons = body["CancellationReasons"].as_array().unwrap();
        let conflicting = reasons.iter().filter(|reason| reason["Code"] == "TransactionConflict");
        assert_eq!((reasons.len(), conflicting.count()), (3, 1), "{body}");
    }

    #[test]
    fn only_the_injected_share_of_transactions_conflicts_and_nothing_else_does() {
        let conflicts = Conflicts::default();
        conflicts.inject(30);
        for _ in 0..1000 {
            conflicts.answer(&request(TRANSACTION, 1));
            assert!(conflicts.answer(&request("DynamoDB_20120810.PutItem", 1)).is_none());
        }
        let Counted { transactions, conflicts } = conflicts.counted();
        assert_eq!(transactions, 1000);
        assert!((250..350).contains(&conflicts), "{conflicts}");
    }
}
