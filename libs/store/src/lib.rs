//! DynamoDB: the only crate that names a table or an attribute. Every function here is one or two AWS
//! calls, and says which. Writes to a job are guarded by its `revision`, so that of two writers who read
//! the same job one learns that it lost.

mod api_keys;
mod attribute;
mod books;
mod brand;
mod claim;
mod drive;
mod due;
mod error;
mod health;
mod idempotency;
mod jobs;
mod ledger;
mod list;
mod made;
mod patience;
mod prove;
mod references;
mod submit;
mod tables;
mod transaction;
mod wake;
mod wish;

pub use api_keys::ApiKey;
pub use books::{Books, Difference};
pub use brand::{KitPage, KitRecord, NoLogo};
pub use claim::Claim;
pub use drive::{Changed, Completed, FilePage, FileQuery, FolderDeleted, NoFolder, Uploading};
pub use due::DueJob;
pub use error::Error;
pub use health::Healths;
pub use idempotency::{Idempotency, KeyUse};
pub use jobs::JobRecord;
pub use ledger::{Credit, Credited, Ended, LineFilter, LinePage};
pub use list::{JobFilter, JobPage};
pub use made::Made;
pub use prove::Proof;
pub use submit::Submitted;
pub use tables::Tables;
pub use wish::Wished;

/// All tables of one deployment. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    client: aws_sdk_dynamodb::Client,
    tables: Tables,
}

impl Store {
    pub fn new(client: aws_sdk_dynamodb::Client, table_prefix: &str) -> Self {
        Self { client, tables: Tables::new(table_prefix) }
    }
}
