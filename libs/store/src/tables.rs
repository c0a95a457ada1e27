//! The names of tables and indexes. A deployment may put a prefix before the table names, so that one account can hold
//! several deployments.

#[derive(Debug, Clone)]
pub struct Tables {
    pub team: String,
    pub job: String,
    pub balance: String,
    pub member: String,
    pub transaction: String,
    pub billed_failure: String,
    pub idempotency: String,
    pub api_key: String,
    pub team_api_key: String,
    pub route_health: String,
    pub drive: String,
    pub brand_kit: String,
}

/// Jobs by the time at which the sweeper takes them up. Sparse: ended jobs are not in it.
pub(crate) const BY_DUE: &str = "by_due";
/// A user's jobs in the order of time.
pub(crate) const BY_USER: &str = "by_user";
/// The counts of billed failures of all teams in a month.
pub(crate) const BY_MONTH: &str = "by_month";
/// A folder's files in the order of time. Sparse: only files are in it.
pub(crate) const BY_FOLDER: &str = "by_folder";

impl Tables {
    pub fn new(prefix: &str) -> Self {
        Self {
            team: format!("{prefix}team"),
            job: format!("{prefix}creative_job"),
            balance: format!("{prefix}credit_balance"),
            member: format!("{prefix}team_credit_cap"),
            transaction: format!("{prefix}credit_transaction"),
            billed_failure: format!("{prefix}billed_failure"),
            idempotency: format!("{prefix}idempotency"),
            api_key: format!("{prefix}api_key"),
            team_api_key: format!("{prefix}team_api_key"),
            route_health: format!("{prefix}route_health"),
            drive: format!("{prefix}drive"),
            brand_kit: format!("{prefix}brand_kit"),
        }
    }
}
