//! Counts of what an operator has to know about. A count is an event of the log with the target [`TARGET`]; `boot` turns
//! it into a `CloudWatch` metric.

mod billed;
#[cfg(feature = "testing")]
pub mod testing;

pub use billed::billed_failures;

/// The target of a count's event, by which a subscriber knows it.
pub const TARGET: &str = "metric";

/// What is counted. The name of a metric never changes, because alarms name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// A route was closed for everybody: its key, balance, quota or model is of no use.
    RouteClosed,
    /// A vendor answered with another model than was asked for.
    OtherModel,
    /// A vendor's answer could not be read, or had a word that is not known.
    AnswerNotRead,
    /// Our key may not see a task that it has started.
    LookDenied,
    /// The length or the size of a result contradicts what was asked for.
    ResultContradicts,
    /// A vendor bills something that no customer pays.
    BilledFailure,
    /// A route or a voice ends soon, or has ended.
    Sunset,
}

impl Metric {
    pub const ALL: [Self; 7] = [
        Self::RouteClosed,
        Self::OtherModel,
        Self::AnswerNotRead,
        Self::LookDenied,
        Self::ResultContradicts,
        Self::BilledFailure,
        Self::Sunset,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::RouteClosed => "RouteClosed",
            Self::OtherModel => "OtherModel",
            Self::AnswerNotRead => "AnswerNotRead",
            Self::LookDenied => "LookDenied",
            Self::ResultContradicts => "ResultContradicts",
            Self::BilledFailure => "BilledFailure",
            Self::Sunset => "Sunset",
        }
    }
}

/// Counts one. `vendor` and `route` (`kind/model/route`) are the dimensions; `why` is for whoever looks at the line.
pub fn count(metric: Metric, vendor: &str, route: &str, why: &str) {
    tracing::info!(target: TARGET, metric = metric.name(), vendor, route, why);
}
