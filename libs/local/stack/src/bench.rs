//! `make bench` measures how many holds one team's row takes from many clients at once, and how fast an ad is
//! rendered. It prints numbers and judges nothing.

mod by_hand;
mod client;
mod measured;
mod render;

use std::time::{Duration, Instant};

use clock::Clock;
use domain::ledger::MAX_IN_FLIGHT;
use domain::timing::Pace;
use futures::{StreamExt, TryStreamExt, stream};
use tempfile::TempDir;

use crate::{Delivery, Error, Options, Stack, WireTap};
use client::{Client, Way};
use measured::Measured;

const CLIENTS: usize = 64;
const PERCENTS: [u32; 2] = [0, 10];
/// The time for one measurement, including the releases. There are four measurements.
const BUDGET: Duration = Duration::from_secs(10);

const NOTES: &str = "
store  Store::submit: one transaction of three items (the job, the team's row, the member's row)
HTTP   POST …/generate/image through gateway and function: the same transaction, and one message
A round is as many holds as a team may have in flight. They are released off the clock.

dynoxide, the embedded DynamoDB, has one lock: transactions wait for each other and never conflict by
themselves. So the lines with 0 % injected say what our code and dynoxide take on this machine, clients
included, and nothing about how often DynamoDB refuses. An injected conflict is DynamoDB's answer given
before the call leaves: what it costs here is the backing off.";

/// Prints two tables. Takes a few minutes.
pub async fn run() -> Result<(), Error> {
    Box::pin(holds()).await?;
    println!();
    render::run().await
}

async fn holds() -> Result<(), Error> {
    let bench = Box::pin(Bench::start()).await?;
    println!("Holds on one team's row: {CLIENTS} clients at once, embedded stack, {} profile", profile());
    println!("{}", measured::HEADING);
    for way in [Way::Store, Way::Http] {
        for percent in PERCENTS {
            println!("{}", bench.measure(way, percent).await?.line(way, percent));
        }
    }
    println!("{NOTES}");
    Ok(())
}

const fn profile() -> &'static str {
    if cfg!(debug_assertions) { "dev" } else { "release" }
}

struct Bench {
    client: Client,
    tap: WireTap,
    _stack: Stack,
    _folder: TempDir,
}

impl Bench {
    async fn start() -> Result<Self, Error> {
        let (folder, tap) = (tempfile::tempdir()?, WireTap::default());
        let stack = Stack::start(Options {
            data: folder.path().to_owned(),
            port: 0,
            pace: Pace::REAL,
            clock: Clock::system(),
            tap: tap.clone(),
            delivery: Delivery::ByHand,
            ..Options::default()
        })
        .await?;
        let bench = Self { client: Client::new(&stack, &tap)?, tap, _stack: stack, _folder: folder };
        // A round that is not measured opens the connections.
        for way in [Way::Store, Way::Http] {
            bench.round(way, 0, &mut Measured::default()).await?;
        }
        Ok(bench)
    }

    async fn measure(&self, way: Way, percent: u32) -> Result<Measured, Error> {
        let started = Instant::now();
        let mut measured = Measured::default();
        while started.elapsed() < BUDGET {
            self.round(way, percent, &mut measured).await?;
        }
        Ok(measured)
    }

    async fn round(&self, way: Way, percent: u32, measured: &mut Measured) -> Result<(), Error> {
        self.tap.conflicts.inject(percent);
        let started = Instant::now();
        let holds = (0..MAX_IN_FLIGHT).map(|_| {
            let client = self.client.clone();
            side_by_side(async move {
                let started = Instant::now();
                let job_id = client.hold(way).await?;
                Ok((started.elapsed(), job_id))
            })
        });
        let answers: Vec<_> = stream::iter(holds).buffer_unordered(CLIENTS).try_collect().await?;
        measured.round(started.elapsed(), &answers, self.tap.conflicts.counted());

        self.tap.conflicts.inject(0);
        let held = answers.into_iter().filter_map(|(_, job_id)| job_id);
        let released = held.map(|job_id| {
            let client = self.client.clone();
            side_by_side(async move { client.release(&job_id).await })
        });
        stream::iter(released).buffer_unordered(CLIENTS).try_collect().await
    }
}

/// Runs the task on any core. It begins when it is first polled.
async fn side_by_side<T: Send + 'static>(
    task: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    tokio::spawn(task).await?
}
