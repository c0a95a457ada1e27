//! The step that fetches a job's inputs: it takes the job, has them fetched, writes down what came, and sends the job on.
//! How a file is fetched is in `fetch_inputs`.

use domain::lifecycle::Claim;
use domain::request::InputRole;
use domain::resolve::Missing;
use domain::size::Size;
use domain::{BucketFile, Job, Model};
use queue::Message;
use store::JobRecord;

use crate::claim::Claimed;
use crate::{Engine, Error};

impl Engine {
    pub(crate) async fn fetch(&self, message: &Message) -> Result<(), Error> {
        let claim = Claim::to_fetch(message.kind);
        let Some(claimed) = self.jobs.claim(message, claim).await?.map(Claimed::either) else {
            return Ok(());
        };
        let model = self.model(message)?;
        let fetched = self.fetch_inputs(&claimed.job, model).await;
        self.fetched(message, &claimed, model, fetched).await
    }

    /// Writes down what came, and sends the job on: to its start, to another try, or to its end.
    async fn fetched(
        &self,
        message: &Message,
        claimed: &JobRecord,
        model: &Model,
        fetched: Vec<Result<BucketFile, Missing>>,
    ) -> Result<(), Error> {
        let (job_id, team_id) = (message.job_id, &message.team_id);
        let mut job = claimed.job.clone();
        let (mut unfinished, mut trouble, mut silent) = (false, false, Vec::new());
        for (place, (input, file)) in job.inputs.iter_mut().zip(fetched).enumerate() {
            match file {
                Ok(file) => input.file = Some(file),
                Err(Missing::Unfinished(_)) => unfinished = true,
                Err(Missing::NotYet(why)) => {
                    tracing::warn!(%job_id, %team_id, role = ?input.role, why, "a file could not be fetched yet");
                    trouble = true;
                }
                // Several references have one field.
                Err(Missing::Unreachable { field, why }) => silent.push((format!("{field} {place}"), why)),
                Err(Missing::Never(failure)) => {
                    tracing::info!(%job_id, %team_id, role = ?input.role, code = ?failure.code, "a file is of no use");
                    return self.jobs.carry_out(claimed, claimed.job.clone().give_up(&failure)).await;
                }
            }
        }
        let tick = self.jobs.tick();
        let own_seconds = model.deadline_seconds.into();
        let next = if !silent.is_empty() {
            job.ask_hosts_again(silent, tick)
        } else if trouble && unfinished {
            job.extend_deadline(own_seconds, tick).retry_fetch(tick)
        } else if trouble {
            job.retry_fetch(tick)
        } else if unfinished {
            job.wait_for_sources(own_seconds, tick)
        } else {
            shape_by_frame(&mut job, model);
            job.fetched(tick)
        };
        self.jobs.carry_out(claimed, next).await
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
