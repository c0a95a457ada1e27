//! Catches the counts of a piece of code in a test.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::TARGET;

/// One count, as its event has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count(BTreeMap<&'static str, String>);

impl Count {
    /// The metric, the vendor, the route and the reason.
    pub fn fields(&self) -> (&str, &str, &str, &str) {
        let field = |name| self.0.get(name).map(String::as_str).unwrap_or_default();
        (field("metric"), field("vendor"), field("route"), field("why"))
    }
}

/// What is counted while `act` runs on this thread.
pub fn counted(act: impl FnOnce()) -> Vec<Count> {
    let recorder = Recorder::default();
    let counts = Arc::clone(&recorder.0);
    tracing::subscriber::with_default(recorder, act);
    let counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
    counts.clone()
}

#[derive(Debug, Default)]
struct Recorder(Arc<Mutex<Vec<Count>>>);

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == TARGET
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut count = Count::default();
        event.record(&mut count);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(count);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Visit for Count {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}
