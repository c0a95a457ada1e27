//! The step that fetches a job's inputs: it takes the job, has them fetched, writes down what came, and sends the job on.
//! How a file is fetched is in `fetch_inputs`.

use domain::job::Variant;
use domain::request::InputRole;
use domain::resolve::Missing;
use domain::schedule::{SOURCE_WAIT_SECONDS, fetching};
use domain::size::Size;
use domain::{BucketFile, ErrorCode, Failure, Job, Model, Stage};
use queue::Message;
use store::JobRecord;

use crate::{Engine, Error};

impl Engine {
    pub(crate) async fn fetch(&self, message: &Message) -> Result<(), Error> {
        let Some(claimed) = self
            .jobs
            .claim_or_take_over(message, Stage::Queued, Stage::Fetching, fetching(message.kind))
            .await?
        else {
            return Ok(());
        };
        let model = self.model(message)?;
        if claimed.job.has_inputs() {
            return self.already_in(&claimed).await;
        }
        let fetched = self.fetch_inputs(&claimed.job, model).await;
        self.fetched(message, &claimed, model, fetched).await
    }

    /// A second delivery: the start's own message is under way, or the sweeper sends it.
    async fn already_in(&self, claimed: &JobRecord) -> Result<(), Error> {
        let due_at = Some(self.jobs.clock.now().plus_seconds(self.jobs.pace.patience(0)));
        let job = Job { stage: Stage::Queued, lease_until: None, due_at, ..claimed.job.clone() };
        self.jobs.store.replace(claimed, &job).await?;
        Ok(())
    }

    /// Writes down what came, and sends the job on: to its start, to another try, or to its end.
    async fn fetched(
        &self,
        message: &Message,
        claimed: &JobRecord,
        model: &Model,
        fetched: Vec<Result<BucketFile, Missing>>,
    ) -> Result<(), Error> {
        let mut job = claimed.job.clone();
        let (mut unfinished, mut trouble) = (false, false);
        for (input, file) in job.inputs.iter_mut().zip(fetched) {
            match file {
                Ok(file) => input.file = Some(file),
                Err(Missing::Unfinished(_)) => unfinished = true,
                Err(Missing::NotYet(why)) => {
                    tracing::warn!(job_id = %message.job_id, team_id = %message.team_id, role = ?input.role, why, "a file could not be fetched yet");
                    trouble = true;
                }
                Err(Missing::Never(failure)) => {
                    tracing::info!(job_id = %message.job_id, team_id = %message.team_id, role = ?input.role, code = ?failure.code, "a file is of no use");
                    return self.give_up(claimed, claimed.job.clone(), failure).await;
                }
            }
        }
        job.start_errors += u32::from(trouble);
        if job.start_errors >= domain::schedule::MAX_START_ERRORS {
            return self.give_up(claimed, job, Failure::new(ErrorCode::InputUnreachable)).await;
        }
        if unfinished {
            // Its own time begins when the other job's has ended.
            let deadline = self.jobs.clock.now().plus_seconds(model.deadline_seconds.into());
            job.deadline_at = job.deadline_at.max(deadline);
        }
        if job.has_inputs() {
            shape_by_frame(&mut job, model);
            job.start_errors = 0;
        }
        job.stage = Stage::Queued;
        job.lease_until = None;
        job.resends = 0;
        let delay = match (trouble, unfinished) {
            (true, _) => self.jobs.pace.seconds(10),
            (false, true) => self.jobs.pace.seconds(SOURCE_WAIT_SECONDS),
            (false, false) => 0,
        };
        job.due_at = Some(self.jobs.clock.now().plus_seconds(delay + self.jobs.pace.patience(0)));
        self.jobs.write_and_send(claimed, &job, delay).await
    }

    async fn give_up(&self, claimed: &JobRecord, mut job: Job, failure: Failure) -> Result<(), Error> {
        for variant in &mut job.variants {
            *variant = Variant::Failed { failure: failure.clone() };
        }
        let outcome = domain::job::Outcome::Failed { failure };
        self.jobs.finish(claimed, job, outcome).await?;
        Ok(())
    }
}

/// Where the client asked for no ratio, the video takes the one that its start frame was cropped to.
fn shape_by_frame(job: &mut Job, model: &Model) {
    let frame = job.inputs.iter().find(|input| input.role == InputRole::StartFrame);
    let size = frame.and_then(|frame| frame.file.as_ref()).and_then(|file| Some((file.width?, file.height?)));
    if let (Some((width, height)), Some(options), None) = (size, model.video(), job.applied.aspect_ratio) {
        job.applied.aspect_ratio = options.nearest_ratio(Size::new(width, height));
    }
}
