//! DynamoDB: the only crate that names a table or an attribute. Every function here says which AWS calls it
//! makes, mostly one or two. A job is replaced only by a writer who knows its `revision`, so that of two writers who have read the
//! same job one learns that it came too late. Rows have plain columns that people can query (`docs/runbook.md`).

mod api_keys;
mod attribute;
mod books;
mod brand;
mod browser_tokens;
mod claim;
mod conditional;
mod created;
mod drive;
mod due;
mod error;
mod health;
mod heartbeat;
mod idempotency;
mod job_body;
mod job_row;
mod jobs;
mod ledger;
mod list;
mod memberships;
mod recent;
mod references;
mod replace_with_key;
mod retry;
mod submit;
mod tables;
mod teams;
mod transaction;
mod wake;

pub use api_keys::{KeyPage, KeyRecord, NewSecret, NotRotated};
pub use books::{Books, Difference};
pub use brand::{KitPage, KitRecord, NoLogo};
pub use claim::ClaimOutcome;
pub use created::Created;
pub use drive::{Changed, Completed, FilePage, FileQuery, FolderDeleted, NoFolder, Uploading};
pub use due::DueJob;
pub use error::Error;
pub use health::Healths;
pub use idempotency::{Idempotency, KeyUse};
pub use job_row::JobMoney;
pub use jobs::JobRecord;
pub use ledger::{BilledPage, Credit, Credited, Ended, LineFilter, LinePage, MemberPage};
pub use list::{JobFilter, JobPage};
pub use memberships::{MemberRecord, MembershipChanged};
pub use replace_with_key::Replaced;
pub use submit::Submitted;
pub use tables::Tables;
pub use teams::{TeamExists, TeamPage};

use files::Files;

/// All tables of one deployment. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    client: aws_sdk_dynamodb::Client,
    tables: Tables,
    bodies: Option<Files>,
}

impl Store {
    pub fn new(client: aws_sdk_dynamodb::Client, table_prefix: &str) -> Self {
        Self { client, tables: Tables::new(table_prefix), bodies: None }
    }

    /// With the bucket where the large bodies of jobs are. Every function that reads or writes jobs needs it.
    #[must_use]
    pub fn with_bodies(mut self, bucket: Files) -> Self {
        self.bodies = Some(bucket);
        self
    }
}
