//! A client of one subject, with the key, on a stage of its own.

use std::ops::Deref;

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use super::answers::Answered;
use super::subject::{Api, Kind, Media, Polling, Subject};
use crate::kit::Stage;

pub(crate) struct Client {
    stage: Stage,
    pub(crate) api: Api,
    name: &'static str,
    /// The base URLs that the vendor had before each restart.
    former: Vec<String>,
}

impl Deref for Client {
    type Target = Stage;

    fn deref(&self) -> &Stage {
        &self.stage
    }
}

impl Client {
    /// A task is polled, so the clock decides; an answer with the result takes real time, a thousandth here.
    pub(crate) async fn new(api: Api, name: &'static str) -> Self {
        let subject = api.subjects.iter().find(|subject| subject.name == name).unwrap();
        let time_scale = if subject.polling.is_some() { 1.0 } else { 0.001 };
        Self::scaled(api, name, time_scale).await
    }

    pub(crate) async fn scaled(api: Api, name: &'static str, time_scale: f64) -> Self {
        Self { stage: Stage::set(api.vendor, time_scale).await, api, name, former: Vec::new() }
    }

    pub(crate) async fn killed_and_reopened(mut self) -> Self {
        self.former.push(self.stage.url(""));
        Self { stage: self.stage.killed_and_reopened().await, ..self }
    }

    pub(crate) fn subject(&self) -> &Subject {
        self.api.subjects.iter().find(|subject| subject.name == self.name).unwrap()
    }

    pub(crate) fn kind(&self) -> Kind {
        self.subject().kind
    }

    pub(crate) fn polling(&self) -> Option<&Polling> {
        self.subject().polling.as_ref()
    }

    /// The subject's shortest body with this prompt.
    pub(crate) fn body(&self, prompt: &str) -> Value {
        (self.subject().body)(prompt)
    }

    /// The URL of a path, or of a URL that may have been given before a restart.
    pub(crate) fn target(&self, target: &str) -> String {
        if target.starts_with('/') {
            return self.url(target);
        }
        self.former.iter().fold(target.to_owned(), |url, former| url.replace(former, &self.url("")))
    }

    /// A request without the key.
    pub(crate) fn keyless(&self, method: Method, target: &str) -> RequestBuilder {
        let request = self.stage.client.request(method, self.target(target));
        self.api.headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
    }

    pub(crate) fn request(&self, method: Method, target: &str) -> RequestBuilder {
        let (header, prefix) = self.api.key;
        self.keyless(method, target).header(header, format!("{prefix}{}", self.api.vendor.key()))
    }

    /// Checks what holds for every answer of the API.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Answered {
        let answered = Answered::read(request.send().await.unwrap()).await;
        (self.api.check_every_answer)(&answered);
        answered
    }

    pub(crate) async fn get(&self, target: &str) -> Answered {
        self.send(self.request(Method::GET, target)).await
    }

    pub(crate) async fn post_to(&self, path: &str, body: &Value) -> Answered {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    pub(crate) async fn start(&self, body: &Value) -> Answered {
        self.post_to(self.subject().path, body).await
    }

    /// A start with this prompt that is yet to be sent.
    pub(crate) fn request_start(&self, prompt: &str) -> RequestBuilder {
        self.request(Method::POST, self.subject().path).json(&self.body(prompt))
    }

    pub(crate) async fn accepted(&self, body: &Value) -> Answered {
        let started = self.start(body).await;
        self.subject().accepted.check(&started, &short(body));
        started
    }

    /// Asks in which state the task of a start is.
    pub(crate) async fn look(&self, started: &Answered) -> Answered {
        self.get(&(self.polling().unwrap().look)(started)).await
    }

    pub(crate) async fn result(&self, started: &Answered) -> Answered {
        self.get(&(self.polling().unwrap().result)(started)).await
    }

    /// What a start with this body ends in, which is its own answer if it is refused or has no task.
    pub(crate) async fn ended(&self, body: &Value) -> Answered {
        let started = self.start(body).await;
        match self.polling() {
            Some(polling) if started.is_success() => {
                self.pass(polling.long_ms);
                self.result(&started).await
            }
            _ => started,
        }
    }

    /// The file that a result names or holds, which is of the subject's kind or at least pretends to be.
    pub(crate) async fn file(&self, result: &Answered) -> Option<Vec<u8>> {
        let request = match (self.subject().media)(result)? {
            Media::Inline(file) => return Some(file),
            Media::Link(link) => self.stage.client.get(self.target(&link)),
            Media::KeyedLink(link) => self.request(Method::GET, &link),
        };
        let answered = Answered::read(request.send().await.unwrap()).await;
        assert_eq!(answered.status, 200, "{answered:?}");
        let expected = match self.kind() {
            Kind::Picture => "image/",
            Kind::Clip => "video/mp4",
            Kind::Sound => "audio/",
        };
        assert!(answered.header("content-type").unwrap().starts_with(expected), "{answered:?}");
        Some(answered.bytes.to_vec())
    }

    /// The file that a start with this body ends in.
    pub(crate) async fn made(&self, body: &Value) -> Vec<u8> {
        let result = self.ended(body).await;
        self.file(&result).await.unwrap_or_else(|| panic!("no file: {} {result:?}", short(body)))
    }

    pub(crate) async fn billed(&self, prompt: &str) -> u64 {
        self.jobs(prompt).await.iter().map(|job| job["billed_units"].as_u64().unwrap()).sum()
    }

    /// All starts of the vendor that were accepted.
    pub(crate) async fn starts(&self) -> u64 {
        self.all_jobs().await.iter().map(|job| job["starts"].as_u64().unwrap()).sum()
    }

    pub(crate) async fn all_jobs(&self) -> Vec<Value> {
        let usage: Value = self.get_request("/_sim/ledger").send().await.unwrap().json().await.unwrap();
        usage["jobs"].as_array().unwrap().clone()
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.simulator.world.now_ms()
    }
}

/// A body for the message of a failed test.
pub(crate) fn short(body: &Value) -> String {
    body.to_string().chars().take(300).collect()
}

/// The body with this value at a JSON pointer; what leads there must exist.
pub(crate) fn with(mut body: Value, pointer: &str, value: Value) -> Value {
    let (place, name) = pointer.rsplit_once('/').unwrap();
    let place = body.pointer_mut(place).unwrap_or_else(|| panic!("no {place} in the body"));
    place[name] = value;
    body
}
