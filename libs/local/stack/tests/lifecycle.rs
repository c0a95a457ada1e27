//! A stack makes up for what S3 would have done while it was down.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may panic as tests do")]

use std::time::{Duration, Instant};

use clock::MovableClock;
use contract_tests::{Setup, World};
use local::{Options, Stack};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const PATIENCE: Duration = Duration::from_mins(1);

/// A folder of a stack with an upload that was never completed.
async fn abandoned() -> TempDir {
    let world = World::with(Setup::by_hand()).await;
    let upload = world.owner().begin_upload("a.bin", "image/png", 3, None).await;
    assert_eq!(world.owner().put_bytes(&upload, b"abc").await, 200);
    assert_eq!(objects(&world.stack).await, 1);
    world.into_folder()
}

async fn objects(stack: &Stack) -> usize {
    let bucket = &stack.environment()["BUCKET"];
    stack.clients.s3.list_objects_v2().bucket(bucket).send().await.unwrap().contents().len()
}

#[test]
fn a_stack_that_was_down_for_days_removes_what_expired_meanwhile() {
    let folder = Runtime::new().unwrap().block_on(abandoned());
    Runtime::new().unwrap().block_on(async {
        let clock = MovableClock::default();
        clock.advance_seconds(3 * 24 * 3600);
        let options = Options { data: folder.path().to_owned(), clock: clock.clock(), ..Options::default() };
        let stack = Box::pin(Stack::start(options)).await.unwrap();
        let started = Instant::now();
        while objects(&stack).await > 0 {
            assert!(started.elapsed() < PATIENCE, "the bytes are still there");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
}
