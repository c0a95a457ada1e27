//! A team's drive: folders, files, and uploads on their way to becoming files. Knows nothing of tables and buckets.

mod change;
mod kinds;
mod tree;

use serde::{Deserialize, Serialize};

use crate::BucketFile;
use crate::{FileId, FolderId, JobId, TeamId, Timestamp, UserId};

/// What clients call the folder that all others lie in.
pub const ROOT: &str = "root";
/// What a client is told of an id that names no folder, whoever else may have one of it.
pub const NO_FOLDER: &str = "is not a folder of your team";

pub use change::{FileChange, FolderChange, NewFolder, NewUpload};
pub use kinds::{MIMES, extension};
pub use tree::{MAX_DEPTH, MAX_FOLDERS, Misplaced, Tree};

/// How long a link to upload to can be used. S3 looks at it when an upload begins, not when it ends.
pub const UPLOAD_LINK_SECONDS: u32 = 60 * 60;
/// How long an upload may take to be completed. The bucket keeps its bytes for longer.
pub const UPLOAD_SECONDS: i64 = 24 * 60 * 60;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    pub id: FolderId,
    pub team_id: TeamId,
    /// Who made it.
    pub user_id: UserId,
    pub name: String,
    /// `None`: it lies in the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<FolderId>,
    /// Folders and files directly within it.
    pub children: u32,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriveFile {
    pub id: FileId,
    pub team_id: TeamId,
    /// Who uploaded it, or whose job made it.
    pub user_id: UserId,
    pub name: String,
    /// `None`: it lies in the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<FolderId>,
    /// The job whose result it is: the job shows it for as long as it is itself shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    #[serde(flatten)]
    pub stored: BucketFile,
    pub created_at: Timestamp,
}

/// Bytes that a client said it would send. Becomes the file of the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub id: FileId,
    pub team_id: TeamId,
    pub user_id: UserId,
    pub name: String,
    pub mime: String,
    /// Exactly so many.
    pub bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<FolderId>,
    /// Where the bytes are expected.
    pub key: String,
    pub created_at: Timestamp,
    /// Afterwards it cannot be completed any more.
    pub expires_at: Timestamp,
}

impl Upload {
    /// The file it becomes, once its bytes lie where they stay.
    pub fn into_file(self, stored: BucketFile, now: Timestamp) -> DriveFile {
        let Self { id, team_id, user_id, name, folder_id, .. } = self;
        DriveFile { id, team_id, user_id, name, folder_id, job_id: None, stored, created_at: now }
    }
}
