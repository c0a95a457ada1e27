//! clients/cli/README.md: what the command line client does with the API, in-process and over HTTP.

mod commands;
mod lost_answers;
mod refusals;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use contract_tests::World;
use hub_cli::{Environment, Shell, http_client};
use serde_json::Value;
use tempfile::TempDir;

/// A person's terminal, with a folder of its own. Nobody looks at it, so that no progress is drawn.
struct Hub {
    environment: Environment,
    http: reqwest::Client,
    folder: TempDir,
    used: RefCell<BTreeSet<String>>,
}

/// What a call of `hub` printed, and its exit code.
#[derive(Debug)]
struct Shown {
    code: u8,
    out: String,
    err: String,
}

impl Hub {
    fn new(url: &str, key: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let environment = Environment {
            url: Some(url.to_owned()),
            key: Some(key.to_owned()),
            config: Some(folder.path().join("config/hub/config.toml")),
            first_pause: Duration::from_millis(10),
        };
        Self { environment, http: http_client().unwrap(), folder, used: RefCell::default() }
    }

    fn owner(world: &World) -> Self {
        Self::new(&world.stack.ready.api, &world.stack.ready.keys["owner"])
    }

    async fn run(&self, line: &[&str]) -> Shown {
        self.used.borrow_mut().extend(line.first().map(|&command| command.to_owned()));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let shell = Shell { http: self.http.clone(), out: &mut out, err: &mut err, is_terminal: false };
        let arguments = std::iter::once(&"hub").chain(line).map(Into::into);
        let code =
            Box::pin(hub_cli::run(arguments, self.environment.clone(), shell, std::future::pending())).await;
        Shown { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }

    /// The lines that a command prints that succeeds and has nothing to complain about.
    async fn lines(&self, line: &[&str]) -> Vec<String> {
        let shown = self.run(line).await;
        assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{line:?}: {shown:?}");
        shown.out.lines().map(str::to_owned).collect()
    }

    /// The one line of such a command.
    async fn word(&self, line: &[&str]) -> String {
        let lines = self.lines(line).await;
        assert_eq!(lines.len(), 1, "{line:?}: {lines:?}");
        lines.concat()
    }

    /// What it prints with `--json`, which is one document and nothing else.
    async fn json(&self, line: &[&str]) -> Value {
        let shown = self.run(&[line, &["--json"]].concat()).await;
        assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{line:?}: {shown:?}");
        serde_json::from_str(&shown.out).unwrap_or_else(|error| panic!("{line:?}: {error}: {shown:?}"))
    }

    /// Writes a file into the folder, and returns its path.
    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let file = self.path(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names of the files in one of its folders, in order.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}
