//! An answer as it came, and what a test expects of one.

use bytes::Bytes;
use reqwest::Response;
use reqwest::header::HeaderMap;
use serde_json::Value;

#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
    /// Null if the answer is not JSON.
    pub(crate) body: Value,
}

impl Answered {
    pub(crate) async fn read(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Self { status, headers, bytes, body }
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// What stands at a JSON pointer such as `/output/0/url`; null if nothing does.
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        self.body.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// The text at a JSON pointer.
    pub(crate) fn text(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer}: {self:?}")).to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// What an answer must be. Whatever is not mentioned may be anything.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    status: u16,
    places: Vec<(String, Place)>,
    headers: Vec<(&'static str, Option<&'static str>)>,
}

#[derive(Clone, Debug)]
enum Place {
    Is(Value),
    Text,
    Absent,
}

pub(crate) fn status(status: u16) -> Expected {
    Expected { status, places: Vec::new(), headers: Vec::new() }
}

impl Expected {
    /// This value stands at a JSON pointer; a null may be absent as well.
    pub(crate) fn is(self, pointer: impl Into<String>, value: impl Into<Value>) -> Self {
        self.place(pointer, Place::Is(value.into()))
    }

    /// Some text that is not empty stands at a JSON pointer.
    pub(crate) fn has_text(self, pointer: impl Into<String>) -> Self {
        self.place(pointer, Place::Text)
    }

    /// Nothing stands at a JSON pointer, not even a null.
    pub(crate) fn lacks(self, pointer: impl Into<String>) -> Self {
        self.place(pointer, Place::Absent)
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, Some(value)));
        self
    }

    pub(crate) fn without_header(mut self, name: &'static str) -> Self {
        self.headers.push((name, None));
        self
    }

    fn place(mut self, pointer: impl Into<String>, place: Place) -> Self {
        self.places.push((pointer.into(), place));
        self
    }

    /// `asked` is what the answer was given to, for the message of a failed test.
    #[track_caller]
    pub(crate) fn check(&self, answered: &Answered, asked: &str) {
        assert_eq!(answered.status, self.status, "{asked}: {}", shown(answered));
        for (pointer, place) in &self.places {
            let found = answered.at(pointer);
            let right = match place {
                Place::Is(value) => found == value,
                Place::Text => found.as_str().is_some_and(|text| !text.is_empty()),
                Place::Absent => answered.body.pointer(pointer).is_none(),
            };
            assert!(right, "{asked}: {place:?} expected at {pointer}: {}", shown(answered));
        }
        for (name, value) in &self.headers {
            assert_eq!(answered.header(name), *value, "{asked}: {name}");
        }
    }
}

fn shown(answered: &Answered) -> String {
    String::from_utf8_lossy(&answered.bytes).chars().take(1000).collect()
}
