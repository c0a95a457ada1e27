//! The bodies of the answers that are a success.

use std::collections::BTreeMap;

use serde::Serialize;

/// The answer to a start.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Submitted {
    pub(super) id: String,
    pub(super) estimated_cost: Credits,
}

#[derive(Debug, Serialize)]
pub(super) struct Credits {
    pub(super) credits: u32,
}

/// The answer to a poll.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TaskState {
    pub(super) id: String,
    /// RFC 3339.
    pub(super) created_at: String,
    #[serde(flatten)]
    pub(super) status: Status,
}

#[derive(Debug, Serialize)]
#[serde(tag = "status", rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
pub(super) enum Status {
    Pending {
        estimated_cost: Credits,
    },
    Throttled {
        estimated_cost: Credits,
    },
    Running {
        /// From 0 to 1.
        progress: f64,
        estimated_cost: Credits,
    },
    Succeeded {
        output: Vec<String>,
        cost: Credits,
    },
    Failed {
        failure: &'static str,
        failure_code: &'static str,
        cost: Credits,
    },
    Cancelled {
        cost: Credits,
    },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Organization {
    pub(super) credit_balance: i64,
    pub(super) tier: Tier,
    pub(super) usage: Usage,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tier {
    pub(super) max_monthly_credit_spend: u32,
    pub(super) models: BTreeMap<&'static str, Limits>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Limits {
    pub(super) max_concurrent_generations: usize,
    pub(super) max_daily_generations: u32,
}

#[derive(Debug, Serialize)]
pub(super) struct Usage {
    pub(super) models: BTreeMap<&'static str, Used>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Used {
    pub(super) daily_generations: usize,
}
