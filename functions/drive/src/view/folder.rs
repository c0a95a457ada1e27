//! A folder as clients see it.

use domain::drive::Folder;
use domain::{FolderId, Rfc3339, TeamId, UserId};
use schemars::JsonSchema;
use serde::Serialize;
use web::Listed;

/// A folder of the team's drive.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Folder")]
pub(crate) struct FolderView {
    /// The folder's id.
    id: FolderId,
    /// Its name.
    name: String,
    /// The folder that it lies in; null for the root.
    parent_id: Option<FolderId>,
    /// How many files and folders lie directly in it.
    children: u32,
    /// Who made it.
    user_id: UserId,
    /// The team.
    team_id: TeamId,
    /// When it was made.
    created_at: Rfc3339,
}

impl Listed for FolderView {
    const LIST: &'static str = "folders";
}

impl FolderView {
    pub(crate) fn new(folder: &Folder) -> Self {
        Self {
            id: folder.id,
            name: folder.name.clone(),
            parent_id: folder.parent_id,
            children: folder.children,
            user_id: folder.user_id.clone(),
            team_id: folder.team_id.clone(),
            created_at: Rfc3339(folder.created_at),
        }
    }
}
