//! What a data folder remembers between runs: the ports inside, the teams and the keys. Written once, so
//! that a second start on the same folder goes on where the first stopped.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Error;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct State {
    /// Service → port. Kept because jobs under way hold links to the simulators.
    pub(crate) ports: BTreeMap<String, u16>,
    pub(crate) team_id: String,
    pub(crate) other_team_id: String,
    pub(crate) operator_team_id: String,
    /// Who → API key. These keys open nothing but this folder.
    pub(crate) keys: BTreeMap<String, String>,
}

pub(crate) const WHO: [&str; 5] = ["owner", "admin", "member", "other_team_owner", "operator"];

/// Holds the folder for this process.
#[derive(Debug)]
pub(crate) struct Folder {
    dir: PathBuf,
    _lock: File,
}

impl Folder {
    pub(crate) fn open(dir: &Path) -> Result<Self, Error> {
        fs::create_dir_all(dir)?;
        let lock = File::create(dir.join("lock"))?;
        lock.try_lock().map_err(|_| format!("{} is in use by another local stack", dir.display()))?;
        Ok(Self { dir: dir.to_owned(), _lock: lock })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    pub(crate) fn load(&self) -> Result<State, Error> {
        match fs::read(self.path("stack.json")) {
            Ok(text) => Ok(serde_json::from_slice(&text)?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(State::fresh()),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn save(&self, state: &State) -> Result<(), Error> {
        write_whole(&self.path("stack.json"), &serde_json::to_vec_pretty(state)?)
    }
}

/// Writes beside the file and renames, so that a reader or a crash never meets half of it.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> Result<(), Error> {
    let beside = path.with_extension("part");
    fs::write(&beside, content)?;
    fs::rename(&beside, path)?;
    Ok(())
}

impl State {
    fn fresh() -> Self {
        let id = || uuid::Builder::from_random_bytes(rand::random()).into_uuid().to_string();
        let key = |who: &&str| ((*who).to_owned(), format!("chub_{}", id().replace('-', "")));
        Self {
            ports: BTreeMap::new(),
            team_id: id(),
            other_team_id: id(),
            operator_team_id: id(),
            keys: WHO.iter().map(key).collect(),
        }
    }
}
