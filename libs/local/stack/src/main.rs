//! `local up` keeps the whole system running on this machine. `local demo` shows jobs from request to file. `local
//! books` audits the credits of a folder's stack. `local bootstrap` makes the first keys and credits of a deployment. `local
//! sunsets` says what of the catalog ends soon. `local bench` measures holds and renders.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use boot::Env;
use clap::{Args, Parser, Subcommand};
use clock::{Clock, MovableClock};
use domain::catalog::{Vendor, day_from};
use domain::timing::Pace;
use domain::{Credits, TeamId, Timestamp, UserId};
use hub_console::SignIn;
use local::{
    Error, MediaStyle, Options, Ready, RealVendor, Stack, Wanted, bench, books, bootstrap, demo, real,
    sunsets,
};
use tracing_subscriber::EnvFilter;
use web::JwtSettings;

#[derive(Debug, Parser)]
#[command(
    version,
    about = "Creative Hub on this machine: no AWS account, no Docker, and vendors' keys only if you want"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Starts the stack and keeps it up until Ctrl-C.
    Up {
        /// The API's port; 0 picks a free one.
        #[arg(long, default_value_t = 8787)]
        port: u16,
        /// The folder for all data. A second start on the same folder goes on where the first one stopped.
        #[arg(long, default_value = ".data")]
        data: PathBuf,
        /// A file that is written once the stack can be used: addresses, keys and teams, as JSON.
        #[arg(long)]
        ready: Option<PathBuf>,
        /// Shortens the time that vendors take, and the delays that follow from it. 0.1 and 10 both mean ten times
        /// as fast as in reality. Nothing can be slower than in reality.
        #[arg(long, default_value = "1", value_parser = pace)]
        time_scale: Pace,
        /// Calls this vendor instead of its simulator, with the key in the environment, and spends real money; may be
        /// given several times. Models that it makes are made there or not at all. With =URL, the calls go to that
        /// address, such as a proxy. `local vendors` lists the names and the variables for the keys.
        #[arg(long = "vendor", value_name = "NAME[=URL]")]
        vendors: Vec<String>,
        /// The day on which the stack believes to start, such as 2027-01-07: vendors have ended by then what they end.
        #[arg(long, value_parser = day)]
        day: Option<Timestamp>,
        /// Lets the simulated vendors make plain pictures and clips, as the tests have them: cheap, and always the same.
        #[arg(long)]
        plain_media: bool,
    },
    /// Makes a picture, a video, an avatar, a speech and an ad of them at once, and prints what they cost.
    Demo {
        /// Runs every model in every mode instead.
        #[arg(long)]
        all: bool,
        #[arg(long, default_value = demo::PROMPT)]
        prompt: String,
        /// The folder for the files.
        #[arg(long, default_value = "out")]
        out: PathBuf,
    },
    /// Recomputes all balances, holds and caps from jobs and ledger, and prints where they differ. The stack
    /// may run meanwhile.
    Books {
        /// The stack's folder.
        #[arg(long, default_value = ".data")]
        data: PathBuf,
    },
    /// Makes the first operator's key, and a first team with its owner's key and opening credits. A second run makes only
    /// what is missing. The keys are shown here and nowhere else.
    Bootstrap(BootstrapArguments),
    /// Says which routes and voices end within 60 days or have ended, and which models one route or one vendor is left to
    /// make. Makes no call.
    Sunsets {
        /// As if it were this day, such as 2027-01-07.
        #[arg(value_parser = day)]
        day: Option<Timestamp>,
    },
    /// Lists the vendors that `local up --vendor` can call: the variables for their keys, and what they make.
    Vendors,
    /// Measures how many holds one team's row takes at once, and how fast an ad is rendered; a few minutes.
    Bench,
}

#[derive(Debug, Args)]
struct BootstrapArguments {
    /// The folder of a local stack, which may run or not.
    #[arg(long, default_value = ".data")]
    data: PathBuf,
    /// The tables of a deployment on AWS instead, by their common prefix. Credentials and region come from the environment.
    #[arg(long, conflicts_with = "data")]
    table_prefix: Option<String>,
    /// The user that the operator's key stands for.
    #[arg(long, default_value = "operator")]
    operator: String,
    /// The first team's id.
    #[arg(long, default_value = "first-team")]
    team: String,
    /// Its name.
    #[arg(long, default_value = "First team")]
    name: String,
    /// The user that the owner's key stands for.
    #[arg(long, default_value = "owner")]
    owner: String,
    /// The team's opening credits, a thousand to the dollar. It gets none if it has had some before.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(i64).range(1..=1_000_000_000))]
    credits: i64,
    /// Makes other keys although there are some, for people who have lost theirs. The old ones stay valid.
    #[arg(long)]
    new_keys: bool,
}

