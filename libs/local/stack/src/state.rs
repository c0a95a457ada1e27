//! What a data folder remembers between runs: the services' ports, the teams and the keys. They stay the same, so
//! that a second start on the same folder goes on where the first one stopped.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::api_key::{KeyPrefix, Secret};
use serde::{Deserialize, Serialize};

use crate::Error;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct State {
    /// Service → port. The ports are kept because unfinished jobs have links to the simulators.
    pub(crate) ports: BTreeMap<String, u16>,
    pub(crate) team_id: String,
    pub(crate) other_team_id: String,
    pub(crate) operator_team_id: String,
    /// Caller → API key. These keys are valid for nothing but this folder's stack.
    pub(crate) keys: BTreeMap<String, String>,
}

const CALLERS: [&str; 5] = ["owner", "admin", "member", "other_team_owner", "operator"];

/// A data folder, which is locked for this process.
#[derive(Debug)]
pub(crate) struct Folder {
    dir: PathBuf,
    _lock: File,
}

/// The folder of a stack, found by a command that does not start one.
#[derive(Debug)]
pub(crate) enum Found {
    /// No stack runs on it, and none can be started while this value exists.
    Free(Folder),
    /// A stack runs on it, with this state.
    Running(State),
}

const STATE_FILE: &str = "stack.json";

impl Folder {
    pub(crate) fn open(dir: &Path) -> Result<Self, Error> {
        fs::create_dir_all(dir)?;
        Self::lock(dir)?.ok_or_else(|| format!("{} is in use by another local stack", dir.display()).into())
    }

    /// Finds a stack's folder. A folder that is none is left as it is.
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

    /// Returns `None` if another process has locked it.
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

/// Writes another file and renames it, so that neither a reader nor a crash sees half a file.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> Result<(), Error> {
    let beside = path.with_extension("part");
    fs::write(&beside, content)?;
    fs::rename(&beside, path)?;
    Ok(())
}

impl State {
    fn fresh() -> Self {
        let id = || uuid::Builder::from_random_bytes(rand::random()).into_uuid().to_string();
        let key = |caller: &&str| {
            let secret = Secret::new(KeyPrefix::Test, rand::random());
            ((*caller).to_owned(), secret.as_str().to_owned())
        };
        Self {
            ports: BTreeMap::new(),
            team_id: id(),
            other_team_id: id(),
            operator_team_id: id(),
            keys: CALLERS.iter().map(key).collect(),
        }
    }
}
