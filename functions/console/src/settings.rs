//! What the function is told: where files are, where previews of voices and avatars are, and how people sign in.

use boot::{Env, Incomplete};

use crate::{App, SignIn};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where signed links to files lead, such as `https://BUCKET.s3.us-east-1.amazonaws.com`.
    pub files: String,
    /// Where the vendors' previews are, as sources of a Content-Security-Policy.
    pub previews: Vec<String>,
    /// `None`: people have API keys only.
    pub sign_in: Option<SignIn>,
}

#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error(transparent)]
    Incomplete(#[from] Incomplete),
    #[error("'{0}' is no address of which the console may be told")]
    NoOrigin(String),
    #[error("'{0}' cannot be in a Content-Security-Policy")]
    NoSource(String),
}

impl App {
    pub fn from_env() -> Result<Self, SettingsError> {
        let mut env = Env::default();
        let files = env.required("FILES_ORIGIN");
        let sign_in = env.group(|setting| SignIn::read(setting));
        let catalog = boot::catalog(&mut env);
        env.finish()?;
        Self::new(&Settings { files, previews: catalog.preview_sources(), sign_in })
    }
}
