//! Bringing finished results home: from the vendor's link through the fitting to our bucket.

use std::sync::Arc;
use std::time::Duration;

use domain::job::{Outcome, StoredFile, Variant};
use domain::request::Request;
use domain::schedule::{STORE_LEASE_SECONDS, STORE_LIMIT_SECONDS, look_delay, until_proof};
use domain::{ErrorCode, Failure, Job, Stage};
use futures::future::join_all;
use providers::Look;
use queue::Message;
use store::{Claim, Stored};

use crate::{Class, Engine, Error};

/// The largest picture any model makes is far below this.
const PICTURE_LIMITS: fetch::Limits =
    fetch::Limits { max_bytes: 64 * 1024 * 1024, total: Duration::from_mins(1) };

/// Why a result did not reach the bucket.
enum NotStored {
    /// The result is of no use.
    For(ErrorCode, String),
    /// Something on the way is in trouble: another look gives another link.
    Yet(String),
}

impl Engine {
    pub(crate) async fn collect(
        &self,
        message: &Message,
        look: u32,
        seen: Vec<(usize, Look)>,
    ) -> Result<(), Error> {
        let Some(claimed) = self.claim_storing(message).await? else { return Ok(()) };
        let job = &claimed.job;
        // A message may come twice: what has arrived before stays as it is.
        let is_open = |index: &usize| job.variants.get(*index).is_some_and(|variant| !variant.is_terminal());
        let open = seen.into_iter().filter(|(index, _)| is_open(index));
        let arrivals = open.map(|(index, look)| async move {
            let arrived = match look {
                Look::Running { .. } => None,
                Look::Failed(failure) => Some(Variant::Failed { failure }),
                Look::Ready { url } => self.bring_home(job, index, &url).await,
            };
            (index, arrived)
        });
        let arrived = join_all(arrivals).await;

        let mut job = claimed.job.clone();
        for (index, variant) in arrived {
            if let (Some(slot), Some(variant)) = (job.variants.get_mut(index), variant) {
                *slot = variant;
            }
        }
        if let Some(outcome) = job.outcome() {
            return self.finish_or_keep(&claimed, job, outcome).await;
        }
        let model = self.model(&message.model)?;
        let patience = self.jobs.pace.patience(until_proof(model, look + 1));
        job.stage = Stage::Waiting;
        job.look = job.look.max(look + 1);
        job.resends = 0;
        job.lease_until = None;
        job.due_at = Some(self.jobs.clock.now().plus_seconds(patience));
        let delay = self.jobs.pace.seconds(look_delay(model, look + 1).into());
        self.jobs.write_and_send(&claimed, &job, delay).await
    }

    /// Ends the job. Where AWS is in trouble, what was stored is kept, so that the next try only settles.
    async fn finish_or_keep(&self, claimed: &Stored, mut job: Job, outcome: Outcome) -> Result<(), Error> {
        let finished = self.jobs.finish(claimed, job.clone(), outcome).await;
        if finished.as_ref().is_err_and(|error| error.class() == Class::TryAgain) {
            job.stage = Stage::Waiting;
            job.lease_until = None;
            job.due_at = Some(self.jobs.clock.now().plus_seconds(self.jobs.pace.patience(0)));
            self.jobs.store.replace(claimed, &job).await?;
        }
        finished
    }

    /// `None`: another delivery is at it, or the job has moved on.
    async fn claim_storing(&self, message: &Message) -> Result<Option<Stored>, Error> {
        let now = self.jobs.clock.now();
        let lease_until = now.plus_seconds(STORE_LEASE_SECONDS);
        let claim = Claim {
            team_id: &message.team_id,
            job_id: message.job_id,
            chain: message.chain,
            from: Stage::Waiting,
            to: Stage::Storing,
            now,
            lease_until,
            due_at: lease_until,
        };
        match self.jobs.store.claim(&claim).await? {
            Ok(claimed) => Ok(Some(claimed)),
            // The step that was storing died: storing again overwrites itself.
            Err(Some(current)) if current.job.stage == Stage::Storing && !current.job.is_leased(now) => {
                Ok(self.jobs.store.claim(&Claim { from: Stage::Storing, ..claim }).await?.ok())
            }
            Err(_) => Ok(None),
        }
    }

    /// The variant as it ends; `None`: not yet, it is looked at again.
    async fn bring_home(&self, job: &Job, variant: usize, url: &str) -> Option<Variant> {
        let limit = Duration::from_secs(STORE_LIMIT_SECONDS);
        let stored = tokio::time::timeout(limit, self.store_picture(job, variant, url))
            .await
            .unwrap_or_else(|_| Err(NotStored::Yet("it took too long".to_owned())));
        let (job_id, team_id) = (job.job_id, &job.team_id);
        match stored {
            Ok(file) => Some(Variant::Stored { file }),
            Err(NotStored::For(code, why)) => {
                tracing::warn!(%job_id, %team_id, variant, why, "a result is of no use");
                Some(Variant::Failed { failure: Failure::new(code) })
            }
            Err(NotStored::Yet(why)) => {
                tracing::warn!(%job_id, %team_id, variant, why, "a result could not be stored yet");
                None
            }
        }
    }

    async fn store_picture(&self, job: &Job, variant: usize, url: &str) -> Result<StoredFile, NotStored> {
        let closed = |error: tokio::sync::AcquireError| NotStored::Yet(error.to_string());
        let permit = Arc::clone(&self.storing).acquire_owned().await.map_err(closed)?;
        let download = self.fetcher.open(url, PICTURE_LIMITS).await.map_err(|error| not_fetched(&error))?;
        let bytes = download.bytes().await.map_err(|error| not_fetched(&error))?;

        let Request::Image(image) = &job.request;
        let size = image.size();
        // The permit goes along: a fitting that nobody waits for any more still takes memory.
        let fitting =
            tokio::task::spawn_blocking(move || (media::fit(bytes, size.width, size.height), permit));
        let (picture, _permit) =
            fitting.await.map_err(|panic| NotStored::For(ErrorCode::Internal, panic.to_string()))?;
        let picture = picture.map_err(|error| not_fitted(&error))?;

        let extension = media::sniff(&picture.bytes).map_or("bin", media::Kind::extension);
        let key = files::result_key(&job.team_id, job.job_id, variant, extension);
        let whole = futures::stream::iter([Ok::<_, std::convert::Infallible>(picture.bytes)]);
        let stored = self.files.store(&key, picture.mime, whole).await;
        let bytes = stored.map_err(|error| NotStored::Yet(error.to_string()))?;
        Ok(StoredFile {
            key,
            mime: picture.mime.to_owned(),
            width: picture.width,
            height: picture.height,
            bytes,
        })
    }
}

/// A link that is refused, gone or endless stays so; a host in trouble may recover.
fn not_fetched(error: &fetch::Error) -> NotStored {
    match error.class() {
        fetch::Class::TryAgain => NotStored::Yet(error.to_string()),
        fetch::Class::CallersFault => NotStored::For(ErrorCode::ProviderFailed, error.to_string()),
        fetch::Class::OurBug => NotStored::For(ErrorCode::Internal, error.to_string()),
    }
}

fn not_fitted(error: &media::Error) -> NotStored {
    match error.class() {
        media::Class::CallersFault => NotStored::For(ErrorCode::ProviderFailed, error.to_string()),
        media::Class::OurBug => NotStored::For(ErrorCode::Internal, error.to_string()),
    }
}
