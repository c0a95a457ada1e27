//! The message. It carries all that a look at the vendor needs, so that "still running" reads nothing.

use domain::catalog::Vendor;
use domain::job::Handle;
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
    pub next: Move,
}

/// What the step is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Move {
    Start,
    /// Look number `look`, from 0, at tasks the vendor accepted.
    Look {
        look: u32,
        route: Vendor,
        tasks: Vec<Task>,
    },
}

/// A variant's task at the vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub variant: usize,
    /// When the vendor accepted it.
    pub since: Timestamp,
    #[serde(flatten)]
    pub handle: Handle,
}

impl Message {
    /// The message that takes a job on from the stage it is in.
    pub fn next_for(job: &Job) -> Self {
        let next = match (job.stage, job.vendor) {
            (Stage::Waiting | Stage::Storing, Some(route)) => {
                let tasks = job.running().map(|(variant, handle, since)| Task {
                    variant,
                    since,
                    handle: handle.clone(),
                });
                Move::Look { look: job.look, route, tasks: tasks.collect() }
            }
            _ => Move::Start,
        };
        Self {
            team_id: job.team_id.clone(),
            job_id: job.job_id,
            kind: job.request.kind(),
            model: job.request.model().to_owned(),
            chain: job.chain,
            deadline_at: job.deadline_at,
            next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_reads_as_it_was_written() {
        let message = Message {
            team_id: TeamId::new("t"),
            job_id: JobId::new(Timestamp::from_millis(1), [1; 10]),
            kind: Kind::Image,
            model: "flux_2_pro".into(),
            chain: 1,
            deadline_at: Timestamp::from_millis(9),
            next: Move::Look {
                look: 3,
                route: Vendor::Bfl,
                tasks: vec![Task {
                    variant: 0,
                    since: Timestamp::from_millis(2),
                    handle: Handle { id: "a".into(), url: None },
                }],
            },
        };
        let text = serde_json::to_string(&message).unwrap();
        assert_eq!(serde_json::from_str::<Message>(&text).unwrap(), message);
        assert!(text.contains(r#""stage":"look""#), "{text}");
    }
}
