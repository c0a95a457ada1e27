//! Where `hub` prints: results to one stream, and everything that is for a person to the other.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use domain::JobId;

use crate::failure::Failure;

/// What a call of `hub` prints to and connects with.
pub struct Shell<'a> {
    pub http: reqwest::Client,
    pub out: &'a mut (dyn Write + Send),
    pub err: &'a mut (dyn Write + Send),
    /// Whether a person sees `err` as it is written. Only then is there a progress bar.
    pub is_terminal: bool,
}

impl fmt::Debug for Shell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shell").field("is_terminal", &self.is_terminal).finish_non_exhaustive()
    }
}

impl Shell<'_> {
    /// A line of the result.
    pub(crate) fn say(&mut self, line: &str) -> Result<(), Failure> {
        Ok(writeln!(self.out, "{line}")?)
    }

    /// A line for the person at the terminal, if there is one. It is no result, so that it may get lost.
    pub(crate) fn tell(&mut self, line: &str) {
        if self.is_terminal {
            let _ = writeln!(self.err, "{line}");
        }
    }

    /// A line that a script's log should have, too.
    pub(crate) fn note(&mut self, line: &str) {
        let _ = writeln!(self.err, "{line}");
    }

    /// Shows what went wrong, and returns the exit code.
    pub(crate) fn show(&mut self, failure: &Failure, json: bool) -> u8 {
        if failure.is_closed_pipe() {
            return 0;
        }
        if let (true, Failure::Refused(refusal)) = (json, failure) {
            let _ = writeln!(self.out, "{}", refusal.text);
        }
        self.note(&format!("hub: {failure}"));
        failure.exit_code()
    }

    /// Help and versions are results. Everything else that clap says is a usage error.
    pub(crate) fn show_usage(&mut self, refusal: &clap::Error) -> u8 {
        let text = refusal.render();
        let _ = match refusal.exit_code() {
            0 => write!(self.out, "{text}").and_then(|()| self.out.flush()),
            _ => write!(self.err, "{text}"),
        };
        u8::try_from(refusal.exit_code()).unwrap_or(2)
    }
}

/// The job that is being waited for: what an interrupted call says how to go on with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watched(Arc<Mutex<Option<JobId>>>);

impl Watched {
    pub(crate) fn set(&self, job: JobId) {
        if let Ok(mut watched) = self.0.lock() {
            *watched = Some(job);
        }
    }

    pub(crate) fn job(&self) -> Option<JobId> {
        self.0.lock().ok().and_then(|watched| *watched)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
