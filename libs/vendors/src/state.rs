//! The words that vendors have for the state of a task. Each vendor documents a few of them; others have been seen in
//! other cases and spellings, so all words are known for all vendors.

use crate::LookError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Waiting or at work.
    Running,
    Done,
    Failed,
    Moderated,
    /// The vendor gave up waiting.
    Expired,
    Canceled,
}

const WORDS: [(State, &[&str]); 6] = [
    (
        State::Running,
        &[
            "queued",
            "queue",
            "inqueue",
            "pending",
            "waiting",
            "submitted",
            "created",
            "accepted",
            "scheduled",
            "throttled",
            "starting",
            "started",
            "preparing",
            "reasoning",
            "generating",
            "rendering",
            "running",
            "processing",
            "inprogress",
            "progress",
            "dreaming",
            "retrying",
            "new",
        ],
    ),
    (
        State::Done,
        &[
            "completed",
            "complete",
            "succeeded",
            "succeed",
            "success",
            "successful",
            "done",
            "finished",
            "ready",
            "ok",
        ],
    ),
    (
        State::Failed,
        &["failed", "fail", "failure", "error", "errored", "aborted", "dead", "lost", "rejected"],
    ),
    (State::Expired, &["expired", "timedout", "timeout"]),
    (
        State::Moderated,
        &["moderated", "contentmoderated", "requestmoderated", "moderationfailed", "contentpolicyviolation"],
    ),
    (State::Canceled, &["canceled", "cancelled", "cancelling", "canceling", "stopped", "terminated"]),
];

impl State {
    /// Cases and what joins the words do not count.
    pub(crate) fn read(word: Option<String>) -> Result<Self, LookError> {
        let Some(word) = word.filter(|word| !word.trim().is_empty()) else {
            return Err(LookError::Unreadable("the answer names no state".to_owned()));
        };
        let plain: String =
            word.chars().filter(|sign| sign.is_alphanumeric()).collect::<String>().to_lowercase();
        let known = WORDS.into_iter().find(|(_, words)| words.contains(&plain.as_str()));
        known.map(|(state, _)| state).ok_or(LookError::UnknownState(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_in_every_case_and_spelling() {
        for (words, state) in [
            (&["IN_QUEUE", "in_queue", "Queued", "PENDING", "submitted", "THROTTLED"][..], State::Running),
            (
                &["IN_PROGRESS", "In Progress", "in-progress", "processing", "RUNNING", "dreaming"],
                State::Running,
            ),
            (
                &["COMPLETED", "completed", "succeed", "Succeeded", "SUCCESS", "done", "Ready", "OK"],
                State::Done,
            ),
            (&["FAILED", "failed", "Fail", "ERROR", "failure", "REJECTED"], State::Failed),
            (&["Content Moderated", "content_moderated", "Request Moderated", "MODERATED"], State::Moderated),
            (&["expired", "TIMED_OUT", "timeout"], State::Expired),
            (&["CANCELED", "cancelled", "CANCELLED", " canceled "], State::Canceled),
        ] {
            for word in words {
                assert_eq!(State::read(Some((*word).to_owned())), Ok(state), "{word}");
            }
        }
    }

    #[test]
    fn another_word_is_told_and_none_is_no_word() {
        assert_eq!(
            State::read(Some("daydreaming".into())),
            Err(LookError::UnknownState("daydreaming".into()))
        );
        for word in [None, Some(String::new()), Some(" ".into())] {
            assert!(matches!(State::read(word.clone()), Err(LookError::Unreadable(_))), "{word:?}");
        }
        assert!(matches!(State::read(Some("!".into())), Err(LookError::UnknownState(_))));
    }
}
