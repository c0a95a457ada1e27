//! Logging as Lambda expects it, and the counts of `metrics` as `CloudWatch` expects them. Both go to standard output:
//! one JSON object a line.

use lambda_runtime::tracing::subscriber::filter::{EnvFilter, LevelFilter, filter_fn};
use lambda_runtime::tracing::subscriber::fmt;
use lambda_runtime::tracing::subscriber::layer::SubscriberExt;
use lambda_runtime::tracing::subscriber::registry::Registry;
use lambda_runtime::tracing::subscriber::util::SubscriberInitExt;
use lambda_runtime::tracing::subscriber::{Layer, registry};

use crate::embedded_metrics::EmbeddedMetrics;

/// Starts logging. `AWS_LAMBDA_LOG_LEVEL` or `RUST_LOG` set the level, and `AWS_LAMBDA_LOG_FORMAT` sets the format.
/// Counts are written at every level, and in their own form.
pub fn logging() {
    let counts = EmbeddedMetrics::new(clock::Clock::system(), std::io::stdout);
    registry()
        .with(lines())
        .with(counts.with_filter(filter_fn(|about| about.target() == metrics::TARGET)))
        .init();
}

/// The form is that of `lambda_runtime`'s own subscriber, which takes no second layer.
fn lines() -> Box<dyn Layer<Registry> + Send + Sync> {
    let no_counts = filter_fn(|about| about.target() != metrics::TARGET);
    let lines = fmt::layer().with_target(false).without_time();
    if variable("AWS_LAMBDA_LOG_FORMAT").eq_ignore_ascii_case("json") {
        lines.json().with_filter(level()).with_filter(no_counts).boxed()
    } else {
        lines.with_filter(level()).with_filter(no_counts).boxed()
    }
}

fn level() -> EnvFilter {
    let named = [variable("AWS_LAMBDA_LOG_LEVEL"), variable("RUST_LOG")];
    let level = named.iter().find(|level| !level.is_empty()).and_then(|level| level.parse().ok());
    let level: LevelFilter = level.unwrap_or(LevelFilter::INFO);
    EnvFilter::builder().with_default_directive(level.into()).from_env_lossy()
}

#[expect(
    clippy::disallowed_methods,
    reason = "these are Lambda's own, and are needed before settings are read"
)]
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}
