//! What a data folder remembers between runs: the ports inside, the teams and the keys. Written once, so
//! that a second start on the same folder goes on where the first stopped.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
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

/// A folder that a stack was started on, found by somebody who does not want to start another.
#[derive(Debug)]
pub(crate) enum Found {
    /// No stack runs on it, and none can be started while this is kept.
    Free(Folder),
    /// The state of the stack that runs on it.
    Running(State),
}

const STATE_FILE: &str = "stack.json";

impl Folder {
    pub(crate) fn open(dir: &Path) -> Result<Self, Error> {
        fs::create_dir_all(dir)?;
        Self::lock(dir)?.ok_or_else(|| format!("{} is in use by another local stack", dir.display()).into())
    }

    /// Leaves alone what is no stack's folder.
    pub(crate) fn find(dir: &Path) -> Result<Found, Error> {
        let state_file = dir.join(STATE_FILE);
        if !state_file.is_file() {
            return Err(
                format!("there is no local stack in {}: it has no {STATE_FILE}", dir.display()).into()
            );
        }
        match Self::lock(dir)? {
            Some(folder) => Ok(Found::Free(folder)),
            None => Ok(Found::Running(serde_json::from_slice(&fs::read(state_file)?)?)),
        }
    }

    /// `None`: another process holds it.
    fn lock(dir: &Path) -> Result<Option<Self>, Error> {
        let lock = File::create(dir.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Self { dir: dir.to_owned(), _lock: lock })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    pub(crate) fn load(&self) -> Result<State, Error> {
        match fs::read(self.path(STATE_FILE)) {
            Ok(text) => Ok(serde_json::from_slice(&text)?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(State::fresh()),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn save(&self, state: &State) -> Result<(), Error> {
        write_whole(&self.path(STATE_FILE), &serde_json::to_vec_pretty(state)?)
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
