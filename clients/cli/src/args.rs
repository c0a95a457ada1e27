//! The command line: which commands there are, and what each takes.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use domain::{FolderId, JobId, KeyId, Kind, Status};

use crate::making::Making;

/// Pictures, videos, avatars, speech and ads from the command line.
#[derive(Debug, Parser)]
#[command(name = "hub", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// The API's address, in place of `HUB_URL`.
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub(crate) url: Option<String>,
    /// Prints the API's own JSON and nothing else.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
HUB_URL and HUB_KEY say which API is called and with which key, or `hub login` keeps both.

Exit codes: 0 done, 1 the API refused, 2 wrong usage or a file here, 3 the job failed, 4 no answer or no time left, \
130 interrupted.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Make(Making<Then>),
    /// Says what a request would cost. Nothing is made, held or uploaded.
    Cost {
        #[command(subcommand)]
        what: Making<Nothing>,
    },
    /// Lists jobs, the newest first.
    Jobs(JobFilter),
    /// Shows a job.
    Job { id: JobId },
    /// Waits for a job, and saves what it made.
    Wait {
        id: JobId,
        #[command(flatten)]
        follow: Follow,
    },
    /// Cancels a job.
    Cancel { id: JobId },
    /// Submits the request of a failed job again.
    Retry {
        id: JobId,
        #[command(flatten)]
        then: Then,
    },
    /// Shows what a job cost and why.
    Receipt { id: JobId },
    /// Lists the models.
    Models {
        /// Only those that make this.
        #[arg(long = "type", value_name = "TYPE", value_parser = kind())]
        kind: Option<Kind>,
    },
    /// Lists the voices of a provider.
    Voices {
        #[command(flatten)]
        pick: Pick,
        /// A code or an English name, such as `de` or `German`.
        #[arg(long)]
        language: Option<String>,
    },
    /// Lists the avatars of a provider.
    Avatars {
        #[command(flatten)]
        pick: Pick,
    },
    /// Uploads files into the drive, and prints how requests name them.
    Upload {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The folder of the drive; the root without it.
        #[arg(long, value_name = "ID")]
        folder: Option<FolderId>,
        /// Of what type the files are, such as image/png; otherwise their first bytes or their names tell it.
        #[arg(long)]
        mime: Option<String>,
    },
    /// Lists the files of a folder of the drive.
    Files {
        /// The folder's id; the root without it.
        #[arg(long, value_name = "ID")]
        folder: Option<FolderId>,
        #[command(flatten)]
        page: Page,
    },
    /// Lists the folders of the drive, or makes one.
    Folders {
        #[command(subcommand)]
        command: Option<Folders>,
        #[command(flatten)]
        page: Page,
    },
    /// Lists, makes, rotates and revokes API keys.
    Keys {
        #[command(subcommand)]
        command: Option<Keys>,
        #[command(flatten)]
        page: Page,
    },
    /// Shows the team's credits, or their ledger.
    Credits {
        #[command(subcommand)]
        command: Option<Credits>,
    },
    /// Shows whom the API key stands for.
    Me,
    /// Keeps the address and the API key, which it reads from stdin, in a file that only you can read.
    Login,
    /// Prints a script that completes commands in a shell.
    Completions { shell: Shell },
}

/// What is done with a job once it is accepted.
#[derive(Debug, Args)]
pub(crate) struct Then {
    /// Prints the job's id as soon as it is accepted.
    #[arg(long, conflicts_with_all = ["out", "timeout"])]
    pub(crate) no_wait: bool,
    /// Makes a repetition of the same command get the same job.
    #[arg(long, value_name = "KEY")]
    pub(crate) idempotency_key: Option<String>,
    #[command(flatten)]
    pub(crate) follow: Follow,
}

#[derive(Debug, Args)]
pub(crate) struct Follow {
    /// A file or a folder for the result; several results are numbered. Without it their links are printed.
    #[arg(short, long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Waits no longer than this many seconds. The job goes on.
    #[arg(long, value_name = "SECONDS")]
    pub(crate) timeout: Option<u64>,
}

