//! One run of ffmpeg, which is watched, limited in time, and never left behind.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::Error;
use crate::argv::Argv;

/// How much of the end of ffmpeg's output is kept. What it prints about a phone's film and its first frames fits.
const TAIL_BYTES: usize = 16 * 1024;

/// The end of the time for a render and everything that belongs to it.
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

/// Runs ffmpeg to its end and returns the last part of its output. `on_frame` is called with the number of the last
/// finished frame.
pub(crate) async fn run(
    ffmpeg: &Path,
    argv: &Argv,
    dir: &Path,
    limit: Duration,
    on_frame: impl Fn(u64),
) -> Result<String, Error> {
    let mut command = Command::new(ffmpeg);
    command.args(argv.as_slice()).current_dir(dir).process_group(0).kill_on_drop(true);
    // Its environment holds nothing of ours, so that there are no credentials to find, whatever a file makes it do.
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

/// Ends the whole process group when it is dropped, for whatever reason.
struct Running {
    child: Child,
}

impl Running {
    fn kill(&self) {
        // The id is `None` once the process has ended and was waited for.
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

/// Reads what `-progress pipe:1` prints: blocks of `key=value`.
async fn frames(stdout: Option<impl AsyncRead + Unpin>, on_frame: impl Fn(u64)) {
    let Some(stdout) = stdout else { return };
    let mut lines = BufReader::new(stdout).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(frame) = line.strip_prefix("frame=").and_then(|number| number.trim().parse().ok()) {
            on_frame(frame);
        }
    }
}

/// Returns the last bytes of a stream, however long it is.
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
