//! A stack for one test, in a folder that is deleted with it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_sqs::types::Message;
use clock::MovableClock;
use domain::catalog::Vendor;
use domain::ledger::LineType;
use domain::timing::Pace;
use domain::{Kind, TeamId};
use hub_console::SignIn;
use local::{Delivery, Options, RealVendor, Stack, WireTap};
use serde_json::Value;
use store::Credit;
use tempfile::TempDir;
use web::JwtSettings;

use crate::Client;

/// The options of a world.
#[derive(Debug, Clone)]
pub struct Setup {
    pub delivery: Delivery,
    /// How long vendors and delays take, as a fraction of real time.
    pub pace: f64,
    /// The vendors that have a key; `None` means all.
    pub vendors: Option<BTreeSet<Vendor>>,
    /// A catalog in place of the shipped one.
    pub catalog: Option<String>,
    /// Changes to single routes, as JSON.
    pub overrides: String,
    /// Further hosts that files may come from, such as a test's own server.
    pub allow: Vec<String>,
    /// Vendors that are called at another address than their simulator's.
    pub elsewhere: BTreeMap<Vendor, String>,
    /// Vendors that are called as real ones are.
    pub real: BTreeMap<Vendor, RealVendor>,
    /// The identity provider whose tokens are taken.
    pub jwt: Option<JwtSettings>,
    /// How people sign in to the console.
    pub sign_in: Option<SignIn>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            delivery: Delivery::Automatic,
            pace: 0.02,
            vendors: None,
            catalog: None,
            overrides: String::new(),
            allow: Vec::new(),
            elsewhere: BTreeMap::new(),
            real: BTreeMap::new(),
            jwt: None,
            sign_in: None,
        }
    }
}

impl Setup {
    /// The test takes each message itself, time is not shortened, and only BFL has a key. Its picture model is
    /// asynchronous, so all steps of a job can be counted.
    pub fn by_hand() -> Self {
        Self { delivery: Delivery::ByHand, pace: 1.0, ..Self::default() }.only(&[Vendor::Bfl])
    }

    /// The same options, where only these vendors have a key.
    #[must_use]
    pub fn only(self, vendors: &[Vendor]) -> Self {
        Self { vendors: Some(vendors.iter().copied().collect()), ..self }
    }
}

#[derive(Debug)]
pub struct World {
    pub stack: Stack,
    pub clock: MovableClock,
    pub tap: WireTap,
    folder: TempDir,
}

impl World {
    /// The usual world: messages are delivered, and vendors are fifty times as fast as in real life.
    pub async fn new() -> Self {
        Self::with(Setup::default()).await
    }

    /// The usual world, where only BFL has a key, so that no other route takes over.
    pub async fn with_bfl() -> Self {
        Self::with(Setup::default().only(&[Vendor::Bfl])).await
    }

    pub async fn with(setup: Setup) -> Self {
        let (clock, tap, folder) =
            (MovableClock::default(), WireTap::default(), tempfile::tempdir().unwrap());
        let starting = Stack::start(Options {
            data: folder.path().to_owned(),
            port: 0,
            pace: Pace::shortened_to(setup.pace).unwrap(),
            clock: clock.clock(),
            tap: tap.clone(),
            delivery: setup.delivery,
            vendors: setup.vendors,
            catalog: setup.catalog,
            overrides: setup.overrides,
            allow: setup.allow,
            elsewhere: setup.elsewhere,
            real: setup.real,
            jwt: setup.jwt,
            sign_in: setup.sign_in,
            ..Options::default()
        });
        let stack = Box::pin(starting).await.unwrap();
        Self { stack, clock, tap, folder }
    }

    /// A client as `owner`, `admin`, `member`, `other_team_owner` or `operator`.
    pub fn client(&self, who: &str) -> Client {
        Client::new(&self.stack.ready.api, Some(&self.stack.ready.keys[who]))
    }

    pub fn owner(&self) -> Client {
        self.client("owner")
    }

    pub fn stranger(&self) -> Client {
        Client::new(&self.stack.ready.api, None)
    }

    /// What BFL counted for a prompt: starts and billed units.
    pub async fn usage_of(&self, prompt: &str) -> (i64, i64) {
        let url = format!("{}/_sim/ledger", self.stack.ready.simulators["bfl"]);
        let (_, ledger) = self.stranger().download(&url).await;
        let ledger: Value = serde_json::from_slice(&ledger).unwrap();
        let entries = ledger["jobs"].as_array().unwrap();
        let entry = entries.iter().find(|entry| entry["prompt"] == prompt);
        entry.map_or((0, 0), |entry| {
            (entry["starts"].as_i64().unwrap(), entry["billed_units"].as_i64().unwrap())
        })
    }

    /// How often all vendors together started a prompt.
    pub async fn starts_of(&self, prompt: &str) -> i64 {
        let bfl = &self.stack.ready.simulators["bfl"];
        let url = format!("{}/_sim/ledger", bfl.trim_end_matches("/bfl"));
        let (_, ledger) = self.stranger().download(&url).await;
        let ledger: Value = serde_json::from_slice(&ledger).unwrap();
        let jobs = ledger["jobs"].as_array().unwrap().iter().filter(|job| job["prompt"] == prompt);
        jobs.map(|job| job["starts"].as_i64().unwrap()).sum()
    }

    /// Every scenario ends with this: the books of all teams must balance, and every result must be a file in the
    /// drive.
    pub async fn assert_books(&self) {
        for team_id in &self.stack.ready.teams {
            self.balanced_books(team_id).await;
            self.assert_results_filed(&TeamId::new(team_id)).await;
        }
    }

    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Hands the folder over to another stack. This one's services end with the runtime.
    pub fn into_folder(self) -> TempDir {
        self.folder
    }
}

