//! What a queue is declared with, and the limits that SQS sets. The numbers come from the Amazon SQS API reference,
//! `SetQueueAttributes`.

use crate::error::Error;

/// A received message is hidden for at most 12 hours.
pub(crate) const MAX_VISIBILITY_SECONDS: u32 = 43_200;

/// The rules of one standard queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueSpec {
    /// 1 to 80 letters, digits, hyphens and underscores.
    pub name: String,
    /// 0 to 43 200 seconds.
    pub visibility_timeout_seconds: u32,
    /// 60 to 1 209 600 seconds. They count from the first send, even after a move to the dead-letter queue.
    pub retention_seconds: u32,
    pub dead_letter: Option<DeadLetter>,
}

/// Where messages go that have been received too often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// The name of the other queue. Until it is declared, messages stay where they are and keep being delivered.
    pub queue: String,
    /// 1 to 1000. A message is received this many times, and then moves instead of being received again.
    pub max_receive_count: u32,
}

impl QueueSpec {
    pub(crate) fn check(&self) -> Result<(), Error> {
        match self.broken_rule() {
            None => Ok(()),
            Some(rule) => Err(Error::Spec { queue: self.name.clone(), rule }),
        }
    }

    fn broken_rule(&self) -> Option<&'static str> {
        if !is_name(&self.name) {
            return Some("a name is 1 to 80 letters, digits, hyphens or underscores");
        }
        if self.visibility_timeout_seconds > MAX_VISIBILITY_SECONDS {
            return Some("the visibility timeout is at most 43200 seconds");
        }
        if !(60..=1_209_600).contains(&self.retention_seconds) {
            return Some("the retention is 60 to 1209600 seconds");
        }
        self.dead_letter.as_ref().and_then(|dead_letter| self.broken_redrive_rule(dead_letter))
    }

    fn broken_redrive_rule(&self, dead_letter: &DeadLetter) -> Option<&'static str> {
        if !(1..=1000).contains(&dead_letter.max_receive_count) {
            return Some("the maximum receive count is 1 to 1000");
        }
        if !is_name(&dead_letter.queue) || dead_letter.queue == self.name {
            return Some("the dead-letter queue is another standard queue");
        }
        None
    }
}

/// Whether a text may be the name of a queue or the id of a batch entry.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=80).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::{DeadLetter, QueueSpec};

    fn jobs() -> QueueSpec {
        QueueSpec {
            name: "jobs".into(),
            visibility_timeout_seconds: 30,
            retention_seconds: 345_600,
            dead_letter: Some(DeadLetter { queue: "jobs-dead".into(), max_receive_count: 3 }),
        }
    }

    #[test]
    fn a_spec_outside_the_limits_is_refused() {
        let redriven = |queue: &str, max_receive_count| {
            let dead_letter = Some(DeadLetter { queue: queue.into(), max_receive_count });
            QueueSpec { dead_letter, ..jobs() }
        };
        assert!(jobs().check().is_ok());
        for wrong in [
            QueueSpec { name: String::new(), ..jobs() },
            QueueSpec { name: "jobs.fifo".into(), ..jobs() },
            QueueSpec { name: "j".repeat(81), ..jobs() },
            QueueSpec { visibility_timeout_seconds: 43_201, ..jobs() },
            QueueSpec { retention_seconds: 59, ..jobs() },
            QueueSpec { retention_seconds: 1_209_601, ..jobs() },
            redriven("jobs-dead", 0),
            redriven("jobs-dead", 1001),
            redriven("jobs", 3),
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }
}
