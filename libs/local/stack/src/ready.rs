//! The ready file, which has what a person or a test needs to use the stack. Its format is stable.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::state::write_whole;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ready {
    /// The API's address, without the base path.
    pub api: String,
    /// `owner`, `admin`, `member`, `other_team_owner`, `operator` → API key.
    pub keys: BTreeMap<String, String>,
    /// Team ids: the team of owner, admin and member; the other team; the operator's team.
    pub teams: Vec<String>,
    /// Vendor → the base URL at which it is called: its simulator's, and a real vendor's own.
    pub simulators: BTreeMap<String, String>,
    /// Those among them that are not this stack's simulators. Absent where all are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub real_vendors: Vec<String>,
    /// Service → endpoint.
    pub aws: BTreeMap<String, String>,
}

impl Ready {
    pub fn write(&self, file: &Path) -> Result<(), Error> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        write_whole(file, &serde_json::to_vec_pretty(self)?)
    }
}
