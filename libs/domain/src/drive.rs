//! A team's drive: folders, files, and the uploads that become files. It must not know about tables and buckets.

mod change;
mod media_types;
mod share;
mod tree;

use serde::{Deserialize, Serialize};

use crate::BucketFile;
use crate::given::quoted;
use crate::{FileId, FolderId, JobId, TeamId, Timestamp, UserId};

/// How clients call the folder that all others are in.
pub const ROOT: &str = "root";
/// The complaint about an id that is none of the team's folders. It does not say whether another team has it.
pub fn no_folder(asked: &str) -> String {
    format!("{} is not a folder of your team. GET /creative-hub/drive/folders lists them.", quoted(asked))
}

pub(crate) use change::a_folder;
pub use change::{FileChange, FolderChange, LABEL_CHARACTERS, MAX_LABELS, NewFolder, NewUpload};
pub use media_types::{MIMES, canonical, extension};
pub use share::{ShareChange, Sharing};
pub use tree::{MAX_DEPTH, MAX_FOLDERS, Misplaced, Tree};

/// How long an upload's link can be used. S3 checks this when the transfer begins, not when it ends.
pub const UPLOAD_LINK_SECONDS: u32 = 60 * 60;
/// How long a client has to complete an upload. The bucket keeps the bytes for longer.
pub const UPLOAD_SECONDS: i64 = 24 * 60 * 60;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    pub id: FolderId,
    pub team_id: TeamId,
    /// Who created it.
    pub user_id: UserId,
    pub name: String,
    /// `None`: it is in the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<FolderId>,
    /// How many folders and files are directly in it.
    pub children: u32,
    #[serde(with = "crate::time::as_text")]
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriveFile {
    pub id: FileId,
    pub team_id: TeamId,
    /// Who uploaded it, or whose job made it.
    pub user_id: UserId,
    pub name: String,
    /// `None`: it is in the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<FolderId>,
    /// The job whose result it is, which shows the file for as long as the job itself is shown. `None`: it was
    /// uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    /// Somebody picked it, as of several variants the one to go on with.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub favorite: bool,
    /// Words of the team's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    #[serde(flatten)]
    pub stored: BucketFile,
    #[serde(flatten)]
    pub sharing: Sharing,
    #[serde(with = "crate::time::as_text")]
    pub created_at: Timestamp,
}

/// A file that a client has announced and not completed yet. It becomes the file of the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub id: FileId,
    pub team_id: TeamId,
    pub user_id: UserId,
    pub name: String,
    pub mime: String,
    /// How many bytes the client announced. Exactly as many must come.
    pub bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<FolderId>,
    /// Where in the bucket the bytes are expected.
    pub key: String,
    #[serde(with = "crate::time::as_text")]
    pub created_at: Timestamp,
    /// Until when it can be completed.
    #[serde(with = "crate::time::as_text")]
    pub expires_at: Timestamp,
}

impl Upload {
    /// The file that it becomes, once its bytes are at `stored`, where they stay.
    pub fn into_file(self, stored: BucketFile, now: Timestamp) -> DriveFile {
        let Self { id, team_id, user_id, name, folder_id, .. } = self;
        DriveFile {
            id,
            team_id,
            user_id,
            name,
            folder_id,
            job_id: None,
            favorite: false,
            labels: Vec::new(),
            stored,
            sharing: Sharing::default(),
            created_at: now,
        }
    }
}
