//! Other jobs that a request names as its files: they must be the caller's to see, and able to give what is
//! wanted. One AWS call, and none where no job is named. A job that has not ended is waited for by the worker.

use domain::job::{StoredFile, Variant};
use domain::request::composite::{Lengths, PICTURE_MILLIS};
use domain::request::source::Medium;
use domain::request::{Plan, Request, Role, Source, SourceFile};
use domain::{Caller, FieldError, Job, JobId, Status};
use web::ApiError;

use crate::App;

/// `most_seconds`: the longest recording that is to be paid for; a longer one is left to the worker, which refuses
/// it free of charge whether or not its length is known by now.
pub(crate) async fn check(
    app: &App,
    caller: &Caller,
    plan: Plan,
    most_seconds: Option<u64>,
) -> Result<Plan, ApiError> {
    let named = plan.request.sources();
    let ids: Vec<JobId> = named.iter().filter_map(|file| job_of(&file.source)).map(|(id, _)| id).collect();
    if ids.is_empty() {
        return Ok(plan);
    }
    let jobs: Vec<Job> = app.store.jobs(&caller.team_id, &ids).await?;
    let seen = |id| jobs.iter().find(|job| job.job_id == id && !job.hidden && caller.may_see(job));
    let mut errors = Vec::new();
    let mut spoken_millis = None;
    let mut lengths = Lengths::default();
    for file in &named {
        let mut millis = None;
        if let Some((id, result)) = job_of(&file.source) {
            let job = seen(id).ok_or("is not a job of your team".to_owned());
            match job.and_then(|job| Ok((job, gives(job, result, file)?))) {
                Ok((_, Some(stored))) if file.role == Role::Audio => spoken_millis = stored.millis,
                Ok((job, stored)) => millis = length(job, stored),
                Err(problem) => errors.push(FieldError::new(&file.field, problem)),
            }
        }
        match file.role {
            Role::Clip => lengths.clips.push(millis),
            Role::Narration => lengths.narration = millis,
            _ => {}
        }
    }
    errors.extend(spoken_millis.and_then(|millis| wrong_length(app, &plan, millis)));
    if !errors.is_empty() {
        return Err(ApiError::Fields(errors));
    }
    let paid_for = |millis: &u64| most_seconds.is_none_or(|most| *millis <= most.saturating_mul(1000));
    Ok(match spoken_millis.filter(paid_for) {
        Some(millis) => plan.with_audio_of(millis),
        None => plan.with_lengths(&lengths),
    })
}

/// How long a job's result is, or is at most while it is being made. A picture is shown for its usual time where the
/// timeline says nothing.
fn length(job: &Job, stored: Option<&StoredFile>) -> Option<u64> {
    match stored {
        Some(stored) if stored.mime.starts_with("image/") => Some(PICTURE_MILLIS),
        Some(stored) => stored.millis,
        None => Some(job.request.longest_millis().unwrap_or(PICTURE_MILLIS)),
    }
}

const fn job_of(source: &Source) -> Option<(JobId, usize)> {
    match source {
        Source::Job { job_id, result } => Some((*job_id, *result)),
        Source::Url(_) => None,
    }
}

/// The file, if it is there already; an error if it never will be.
fn gives<'a>(job: &'a Job, result: usize, file: &SourceFile) -> Result<Option<&'a StoredFile>, String> {
    match job.status {
        Status::Failed => Err("names a job that failed".to_owned()),
        Status::Pending | Status::Processing => {
            let able = file.role.takes(will_make(&job.request));
            let variants = usize::try_from(job.request.variants()).unwrap_or(usize::MAX);
            match able {
                false => Err(format!("names a job that does not make {}", file.role.wanted())),
                true if result >= variants => {
                    Err(format!("names result {result} of a job that makes {variants}"))
                }
                true => Ok(None),
            }
        }
        Status::Completed => {
            let made = job.variants.iter().filter_map(Variant::file).nth(result);
            let made = made.ok_or_else(|| format!("names result {result}, which that job does not have"))?;
            if Medium::of_mime(&made.mime).is_some_and(|medium| file.role.takes(medium)) {
                return Ok(Some(made));
            }
            Err(format!("names a result that is not {}", file.role.wanted()))
        }
    }
}

const fn will_make(request: &Request) -> Medium {
    match request {
        Request::Image(_) => Medium::Picture,
        Request::Tts(_) => Medium::Sound,
        Request::Composite(composite) if composite.output.is_still() => Medium::Picture,
        Request::Video(_) | Request::Avatar(_) | Request::Composite(_) => Medium::Video,
    }
}

/// A recording whose length is known already and that no job of the model takes is refused here, not after the hold.
fn wrong_length(app: &App, plan: &Plan, millis: u64) -> Option<FieldError> {
    let model = app.catalog.model(plan.request.kind(), plan.request.model())?;
    let [least, most] = model.avatar()?.audio_seconds;
    let seconds = millis.div_ceil(1000);
    let problem =
        format!("must last from {least} to {most} seconds for this model; that recording lasts {seconds}");
    let fits = (u64::from(least) * 1000..=u64::from(most) * 1000).contains(&millis);
    (!fits).then(|| FieldError::new("audio_url", problem))
}
