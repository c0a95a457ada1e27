//! A running queue service with two queues, `jobs` and `jobs-dead`, a client of the SDK, and a clock.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use aws_sdk_sqs::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_sqs::types::{Message, MessageSystemAttributeName, QueueAttributeName};
use aws_sdk_sqs::{Client, Config};
use local_sqs::{DeadLetter, QueueSpec, Queues, queue_url};
use tempfile::TempDir;
use tokio::net::TcpListener;

pub(crate) const START: i64 = 1_700_000_000_000;
pub(crate) const JOBS: &str = "http://elsewhere:1/000000000000/jobs";
pub(crate) const DEAD: &str = "http://elsewhere:1/000000000000/jobs-dead";
pub(crate) const UNKNOWN: &str = "http://elsewhere:1/000000000000/unknown";

pub(crate) struct Stack {
    pub(crate) sqs: Client,
    pub(crate) queues: Queues,
    pub(crate) address: SocketAddr,
    pub(crate) folder: Arc<TempDir>,
    clock: Arc<AtomicI64>,
}

impl Stack {
    pub(crate) async fn start() -> Self {
        Self::open(Arc::new(tempfile::tempdir().unwrap()), START).await
    }

    /// Opens a second service over the same file. While `self` still runs, it sees what a crash would leave.
    pub(crate) async fn reopen(&self) -> Self {
        Self::open(self.folder.clone(), self.clock.load(Ordering::SeqCst)).await
    }

    pub(crate) async fn open(folder: Arc<TempDir>, now: i64) -> Self {
        let clock = Arc::new(AtomicI64::new(now));
        let queues = open(&folder.path().join("queues.db"), clock.clone());
        queues.declare(&jobs()).unwrap();
        queues.declare(&jobs_dead()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = queues.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { sqs: client(address), queues, address, folder, clock }
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) async fn send(&self, body: &str) -> String {
        let sent = self.sqs.send_message().queue_url(JOBS).message_body(body).send().await.unwrap();
        sent.message_id.unwrap()
    }

    /// Receives everything that is visible right now, at most ten messages.
    pub(crate) async fn receive(&self, queue_url: &str) -> Vec<Message> {
        let request = self.sqs.receive_message().queue_url(queue_url).max_number_of_messages(10);
        let request = request.message_system_attribute_names(MessageSystemAttributeName::All);
        request.send().await.unwrap().messages.unwrap_or_default()
    }

    pub(crate) async fn receive_one(&self, queue_url: &str) -> Message {
        let mut messages = self.receive(queue_url).await;
        assert_eq!(messages.len(), 1);
        messages.remove(0)
    }

    pub(crate) async fn delete(&self, message: &Message) {
        let handle = message.receipt_handle().unwrap();
        self.sqs.delete_message().queue_url(JOBS).receipt_handle(handle).send().await.unwrap();
    }

    /// How many messages are visible, in flight and delayed.
    pub(crate) async fn counts(&self, queue_url: &str) -> [usize; 3] {
        let names = [
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
            QueueAttributeName::ApproximateNumberOfMessagesDelayed,
        ];
        let request = self.sqs.get_queue_attributes().queue_url(queue_url);
        let output = request.set_attribute_names(Some(names.to_vec())).send().await.unwrap();
        let attributes = output.attributes.unwrap();
        names.map(|name| attributes[&name].parse().unwrap())
    }
}

/// Hides a message for 30 seconds. After two receives, it moves to `jobs-dead`.
pub(crate) fn jobs() -> QueueSpec {
    QueueSpec {
        name: "jobs".into(),
        visibility_timeout_seconds: 30,
        retention_seconds: 345_600,
        dead_letter: Some(DeadLetter { queue: "jobs-dead".into(), max_receive_count: 2 }),
    }
}

pub(crate) fn jobs_dead() -> QueueSpec {
    QueueSpec { name: "jobs-dead".into(), retention_seconds: 1_209_600, dead_letter: None, ..jobs() }
}

pub(crate) fn open(file: &Path, clock: Arc<AtomicI64>) -> Queues {
    Queues::open(file, Arc::new(move || clock.load(Ordering::SeqCst))).unwrap()
}

pub(crate) fn system<'a>(message: &'a Message, name: &MessageSystemAttributeName) -> Option<&'a str> {
    message.attributes()?.get(name).map(String::as_str)
}

pub(crate) fn receive_count(message: &Message) -> &str {
    system(message, &MessageSystemAttributeName::ApproximateReceiveCount).unwrap()
}

pub(crate) fn bodies(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.body().unwrap()).collect()
}

fn client(address: SocketAddr) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("local", "local", None, None, "test"))
        .endpoint_url(format!("http://{address}"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

#[test]
fn queue_urls_carry_the_base_url() {
    assert_eq!(queue_url("http://localhost:9/", "jobs"), "http://localhost:9/000000000000/jobs");
}
