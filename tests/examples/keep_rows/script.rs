//! Playing jobs one message at a time. Every message is kept as it is taken, so that the last of each sort stays.

use std::collections::BTreeMap;

use contract_tests::{Answer, Client, KEPT_TEAM, Setup, World};
use domain::{Kind, TeamId};
use serde_json::{Value, json};
use store::JobRecord;

pub(crate) struct Script {
    pub(crate) world: World,
    /// Queue → action → message.
    pub(crate) messages: BTreeMap<String, BTreeMap<String, Value>>,
    /// Requests with an idempotency key, and what they were answered.
    pub(crate) replays: Vec<Value>,
}

impl Script {
    pub(crate) async fn begin() -> Self {
        let world = World::with(Setup { vendors: None, ..Setup::by_hand() }).await;
        Self { world, messages: BTreeMap::new(), replays: Vec::new() }
    }

    pub(crate) fn client(&self, who: &str) -> Client {
        self.world.kept_client(who)
    }

    /// A POST with an idempotency key, which is kept with its reply.
    pub(crate) async fn post_with_key(&mut self, who: &str, path: &str, key: &str, body: &Value) -> Answer {
        let request = self.client(who).request("POST", path).header("idempotency-key", key);
        let request = if body.is_null() { request } else { request.json(body) };
        let answer = self.client(who).send(request).await;
        assert!((200..300).contains(&answer.status), "{path}: {answer:?}");
        self.replays.push(json!({
            "who": who, "path": path, "key": key, "body": body,
            "status": answer.status, "reply": self.world.lasting(&answer.body),
        }));
        answer
    }

    /// Submits a job as the owner and returns its id.
    pub(crate) async fn submit(&self, path: &str, body: &Value) -> String {
        self.submit_as("owner", path, body).await
    }

    pub(crate) async fn submit_as(&self, who: &str, path: &str, body: &Value) -> String {
        let answer = self.client(who).post(&format!("/creative-hub/{path}"), body).await;
        assert_eq!(answer.status, 202, "{path}: {answer:?}");
        job_id(&answer)
    }

    /// Takes the next message off a queue, once it is visible.
    pub(crate) async fn take(&mut self, kind: Kind) -> String {
        let body = self.world.next_message_of(kind).await;
        self.keep_message(kind, &serde_json::from_str(&body).unwrap());
        body
    }

    pub(crate) fn keep_message(&mut self, kind: Kind, message: &Value) {
        let action = message["stage"].as_str().unwrap().to_owned();
        let queue = self.messages.entry(kind.as_str().to_owned()).or_default();
        queue.insert(action, self.world.neutral(message));
    }

    /// Takes the next message and lets its step be done.
    pub(crate) async fn step(&mut self, kind: Kind) {
        let body = self.take(kind).await;
        self.world.deliver(kind, &body).await.unwrap();
    }

    /// Lets steps be done until the job has ended as expected.
    pub(crate) async fn end(&mut self, kind: Kind, job_id: &str, expected: &str) -> Value {
        for _ in 0..100 {
            let job = self.client("owner").job(job_id).await;
            if job["completed_at"].is_string() {
                let how = job["error_code"].as_str().unwrap_or("completed");
                assert_eq!(how, expected, "{job}");
                return job;
            }
            self.step(kind).await;
        }
        panic!("job {job_id} does not end");
    }

    pub(crate) async fn record(&self, job_id: &str) -> JobRecord {
        let job = self.world.stack.store.job(&TeamId::new(KEPT_TEAM), job_id.parse().unwrap()).await;
        job.unwrap().unwrap()
    }
}

pub(crate) fn job_id(accepted: &Answer) -> String {
    let names = ["job_id", "generation_id"].map(|name| accepted.text(name).to_owned());
    names.into_iter().find(|id| !id.is_empty()).unwrap()
}
