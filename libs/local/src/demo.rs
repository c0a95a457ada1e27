//! `make demo`: one picture, the way a client would make it, over HTTP with an API key.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clock::Clock;
use domain::schedule::Pace;
use domain::{Catalog, Cents, Kind};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{Drive, Error, Options, Stack, WireTap};

pub const PROMPT: &str = "A lighthouse on a cliff at dawn, oil painting, warm light on the waves";
const MODEL: &str = "flux_2_pro";
const GIVE_UP_AFTER: Duration = Duration::from_mins(3);
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Runs the demo on a stack of its own, in a folder that is gone afterwards.
pub async fn run(prompt: &str, out: &Path) -> Result<(), Error> {
    let folder = tempfile::tempdir()?;
    let stack = Stack::start(Options {
        data: folder.path().to_owned(),
        port: 0,
        pace: Pace::REAL,
        clock: Clock::system(),
        tap: WireTap::default(),
        drive: Drive::Automatic,
    })
    .await?;
    let client = Client::of(&stack)?;
    println!("The stack is up at {}: embedded AWS, simulated vendors.", stack.ready.api);

    let before = client.balance().await?;
    let body = json!({"prompt": prompt, "provider": MODEL, "width": 1024, "height": 768});
    println!("POST /api/v1/creative-hub/generate/image  {body}");
    let accepted = client.submit(&body).await?;
    let job_id = text(&accepted, "job_id");
    println!("202  job {job_id}, quoted at {}", Cents::new(number(&accepted, "estimated_cost_cents")));

    let job = client.wait(&job_id, expected_seconds()?).await?;
    let file = client.save(&job, out, &job_id).await?;
    let after = client.balance().await?;
    println!();
    println!("file     {}", file.display());
    println!(
        "cost     {} ({} credits)",
        Cents::new(number(&job, "cost_cents")),
        number(&job, "credits_charged")
    );
    println!("balance  {before} credits before, {after} after");
    Ok(())
}

fn expected_seconds() -> Result<[u32; 2], Error> {
    let catalog = Catalog::shipped()?;
    let model =
        catalog.of_kind(Kind::Image).find(|model| model.id == MODEL).ok_or("the demo's model is gone")?;
    Ok(model.typical_seconds)
}

/// What a client's program would have.
struct Client {
    http: reqwest::Client,
    api: String,
    key: String,
}

impl Client {
    fn of(stack: &Stack) -> Result<Self, Error> {
        let key = stack.ready.keys.get("owner").cloned().unwrap_or_default();
        let api = format!("{}{}", stack.ready.api, web::BASE_PATH);
        Ok(Self { http: http()?, api, key })
    }

    async fn balance(&self) -> Result<i64, Error> {
        let balance = self.get("/credits/balance").await?;
        Ok(number(&balance, "balance"))
    }

    async fn submit(&self, body: &Value) -> Result<Value, Error> {
        let address = format!("{}/creative-hub/generate/image", self.api);
        read(self.http.post(address).header("x-api-key", &self.key).json(body), StatusCode::ACCEPTED).await
    }

    /// Polls until the job has ended, showing how far it is.
    async fn wait(&self, job_id: &str, [least, most]: [u32; 2]) -> Result<Value, Error> {
        let started = Instant::now();
        let mut line = ProgressLine::default();
        while started.elapsed() < GIVE_UP_AFTER {
            let job = self.get(&format!("/creative-hub/generate/jobs/{job_id}")).await?;
            let status = text(&job, "status");
            let seconds = started.elapsed().as_secs_f32();
            line.show(
                &status,
                &format!("image  {MODEL}  {status:<10}  {seconds:5.1} s of about {least}–{most} s"),
            );
            match status.as_str() {
                "completed" => return Ok(job),
                "failed" => return Err(text(&job, "error_message").into()),
                _ => tokio::time::sleep(LOOK_EVERY).await,
            }
        }
        Err(format!("job {job_id} did not end within {} s", GIVE_UP_AFTER.as_secs()).into())
    }

    async fn save(&self, job: &Value, out: &Path, job_id: &str) -> Result<PathBuf, Error> {
        let url = job.pointer("/result_urls/0").and_then(Value::as_str).ok_or("the job has no result")?;
        let bytes = self.http.get(url).send().await?.error_for_status()?.bytes().await?;
        let extension = media::sniff(&bytes).map_or("bin", media::Kind::extension);
        std::fs::create_dir_all(out)?;
        let file = out.join(format!("image-{job_id}.{extension}"));
        std::fs::write(&file, bytes)?;
        Ok(file)
    }

    async fn get(&self, path: &str) -> Result<Value, Error> {
        let request = self.http.get(format!("{}{path}", self.api)).header("x-api-key", &self.key);
        read(request, StatusCode::OK).await
    }
}

/// One line per job: rewritten on a terminal; elsewhere a new one whenever the status changes.
#[derive(Default)]
struct ProgressLine {
    last_status: String,
}

impl ProgressLine {
    fn show(&mut self, status: &str, line: &str) {
        let terminal = std::io::stdout().is_terminal();
        if terminal {
            print!("\r{line}");
        } else if status != self.last_status {
            println!("{line}");
        }
        if terminal && (status == "completed" || status == "failed") {
            println!();
        }
        // A terminal that is gone is no reason to stop.
        let _ = std::io::stdout().flush();
        status.clone_into(&mut self.last_status);
    }
}

#[expect(clippy::disallowed_methods, reason = "the demo is a client, not the service")]
fn http() -> Result<reqwest::Client, Error> {
    Ok(reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?)
}

async fn read(request: reqwest::RequestBuilder, expected: StatusCode) -> Result<Value, Error> {
    let response = request.send().await?;
    let status = response.status();
    let body: Value = response.json().await?;
    if status == expected { Ok(body) } else { Err(format!("{status}: {}", text(&body, "error")).into()) }
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn number(value: &Value, name: &str) -> i64 {
    value.get(name).and_then(Value::as_i64).unwrap_or_default()
}
