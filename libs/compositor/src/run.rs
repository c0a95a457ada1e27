//! One run of ffmpeg: watched, bounded in time, and never left behind.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::Error;
use crate::argv::Argv;

/// Of what ffmpeg says, so much is kept.
const TAIL_BYTES: usize = 4096;

/// How much time is left for a render and all that belongs to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    pub(crate) fn within(limit: Duration) -> Self {
        Self(Instant::now() + limit)
    }

    pub(crate) fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

/// Runs to the end and returns the last that ffmpeg said; `on_frame` hears the number of the last finished frame.
pub(crate) async fn run(
    ffmpeg: &Path,
    argv: &Argv,
    dir: &Path,
    limit: Duration,
    on_frame: impl Fn(u64),
) -> Result<String, Error> {
    let mut command = Command::new(ffmpeg);
    command.args(argv.as_slice()).current_dir(dir).process_group(0).kill_on_drop(true);
    // Nothing of ours is in its environment: no credentials, whatever a file makes it do.
    command.env_clear().env("HOME", dir);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut running = Running { child };
    let (stdout, stderr) = (running.child.stdout.take(), running.child.stderr.take());
    let watched = async {
        let ((), tail) = tokio::join!(frames(stdout, on_frame), tail(stderr));
        running.child.wait().await.map(|status| (status, tail))
    };
    let Ok(ended) = tokio::time::timeout(limit, watched).await else {
        running.kill();
        running.child.wait().await?;
        return Err(Error::TimedOut);
    };
    let (status, tail) = ended?;
    if status.success() {
        return Ok(tail);
    }
    Err(Error::Ffmpeg { status: status.to_string(), tail })
}

/// Dropped in whatever way, the whole process group ends.
struct Running {
    child: Child,
}

impl Running {
    fn kill(&self) {
        // `None`: it has ended and was waited for.
        let pid = self.child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        if let Some(pid) = pid
            && let Err(error) = kill_process_group(pid, Signal::KILL)
        {
            tracing::warn!(%error, "a render could not be killed");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// `-progress pipe:1` prints blocks of `key=value`.
async fn frames(stdout: Option<impl AsyncRead + Unpin>, on_frame: impl Fn(u64)) {
    let Some(stdout) = stdout else { return };
    let mut lines = BufReader::new(stdout).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(frame) = line.strip_prefix("frame=").and_then(|number| number.trim().parse().ok()) {
            on_frame(frame);
        }
    }
}

/// The last bytes of a stream, however long it is.
async fn tail(stderr: Option<impl AsyncRead + Unpin>) -> String {
    let Some(mut stderr) = stderr else { return String::new() };
    let (mut kept, mut chunk) = (Vec::new(), [0; 1024]);
    while let Ok(read @ 1..) = stderr.read(&mut chunk).await {
        kept.extend_from_slice(chunk.get(..read).unwrap_or_default());
        let excess = kept.len().saturating_sub(TAIL_BYTES);
        kept.drain(..excess);
    }
    String::from_utf8_lossy(&kept).trim().to_owned()
}
