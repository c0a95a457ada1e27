//! How often an answer was played, and the files that answers link to. Unlike what the journal has, this is forgotten
//! when the process ends.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use crate::answers::RealAnswer;
use crate::usage::{JobKey, Start};

#[derive(Debug, Default)]
pub(crate) struct Plays {
    counts: Mutex<BTreeMap<(JobKey, &'static str), u32>>,
    files: Mutex<Vec<Bytes>>,
}

impl Plays {
    /// Counts a call that fits. It is played while fewer than `times` have come; `None`: always.
    pub(super) fn may_play(&self, start: &Start, answer: &RealAnswer, times: Option<u32>) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry((start.job.clone(), answer.name)).or_default();
        *count = count.saturating_add(1);
        times.is_none_or(|times| *count <= times)
    }

    /// Keeps a file, and gives its number.
    pub(super) fn keep(&self, file: Bytes) -> usize {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push(file);
        files.len().saturating_sub(1)
    }

    pub(super) fn file(&self, number: usize) -> Option<Bytes> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).get(number).cloned()
    }
}
