//! Waiting for a job until it has ended. It is looked at often in its first seconds, since speech and pictures take no
//! longer, and then as often as the API asks for.

use std::time::{Duration, Instant};

use clock::Clock;
use domain::{JobId, Timestamp};

use crate::api::{Answer, Call};
use crate::args::Follow;
use crate::commands::Hub;
use crate::download::deliver;
use crate::failure::Failure;
use crate::progress::Bar;
use crate::replies::Job;

/// Where a job does not say how often to look at it.
const USUAL_INTERVAL: Duration = Duration::from_secs(5);
/// The first pause is this part of the interval, and each of the next is twice as long.
const FIRST_PART: u32 = 16;
/// How often the bar moves.
const FRAME: Duration = Duration::from_millis(200);

/// Waits for a job, and delivers what it made.
pub(crate) async fn follow(hub: &mut Hub<'_>, id: JobId, follow: &Follow) -> Result<(), Failure> {
    hub.watched.set(id);
    let until = follow.timeout.and_then(|seconds| Instant::now().checked_add(Duration::from_secs(seconds)));
    let ended = until_ended(hub, id, until).await.map_err(|failure| failure.while_waiting_for(id))?;
    let (answer, job) = ended;
    if job.status == domain::Status::Failed {
        if hub.json {
            hub.shell.say(&answer.text)?;
        }
        return Err(Failure::JobFailed(why_it_failed(&job)));
    }
    deliver(hub, &answer, &job, follow.out.as_deref()).await
}

fn why_it_failed(job: &Job) -> String {
    let code = job.error_code.as_deref().unwrap_or("unknown");
    let message = job.error_message.as_deref().unwrap_or("The API does not say why.");
    format!("job {} failed ({code}): {message}", job.id)
}

pub(crate) async fn look(hub: &Hub<'_>, id: JobId) -> Result<(Answer, Job), Failure> {
    let answer = hub.api()?.send(&Call::get(format!("/creative-hub/generate/jobs/{id}"))).await?;
    let job = answer.read()?;
    Ok((answer, job))
}

/// The last look is at the end of the time, if there is one.
async fn until_ended(hub: &Hub<'_>, id: JobId, until: Option<Instant>) -> Result<(Answer, Job), Failure> {
    let bar = Bar::new(hub.shell.is_terminal);
    let mut looks = 0;
    loop {
        let (answer, job) = look(hub, id).await?;
        if job.status.is_terminal() {
            return Ok((answer, job));
        }
        let now = Instant::now();
        if until.is_some_and(|until| now >= until) {
            let status = job.status.as_str();
            return Err(Failure::NoAnswer(format!("job {id} is still {status} when the time is over.")));
        }
        let next = now + pause(job.polling_interval_ms, looks);
        rest(&bar, &job, until.map_or(next, |until| next.min(until))).await;
        looks += 1;
    }
}

/// Moves the bar until it is time to look again.
async fn rest(bar: &Bar, job: &Job, until: Instant) {
    let clock = Clock::system();
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        bar.show(job, age(job, clock.now()));
        tokio::time::sleep(left.min(FRAME)).await;
    }
}

/// How long ago the job was accepted, by this machine's clock.
fn age(job: &Job, now: Timestamp) -> Duration {
    let created = Timestamp::parse(&job.created_at).unwrap_or(now);
    Duration::from_millis(now.millis_since(created).try_into().unwrap_or_default())
}

fn pause(interval_ms: Option<u64>, looks: u32) -> Duration {
    let interval = interval_ms.map_or(USUAL_INTERVAL, Duration::from_millis);
    (interval / FIRST_PART * 2u32.pow(looks.min(8))).min(interval)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_what_the_api_asks_for() {
        let millis =
            |interval| (0..7).map(move |looks| pause(interval, looks).as_millis()).collect::<Vec<_>>();
        assert_eq!(millis(Some(4000)), [250, 500, 1000, 2000, 4000, 4000, 4000]);
        assert_eq!(millis(None)[5..], [5000, 5000]);
    }
}
