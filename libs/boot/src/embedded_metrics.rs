//! Writes the counts of `metrics` in `CloudWatch`'s embedded metric format, of which Lambda's log makes metrics without
//! a call to AWS.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io::Write;

use clock::Clock;
use lambda_runtime::tracing::field::{Field, Visit};
use lambda_runtime::tracing::subscriber::Layer;
use lambda_runtime::tracing::subscriber::fmt::MakeWriter;
use lambda_runtime::tracing::subscriber::layer::Context;
use lambda_runtime::tracing::{Event, Subscriber};
use serde_json::{Map, Value, json};

/// The namespace that the alarms of `template.yaml` name.
const NAMESPACE: &str = "CreativeHub";
/// The field of an event that names the metric.
const METRIC: &str = "metric";

#[derive(Debug)]
pub(crate) struct EmbeddedMetrics<W> {
    clock: Clock,
    writer: W,
}

impl<W> EmbeddedMetrics<W> {
    pub(crate) const fn new(clock: Clock, writer: W) -> Self {
        Self { clock, writer }
    }
}

impl<S, W> Layer<S> for EmbeddedMetrics<W>
where
    S: Subscriber,
    W: for<'a> MakeWriter<'a> + 'static,
{
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let Some(line) = line(fields.0, self.clock.now().as_millis()) else { return };
        // One write, so that no other line gets between. There is nobody to tell that it failed.
        let _ = self.writer.make_writer().write_all(format!("{line}\n").as_bytes());
    }
}

/// The line of one count: once over everything, for the alarms, and once by vendor and route. `None`: the event names
/// no metric.
fn line(mut fields: BTreeMap<&'static str, Value>, millis: i64) -> Option<Value> {
    let Some(Value::String(metric)) = fields.remove(METRIC) else { return None };
    let mut line = Map::new();
    line.insert(
        "_aws".to_owned(),
        json!({
            "Timestamp": millis,
            "CloudWatchMetrics": [{
                "Namespace": NAMESPACE,
                "Dimensions": [[], ["vendor", "route"]],
                "Metrics": [{"Name": metric, "Unit": "Count"}],
            }],
        }),
    );
    line.extend(fields.into_iter().map(|(name, value)| (name.to_owned(), value)));
    line.insert(metric, json!(1));
    Some(Value::Object(line))
}

/// The fields of an event as JSON.
#[derive(Default)]
struct Fields(BTreeMap<&'static str, Value>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name(), value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}").into());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use domain::Timestamp;
    use lambda_runtime::tracing;
    use lambda_runtime::tracing::subscriber::filter::filter_fn;
    use lambda_runtime::tracing::subscriber::layer::SubscriberExt;
    use lambda_runtime::tracing::subscriber::registry;
    use lambda_runtime::tracing::subscriber::util::SubscriberInitExt;
    use metrics::Metric;

    use super::*;

    /// What was written.
    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Written {
        fn of(act: impl FnOnce()) -> String {
            let written = Self::default();
            let writer = written.clone();
            let counts = EmbeddedMetrics::new(Clock::system(), move || writer.clone());
            let counts = counts.with_filter(filter_fn(|about| about.target() == metrics::TARGET));
            let registered = registry().with(counts).set_default();
            act();
            drop(registered);
            let bytes = written.0.lock().unwrap().clone();
            String::from_utf8(bytes).unwrap()
        }
    }

    #[test]
    fn a_count_is_one_line_of_exactly_this_form() {
        let written =
            Written::of(|| metrics::count(Metric::RouteClosed, "fal", "fal_fast", "HTTP 403\nof \"fal\""));
        let (line, rest) = written.split_once('\n').unwrap();
        assert_eq!(rest, "");
        let now = Timestamp::from_millis(0);
        let seen: Value = serde_json::from_str(line).unwrap();
        let millis = seen["_aws"]["Timestamp"].as_i64().unwrap();
        assert!((0..60_000).contains(&(Clock::system().now().millis_since(now) - millis)));
        let expected = format!(
            "{{\"_aws\":{{\"Timestamp\":{millis},\"CloudWatchMetrics\":[{{\"Namespace\":\"CreativeHub\",\
             \"Dimensions\":[[],[\"vendor\",\"route\"]],\"Metrics\":[{{\"Name\":\"RouteClosed\",\"Unit\":\"Count\"}}]}}]}},\
             \"route\":\"fal_fast\",\"vendor\":\"fal\",\"why\":\"HTTP 403\\nof \\\"fal\\\"\",\"RouteClosed\":1}}"
        );
        assert_eq!(line, expected);
    }

    #[test]
    fn every_metric_has_its_line_and_nothing_else_has_one() {
        let written = Written::of(|| {
            tracing::error!("no count");
            for metric in Metric::ALL {
                metrics::count(metric, "fal", "fal", "x");
            }
        });
        let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), Metric::ALL.len());
        for (line, metric) in lines.iter().zip(Metric::ALL) {
            assert_eq!(line[metric.name()], 1);
        }
    }

    #[test]
    fn other_fields_of_an_event_become_properties() {
        let written = Written::of(|| {
            tracing::info!(target: metrics::TARGET, metric = "Sunset", vendor = "fal", route = "", days = 12_u64, soon = true);
        });
        let line: Value = serde_json::from_str(&written).unwrap();
        assert_eq!((&line["days"], &line["soon"], &line["Sunset"]), (&json!(12), &json!(true), &json!(1)));
    }
}
