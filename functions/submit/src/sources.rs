//! What a request names of the team's: other jobs and files of the drive as its sources, and a brand kit. They must be
//! the caller's to see, and able to give what is wanted. One AWS call, and none where nothing is named; a second one
//! for a kit's logo. A job that has not ended is waited for by the worker.

use domain::BucketFile;
use domain::Medium;
use domain::drive::NO_FOLDER;
use domain::job::Variant;
use domain::request::composite::{Lengths, PICTURE_MILLIS};
use domain::request::{InputRole, Plan, Request, Source, SourceFile};
use domain::{Caller, FieldError, Job, Status};
use store::{Found, Named};
use web::ApiError;

use crate::{App, brand};

/// `most_seconds`: the longest recording that is to be paid for; a longer one is left to the worker, which refuses
/// it free of charge whether or not its length is known by now.
pub(crate) async fn check(
    app: &App,
    caller: &Caller,
    plan: Plan,
    most_seconds: Option<u64>,
) -> Result<Plan, ApiError> {
    let sources = plan.request.sources();
    let named = named(&plan.request, &sources);
    let found = app.store.find(&caller.team_id, &named).await?;
    let mut errors = Vec::new();
    if named.folder.is_some() && found.folder.is_none() {
        errors.push(FieldError::new("drive_folder_id", NO_FOLDER));
    }
    let mut spoken_millis = None;
    let mut lengths = Lengths::default();
    for file in &sources {
        let mut millis = None;
        match known(&found, caller, file) {
            Ok(Known::Here(stored)) if file.role == InputRole::Audio => spoken_millis = stored.millis,
            Ok(known) => millis = known.longest_millis(),
            Err(problem) => errors.push(FieldError::new(&file.field, problem)),
        }
        match file.role {
            InputRole::Clip => lengths.clips.push(millis),
            InputRole::Narration => lengths.narration = millis,
            _ => {}
        }
    }
    errors.extend(spoken_millis.and_then(|millis| wrong_length(app, &plan, millis)));
    let plan = match brand::applied(app, caller, plan.clone(), found.kit.as_ref()).await? {
        Ok(branded) => branded,
        Err(error) => {
            errors.push(error);
            plan
        }
    };
    if !errors.is_empty() {
        return Err(ApiError::Fields(errors));
    }
    let paid_for = |millis: &u64| most_seconds.is_none_or(|most| *millis <= most.saturating_mul(1000));
    Ok(match spoken_millis.filter(paid_for) {
        Some(millis) => plan.with_audio_of(millis),
        None => plan.with_lengths(&lengths),
    })
}

fn named(request: &Request, sources: &[SourceFile]) -> Named {
    let mut named = Named { kit: request.brand_kit_id(), ..Named::of(sources) };
    // By itself it needs no read: the transaction that takes the job on looks at it.
    if !named.is_empty() {
        named.folder = request.extras().drive_folder_id;
    }
    named
}

/// What is known of a source before it is brought in.
enum Known<'a> {
    /// It is a file of ours.
    Here(&'a BucketFile),
    /// A job is making it.
    Promised(&'a Job),
    /// It lies at a foreign address.
    Elsewhere,
}

impl Known<'_> {
    /// How long it is, or is at most. A picture is shown for its usual time where the timeline says nothing.
    fn longest_millis(&self) -> Option<u64> {
        match self {
            Self::Here(stored) if stored.mime.starts_with("image/") => Some(PICTURE_MILLIS),
            Self::Here(stored) => stored.millis,
            Self::Promised(job) => Some(job.request.longest_millis().unwrap_or(PICTURE_MILLIS)),
            Self::Elsewhere => None,
        }
    }
}

/// The error completes "`field` …".
fn known<'a>(found: &'a Found, caller: &Caller, file: &SourceFile) -> Result<Known<'a>, String> {
    match &file.source {
        Source::Url(_) => Ok(Known::Elsewhere),
        Source::Asset(id) => {
            let asset = found.file(*id).ok_or("is not a file in your team's drive")?;
            fitting(&asset.stored, file).map_err(|wanted| format!("names a file that is not {wanted}"))
        }
        Source::Job { job_id, result } => {
            let job = found.job(*job_id).filter(|job| !job.hidden && caller.may_see(job));
            promised(job.ok_or("is not a job of your team")?, *result, file)
        }
    }
}

/// An error if it is not there and never will be.
fn promised<'a>(job: &'a Job, result: usize, file: &SourceFile) -> Result<Known<'a>, String> {
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
                true => Ok(Known::Promised(job)),
            }
        }
        Status::Completed => {
            let made = job.variants.iter().filter_map(Variant::file).nth(result);
            let made = made.ok_or_else(|| format!("names result {result}, which that job does not have"))?;
            fitting(made, file).map_err(|wanted| format!("names a result that is not {wanted}"))
        }
    }
}

/// An error if it is not what is `wanted`.
fn fitting<'a>(stored: &'a BucketFile, file: &SourceFile) -> Result<Known<'a>, &'static str> {
    if file.role.takes_mime(&stored.mime) { Ok(Known::Here(stored)) } else { Err(file.role.wanted()) }
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