/// Delivery by hand: a test takes messages off the queues one at a time.
impl World {
    /// Takes the next visible message, if there is one, and advances its job by one step. If the step fails, the
    /// message stays in its queue, as it does under Lambda.
    pub async fn step(&self) -> Step {
        for kind in Kind::ALL {
            let url = self.stack.queue_url(kind);
            let sqs = &self.stack.clients.sqs;
            let received = sqs.receive_message().queue_url(&url).max_number_of_messages(1).send();
            if let Some(message) = received.await.unwrap().messages.unwrap_or_default().pop() {
                return self.advance(kind, &url, message).await;
            }
        }
        Step::Idle
    }

    async fn advance(&self, kind: Kind, url: &str, message: Message) -> Step {
        if self.deliver(kind, &message.body.unwrap()).await.is_err() {
            return Step::Failed;
        }
        let receipt = message.receipt_handle.unwrap();
        let sqs = &self.stack.clients.sqs;
        sqs.delete_message().queue_url(url).receipt_handle(receipt).send().await.unwrap();
        Step::Done
    }

    /// Hands a message to the worker of its kind.
    pub async fn deliver(&self, kind: Kind, body: &str) -> Result<(), String> {
        let outcome = match kind {
            Kind::Composite => Box::pin(self.stack.composite.advance(body)).await,
            _ => Box::pin(self.stack.engine.advance(body)).await,
        };
        outcome.map_err(|error| error.to_string())
    }

    /// Takes the next message and does nothing with it, as if the worker had died.
    pub async fn lose_message(&self) -> String {
        self.lose_message_of(Kind::Image).await
    }

    pub async fn lose_message_of(&self, kind: Kind) -> String {
        let url = self.stack.queue_url(kind);
        let sqs = &self.stack.clients.sqs;
        let received = sqs.receive_message().queue_url(&url).max_number_of_messages(1).send().await.unwrap();
        let message = received.messages.unwrap_or_default().pop().expect("there is a message to lose");
        let receipt = message.receipt_handle.unwrap();
        sqs.delete_message().queue_url(&url).receipt_handle(receipt).send().await.unwrap();
        message.body.unwrap()
    }

    /// Waits until the next message is visible, and takes it without doing anything with it.
    pub async fn next_message(&self) -> String {
        self.next_message_of(Kind::Image).await
    }

    pub async fn next_message_of(&self, kind: Kind) -> String {
        for _ in 0..400 {
            let url = self.stack.queue_url(kind);
            let attributes = self.stack.clients.sqs.get_queue_attributes().queue_url(&url);
            let counted =
                attributes.attribute_names("ApproximateNumberOfMessages".into()).send().await.unwrap();
            let counts = counted.attributes.unwrap_or_default();
            if counts.values().any(|count| count != "0") {
                return self.lose_message_of(kind).await;
            }
            self.clock.advance_seconds(1);
        }
        panic!("no message came");
    }

    /// Lets time pass, and runs steps and sweeps, until the job has ended.
    pub async fn run_to_end(&self, client: &Client, job_id: &str) -> Value {
        for second in 0..1000 {
            while self.step().await == Step::Done {}
            let job = client.job_despite_fault(job_id).await;
            if job["status"] == "completed" || job["status"] == "failed" {
                return job;
            }
            self.clock.advance_seconds(1);
            if second % 20 == 0 {
                // If a sweep meets a fault, the next one tries again.
                let _ = self.stack.jobs.sweep().await;
            }
        }
        panic!("job {job_id} did not end: {}", client.job(job_id).await);
    }

    /// Lets time pass, and runs sweeps and several steps at once, until the client's team holds nothing.
    pub async fn run_all_to_end(&self, client: &Client) {
        for second in 0..1000 {
            while Box::pin(self.steps_at_once()).await.contains(&Step::Done) {}
            if client.balance().await["held"] == 0 {
                return;
            }
            self.clock.advance_seconds(1);
            if second % 20 == 0 {
                let _ = self.stack.jobs.sweep().await;
            }
        }
        panic!("some jobs did not end: {}", client.balance().await);
    }

    async fn steps_at_once(&self) -> [Step; 4] {
        tokio::join!(self.step(), self.step(), self.step(), self.step()).into()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Done,
    Failed,
    Idle,
}

/// Changes to a team's credit row.
impl World {
    /// Takes credits from the owner's team by an adjustment until `left` are available.
    pub async fn spend_down_to(&self, left: i64) {
        let team_id = TeamId::new(&self.stack.ready.teams[0]);
        let row = self.stack.store.balance(&team_id).await.unwrap().unwrap();
        let amount = domain::Credits::new(left - row.available.get());
        let now = self.clock.clock().now();
        let (line_type, reason) = (LineType::Adjustment, "spent by a test".to_owned());
        let granted_by = domain::UserId::new("a test");
        let credit = Credit { team_id, line_type, amount, reason, granted_by, now };
        self.stack.store.credit(&credit, None, |_| String::new()).await.unwrap();
    }

    /// Writes a wrong `held` into the row of the owner's team, as no code of ours would.
    pub async fn falsify_held(&self, held: i64) {
        let update = self.stack.clients.dynamodb.update_item().table_name("credit_balance");
        update
            .key("team_id", AttributeValue::S(self.stack.ready.teams[0].clone()))
            .update_expression("SET held = :held")
            .expression_attribute_values(":held", AttributeValue::N(held.to_string()))
            .send()
            .await
            .unwrap();
    }
}
