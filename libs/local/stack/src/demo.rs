//! `make demo` does what a client would do, over HTTP with an API key: it submits a picture, a video, an avatar, a
//! speech and an ad made of them, all at once. With `ALL=1` it submits every model in every mode.

mod client;
pub mod orders;
mod table;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use clock::Clock;
use domain::Cents;
use domain::timing::Pace;
use futures::future::join_all;
use serde_json::Value;

use crate::{Delivery, Error, MediaStyle, Options, Stack, WireTap};
use client::{number, text};
use orders::Order;
use table::Row;

pub use client::Client;

pub const PROMPT: &str = "A lighthouse on a cliff at dawn, oil painting, warm light on the waves";
const GIVE_UP_AFTER: Duration = Duration::from_mins(10);
const POLL_EVERY: Duration = Duration::from_millis(500);
/// Simulated vendors take a tenth of what the real ones do.
const PACE: f64 = 0.1;

/// How much of the catalog to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One job of each kind.
    Five,
    /// Every model, in every mode.
    All,
}

/// Runs the demo on a stack of its own, in a folder that is deleted afterwards.
pub async fn run(prompt: &str, scope: Scope, out: &Path) -> Result<(), Error> {
    let folder = tempfile::tempdir()?;
    let stack = Stack::start(Options {
        data: folder.path().to_owned(),
        port: 0,
        pace: Pace::shortened_to(PACE).unwrap_or(Pace::REAL),
        clock: Clock::system(),
        tap: WireTap::default(),
        delivery: Delivery::Automatic,
        media: MediaStyle::Illustrated,
        ..Options::default()
    })
    .await?;
    let client = Client::for_owner(&stack)?;
    println!(
        "The stack is up at {}: embedded AWS, simulated vendors, ten times as fast as life.",
        stack.ready.api
    );
    let before = client.balance().await?;
    let material = client.prepare().await?;
    let orders = match scope {
        Scope::Five => orders::five(prompt, &material),
        Scope::All => orders::all(prompt, &material),
    };
    let jobs = submit(&client, &orders).await?;
    let waits = orders.iter().zip(&jobs).map(|(order, job_id)| wait(&client, order, job_id, out));
    let rows = join_all(waits).await.into_iter().collect::<Result<Vec<Row>, Error>>()?;
    println!();
    table::print(&rows);
    let cost: i64 = rows.iter().map(|row| row.cents).sum();
    let after = client.balance().await?;
    println!();
    println!(
        "{} files, {} together; balance {before} credits before, {after} after",
        rows.len(),
        Cents::new(cost)
    );
    Ok(())
}

/// Submits all orders at once. An order that uses another one's result waits for it in the back end, and not here.
async fn submit(client: &Client, orders: &[Order]) -> Result<Vec<String>, Error> {
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    let mut jobs = Vec::new();
    for order in orders {
        let body = order.resolved(|name| ids.get(name).cloned());
        let (job_id, cents) =
            client.submit(order.path, &body).await.map_err(|error| format!("{}: {error}", order.name))?;
        println!(
            "202  POST /api/v1{}  {}  job {job_id}, quoted at {}",
            order.path,
            order.model,
            Cents::new(cents)
        );
        ids.insert(&order.name, job_id.clone());
        jobs.push(job_id);
    }
    println!();
    Ok(jobs)
}

/// Polls until the job has ended, prints each change of its status, and then saves its file.
async fn wait(client: &Client, order: &Order, job_id: &str, out: &Path) -> Result<Row, Error> {
    let started = Instant::now();
    let mut last = String::new();
    while started.elapsed() < GIVE_UP_AFTER {
        let job = client.job(job_id).await?;
        let status = text(&job, "status");
        if status != last {
            println!(
                "{:6.1} s  {:<7} {:<16} {:<11} {status}",
                started.elapsed().as_secs_f32(),
                order.kind,
                order.model,
                order.mode
            );
            last.clone_from(&status);
        }
        match status.as_str() {
            "completed" => return finished(client, order, &job, job_id, started, out).await,
            "failed" => return Err(format!("{}: {}", order.name, text(&job, "error_message")).into()),
            _ => tokio::time::sleep(POLL_EVERY).await,
        }
    }
    Err(format!("{} did not end within {} s", order.name, GIVE_UP_AFTER.as_secs()).into())
}

async fn finished(
    client: &Client,
    order: &Order,
    job: &Value,
    job_id: &str,
    started: Instant,
    out: &Path,
) -> Result<Row, Error> {
    let seconds = started.elapsed().as_secs_f64();
    let file = client.save(job, out, &order.name.replace(' ', "-")).await?;
    let receipt = client.receipt(job_id).await?;
    let vendor = receipt.pointer("/route/vendor").and_then(Value::as_str).unwrap_or("own worker").to_owned();
    Ok(Row {
        model: order.model.to_owned(),
        mode: format!("{} from {}", order.kind, order.mode),
        route: vendor,
        seconds,
        cents: number(job, "cost_cents"),
        facts: table::facts(&file).await,
        file,
    })
}