impl BootstrapArguments {
    fn place(&self) -> bootstrap::Place<'_> {
        match &self.table_prefix {
            Some(table_prefix) => bootstrap::Place::Aws { table_prefix },
            None => bootstrap::Place::Folder(&self.data),
        }
    }

    fn wanted(&self) -> bootstrap::Wanted {
        bootstrap::Wanted {
            operator: UserId::new(&self.operator),
            team: TeamId::new(&self.team),
            team_name: self.name.clone(),
            owner: UserId::new(&self.owner),
            credits: Credits::new(self.credits),
            new_keys: self.new_keys,
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let (name, outcome) = match command {
        Command::Up { port, data, ready, time_scale, vendors, day, plain_media } => {
            // dynoxide warns of every refused condition, and here these are ordinary answers.
            log("info,dynoxide=error");
            let (pace, clock) = (time_scale, clock_on(day));
            let media = if plain_media { MediaStyle::Plain } else { MediaStyle::Illustrated };
            let options = identity_provider().and_then(|(jwt, sign_in)| {
                let real = real_vendors(&vendors)?;
                Ok(Options { data, port, pace, clock, real, media, jwt, sign_in, ..Options::default() })
            });
            ("local up", Box::pin(up(options, ready)).await)
        }
        Command::Demo { prompt, out, all } => {
            log("error");
            let scope = if all { demo::Scope::All } else { demo::Scope::Five };
            ("local demo", Box::pin(demo::run(&prompt, scope, &out)).await)
        }
        Command::Books { data } => {
            log("error");
            ("local books", books::run(&data).await)
        }
        Command::Bootstrap(arguments) => {
            log("error");
            ("local bootstrap", bootstrap::run(arguments.place(), &arguments.wanted()).await)
        }
        Command::Sunsets { day } => {
            log("error");
            ("local sunsets", sunsets::run(day.unwrap_or_else(|| Clock::system().now())))
        }
        Command::Vendors => {
            print!("{}", real::list());
            ("local vendors", Ok(()))
        }
        Command::Bench => {
            log("error");
            ("local bench", bench::run().await)
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name}: {}", with_causes(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn up(options: Result<Options, Error>, ready: Option<PathBuf>) -> Result<(), Error> {
    // The file of the last run goes, because somebody may wait for this one's.
    forget(ready.as_deref())?;
    let options = options?;
    let warnings = real::warnings(&options.real);
    let stack = Stack::start(options).await?;
    println!("Creative Hub is up at {}{}", stack.ready.api, web::BASE_PATH);
    println!("{}", console(&stack.ready));
    for warning in warnings {
        eprintln!("{warning}");
    }
    match &ready {
        Some(file) => {
            stack.ready.write(file)?;
            println!("Keys and addresses are in {}. Ctrl-C stops it.", file.display());
        }
        None => println!("{}", serde_json::to_string_pretty(&stack.ready)?),
    }
    tokio::signal::ctrl_c().await?;
    forget(ready.as_deref())
}

/// A link to the console that is signed in. What is behind `#` stays in the browser.
fn console(ready: &Ready) -> String {
    match ready.keys.get("owner") {
        Some(key) if hub_console::is_built() => {
            format!("The console, as the owner: {}/console/#key={key}", ready.api)
        }
        _ => format!("The console at {}/console/ is not built; `make console` does it.", ready.api),
    }
}

fn real_vendors(named: &[String]) -> Result<BTreeMap<Vendor, RealVendor>, Error> {
    let wanted = named.iter().map(|text| text.parse::<Wanted>()).collect::<Result<Vec<_>, _>>()?;
    let environment = RefCell::new(Env::default());
    real::choose(&wanted, |name| environment.borrow_mut().optional(name))
}

/// From the same variables as the functions'.
fn identity_provider() -> Result<(Option<JwtSettings>, Option<SignIn>), Error> {
    let mut env = Env::default();
    let jwt = env.group(|setting| JwtSettings::read(setting));
    let sign_in = env.group(|setting| SignIn::read(setting));
    env.finish()?;
    Ok((jwt, sign_in))
}

fn forget(ready: Option<&Path>) -> Result<(), Error> {
    match ready.map(std::fs::remove_file) {
        Some(Err(error)) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn log(default: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
}

/// The machine's clock, moved by whole days so that it is this day.
fn clock_on(day: Option<Timestamp>) -> Clock {
    let clock = MovableClock::default();
    let today = day_from(&clock.clock().now().date());
    if let (Some(day), Some(today)) = (day, today) {
        clock.advance_seconds(day.millis_since(today) / 1000);
    }
    clock.clock()
}

fn day(text: &str) -> Result<Timestamp, String> {
    day_from(text).ok_or_else(|| "is not a day such as 2027-01-07".to_owned())
}

fn pace(text: &str) -> Result<Pace, String> {
    let factor: f64 = text.parse().map_err(|_| "is not a number".to_owned())?;
    Pace::shortened_to(if factor > 1.0 { 1.0 / factor } else { factor })
        .ok_or_else(|| "must be greater than 0".to_owned())
}

/// Errors of the AWS SDKs state only in their causes what has happened.
fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}