/// A quote is followed by nothing.
#[derive(Debug, Args)]
pub(crate) struct Nothing {}

#[derive(Debug, Args)]
pub(crate) struct JobFilter {
    /// Only of this type.
    #[arg(long = "type", value_name = "TYPE", value_parser = kind())]
    pub(crate) kind: Option<Kind>,
    /// Only with this status.
    #[arg(long, value_parser = status())]
    pub(crate) status: Option<Status>,
    /// Only with their results in this folder: an id, or `root`.
    #[arg(long)]
    pub(crate) folder: Option<String>,
    /// Only this user's.
    #[arg(long)]
    pub(crate) user: Option<String>,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// How much of a list.
#[derive(Debug, Args)]
pub(crate) struct Page {
    /// So many at most.
    #[arg(long)]
    pub(crate) limit: Option<u32>,
    /// Goes on where another page ended.
    #[arg(long)]
    pub(crate) cursor: Option<String>,
    /// All pages. With --json each is a line.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Pick {
    /// The model that speaks with them or animates them.
    #[arg(long)]
    pub(crate) provider: Option<String>,
    /// Only what has each of these words.
    #[arg(short = 'q', long = "query", value_name = "WORDS")]
    pub(crate) words: Option<String>,
    /// Goes on where another page ended.
    #[arg(long)]
    pub(crate) cursor: Option<String>,
    /// All pages. With --json each is a line.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Folders {
    /// Makes a folder, and prints its id.
    Create {
        name: String,
        /// The folder to make it in; the root without it.
        #[arg(long, value_name = "ID")]
        parent: Option<FolderId>,
    },
    /// Deletes an empty folder.
    Delete { id: FolderId },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Lists the keys: the default.
    List,
    /// Makes a key, and prints it. It is shown this once.
    Create(NewKey),
    /// Gives a key another secret, and prints it. The old one is valid for another 24 hours.
    Rotate {
        id: KeyId,
        /// How long the old secret stays valid.
        #[arg(long, value_name = "SECONDS")]
        old_key_valid: Option<u32>,
    },
    /// Revokes a key, within 60 seconds everywhere.
    Revoke { id: KeyId },
}

#[derive(Debug, Args, serde::Serialize)]
pub(crate) struct NewKey {
    name: String,
    /// Whom it stands for: you, if it is not said.
    #[arg(long = "user", value_name = "USER")]
    user_id: Option<String>,
    /// owner, admin or member.
    #[arg(long)]
    role: Option<String>,
    /// A scope that it has; may be given several times.
    #[arg(long = "scope", value_name = "SCOPE")]
    scopes: Vec<String>,
    /// A model that it may use; may be given several times. Without it, all that your own key may use.
    #[arg(long = "model", value_name = "MODEL")]
    models: Vec<String>,
    /// What it may spend in a calendar month.
    #[arg(long, value_name = "CREDITS")]
    monthly_cap: Option<u64>,
    /// When it ends, such as 2027-06-30T00:00:00Z.
    #[arg(long, value_name = "TIME")]
    expires_at: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Credits {
    /// Shows the balance: the default.
    Balance,
    /// Lists the ledger, the newest lines first.
    Ledger {
        /// Only of this type, such as `grant` or `generation_image`.
        #[arg(long = "type", value_name = "TYPE")]
        line_type: Option<String>,
        /// From this time on.
        #[arg(long, value_name = "TIME")]
        from: Option<String>,
        /// Before this time.
        #[arg(long, value_name = "TIME")]
        to: Option<String>,
        #[command(flatten)]
        page: Page,
    },
}

fn kind() -> impl TypedValueParser<Value = Kind> {
    let names = PossibleValuesParser::new(Kind::ALL.map(Kind::as_str));
    names.try_map(|name| Kind::from_name(&name).ok_or("it is no type"))
}

fn status() -> impl TypedValueParser<Value = Status> {
    let names = PossibleValuesParser::new(Status::ALL.map(Status::as_str));
    let found = |name: &str| Status::ALL.into_iter().find(|status| status.as_str() == name);
    names.try_map(move |name| found(&name).ok_or("it is no status"))
}
