//! The message. It carries all that a look at the vendor needs, so that "still running" reads nothing.

use domain::job::Handle;
use domain::lifecycle::UnusableLooks;
use domain::{Job, JobId, Kind, Stage, TeamId, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub team_id: TeamId,
    pub job_id: JobId,
    pub kind: Kind,
    /// The catalog id of the model.
    pub model: String,
    /// The line of messages this one belongs to; the job knows which line is alive.
    pub chain: u32,
    pub deadline_at: Timestamp,
    #[serde(flatten)]
    pub next: Action,
}

/// What the step is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Action {
    /// Fetch the files that the request names.
    Fetch,
    Start,
    /// Look number `look`, from 0, at tasks the vendor accepted.
    Look {
        look: u32,
        /// By its name in the catalog.
        route: String,
        tasks: Vec<Task>,
    },
    /// Ask the vendor to stop these tasks, then look at what became of them.
    Cancel {
        route: String,
        tasks: Vec<Task>,
    },
}

/// A variant's task at the vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub variant: usize,
    /// When the vendor accepted it.
    pub since: Timestamp,
    /// The looks before this one, if they brought nothing usable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unusable: Option<UnusableLooks>,
    #[serde(flatten)]
    pub handle: Handle,
}

fn tasks(job: &Job) -> Vec<Task> {
    let running = job.running();
    running
        .map(|(variant, handle, since)| Task { variant, since, unusable: None, handle: handle.clone() })
        .collect()
}

impl Message {
    /// The message that takes a job on from the stage it is in.
    pub fn next_for(job: &Job) -> Self {
        let next = match (job.stage(), &job.route) {
            (Stage::Waiting | Stage::Saving, Some(route)) => {
                Action::Look { look: job.look(), route: route.clone(), tasks: tasks(job) }
            }
            (Stage::Queued | Stage::Fetching, _) if !job.has_inputs() => Action::Fetch,
            _ => Action::Start,
        };
        Self::to(job, next)
    }

    /// The message that asks the vendor to stop a running job.
    pub fn cancel(job: &Job) -> Self {
        Self::to(job, Action::Cancel { route: job.route.clone().unwrap_or_default(), tasks: tasks(job) })
    }

    /// The message with the looks, by variant, that brought nothing usable; what it carried of them before is replaced.
    #[must_use]
    pub fn with_unusable(mut self, looks: impl Fn(usize) -> Option<UnusableLooks>) -> Self {
        if let Action::Look { tasks, .. } = &mut self.next {
            for task in tasks {
                task.unusable = looks(task.variant);
            }
        }
        self
    }

    fn to(job: &Job, next: Action) -> Self {
        Self {
            team_id: job.team_id.clone(),
            job_id: job.job_id,
            kind: job.request.kind(),
            model: job.request.model().to_owned(),
            chain: job.chain(),
            deadline_at: job.deadline_at(),
            next,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::lifecycle::UnusableLook;

    use super::*;

    fn message() -> Message {
        Message {
            team_id: TeamId::new("t"),
            job_id: JobId::new(Timestamp::from_millis(1), [1; 10]),
            kind: Kind::Image,
            model: "flux_2_pro".into(),
            chain: 1,
            deadline_at: Timestamp::from_millis(9),
            next: Action::Look {
                look: 3,
                route: "bfl".to_owned(),
                tasks: vec![Task {
                    variant: 0,
                    since: Timestamp::from_millis(2),
                    unusable: UnusableLooks::after(None, UnusableLook::Denied, Timestamp::from_millis(3)),
                    handle: Handle { id: "a".into(), url: None },
                }],
            },
        }
    }

    #[test]
    fn a_message_that_says_nothing_of_looks_before_is_read() {
        let task: Task = serde_json::from_str(r#"{"variant":0,"since":2,"id":"a"}"#).unwrap();
        assert_eq!(task.unusable, None);
        assert!(!serde_json::to_string(&task).unwrap().contains("unusable"));
    }

    #[test]
    fn looks_are_remembered_by_variant() {
        let now = Timestamp::from_millis(3);
        let row = UnusableLooks::after(None, UnusableLook::Denied, now);
        let task = |variant| Task {
            variant,
            since: now,
            unusable: UnusableLooks::after(None, UnusableLook::Unreadable, now),
            handle: Handle { id: "a".into(), url: None },
        };
        let next = Action::Look { look: 3, route: "bfl".to_owned(), tasks: vec![task(1), task(2)] };
        let message = Message { next, ..message() };
        let Action::Look { tasks, .. } = message.with_unusable(|variant| row.filter(|_| variant == 2)).next
        else {
            panic!()
        };
        assert_eq!(tasks.iter().map(|task| task.unusable).collect::<Vec<_>>(), [None, row]);
    }

    #[test]
    fn a_message_reads_as_it_was_written() {
        let message = message();
        let text = serde_json::to_string(&message).unwrap();
        assert_eq!(serde_json::from_str::<Message>(&text).unwrap(), message);
        assert!(text.contains(r#""stage":"look""#), "{text}");
    }
}
