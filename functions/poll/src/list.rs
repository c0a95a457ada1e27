//! `GET …/generate/jobs` and `GET …/{studio}/generations`: a team's jobs, the newest first. One AWS call. The first page
//! of a folder takes one more, to refuse a folder that does not exist, and each large request one to read it.

use domain::drive::{ROOT, no_folder};
use domain::{Caller, Job, Kind, Status, TeamId, TokenScope, UserId};
use files::SignedLink;
use serde::Serialize;
use store::{JobFilter, JobPage};
use web::parameter::CURSOR_WITH_PARAMETERS;
use web::{
    Accepts, Access, ApiError, Call, Endpoint, GenerationStatus, Handled, Handler, Listed, Page, Parameter,
    Parameters, cursor,
};

use crate::App;
use crate::view::generation::GenerationView;
use crate::view::job::JobView;
use crate::view::sign;

/// Less than in other lists: every job has links to be signed.
const LIMIT: Parameter = Parameter::limit(20, 100);
const TYPE: Parameter = Parameter {
    name: "type",
    accepts: Accepts::OneOf(|| Kind::ALL.map(Kind::as_str).to_vec()),
    about: "Only jobs that make this.",
    example: Some("image"),
};
const STATUS: Parameter = Parameter {
    name: "status",
    accepts: Accepts::OneOf(|| Status::ALL.map(Status::as_str).to_vec()),
    about: "Only jobs that are this far.",
    example: Some("completed"),
};
const STATUS_OF_STUDIO: Parameter = Parameter {
    name: "status",
    accepts: Accepts::OneOf(|| Status::ALL.map(studios_word).to_vec()),
    about: "Only generations that are this far.",
    example: Some("completed"),
};
const FOLDER: Parameter = Parameter {
    name: "folder",
    accepts: Accepts::FolderOrRoot,
    about: "Only jobs whose results go to this folder; `root`: to none.",
    example: Some("root"),
};
const USER: Parameter = Parameter {
    name: "user",
    accepts: Accepts::Characters { least: 1, most: 128 },
    about: "Only this user's jobs. A member sees no others than their own anyhow.",
    example: Some("ann"),
};

pub(crate) const JOBS: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/generate/jobs",
    access: Access::MemberOrToken(TokenScope::JobsRead),
    parameters: Parameters::List(&[&TYPE, &STATUS, &FOLDER, &USER, &LIMIT, &CURSOR_WITH_PARAMETERS]),
    handler: |app, call| Box::pin(jobs(app, call)),
};
pub(crate) const IMAGE_GENERATIONS: Endpoint<App> =
    of_studio("/api/v1/creative-hub/image-studio/generations", |app, call| {
        Box::pin(generations(app, call, Kind::Image))
    });
pub(crate) const VIDEO_GENERATIONS: Endpoint<App> =
    of_studio("/api/v1/creative-hub/video-studio/generations", |app, call| {
        Box::pin(generations(app, call, Kind::Video))
    });
pub(crate) const AVATAR_GENERATIONS: Endpoint<App> =
    of_studio("/api/v1/creative-hub/avatar-studio/generations", |app, call| {
        Box::pin(generations(app, call, Kind::Avatar))
    });
pub(crate) const VOICE_GENERATIONS: Endpoint<App> =
    of_studio("/api/v1/creative-hub/voice-studio/generations", |app, call| {
        Box::pin(generations(app, call, Kind::Tts))
    });

const fn of_studio(path: &'static str, handler: Handler<App>) -> Endpoint<App> {
    let parameters = Parameters::List(&[&STATUS_OF_STUDIO, &LIMIT, &CURSOR_WITH_PARAMETERS]);
    Endpoint { method: "GET", path, access: Access::MemberOrToken(TokenScope::JobsRead), parameters, handler }
}

async fn jobs(app: &App, call: &Call<'_>) -> Handled {
    list(app, call, &List { studio: None, view: JobView::new }).await
}

async fn generations(app: &App, call: &Call<'_>, kind: Kind) -> Handled {
    list(app, call, &List { studio: Some(kind), view: GenerationView::new }).await
}

/// A list in one of the two vocabularies.
struct List<T> {
    /// A studio lists jobs of one kind, whose status has the studios' words.
    studio: Option<Kind>,
    view: fn(&Job, &[Option<SignedLink>]) -> T,
}

async fn list<T: Listed>(app: &App, call: &Call<'_>, list: &List<T>) -> Handled {
    let caller = call.caller()?;
    let filter = list.filter(call, caller)?;
    if let Some(JobFilter { folder: Some(Some(folder)), before: None, .. }) = filter {
        let found = app.store.folder(&caller.team_id, folder).await?;
        found.ok_or_else(|| ApiError::field("folder", no_folder(&folder.to_string())))?;
    }
    let page = match &filter {
        Some(filter) => app.store.list_jobs(&caller.team_id, filter).await?,
        None => JobPage { jobs: Vec::new(), next_before: None },
    };
    let mut shown = Page::new();
    for job in &page.jobs {
        if !shown.add((list.view)(job, &sign(app, job).await?), job.job_id) {
            break;
        }
    }
    let listed = filter.as_ref().map(|filter| Scope::new(filter, caller));
    Ok(shown.reply(&listed, page.next_before))
}

/// What a cursor is bound to. The length of a page is not part of it: it may change from page to page.
#[derive(Serialize)]
struct Scope<'a> {
    team: &'a TeamId,
    user: Option<&'a UserId>,
    kind: Option<Kind>,
    status: Option<Status>,
    folder: Option<String>,
}

impl<'a> Scope<'a> {
    fn new(filter: &'a JobFilter, caller: &'a Caller) -> Self {
        let folder = filter.folder.map(|folder| folder.map_or_else(|| ROOT.to_owned(), |id| id.to_string()));
        let JobFilter { user, kind, status, .. } = filter;
        Self { team: &caller.team_id, user: user.as_ref(), kind: *kind, status: *status, folder }
    }
}

const fn studios_word(status: Status) -> &'static str {
    GenerationStatus::new(status).as_str()
}

impl<T> List<T> {
    /// `None`: a member asks for another user's jobs, which do not exist for them.
    fn filter(&self, call: &Call<'_>, caller: &Caller) -> Result<Option<JobFilter>, ApiError> {
        let mut query = call.query();
        let (kind, status, user, folder) = match self.studio {
            Some(kind) => {
                let status = query.one_of(&STATUS_OF_STUDIO, &Status::ALL, studios_word);
                (Some(kind), status, None, None)
            }
            None => (
                query.one_of(&TYPE, &Kind::ALL, Kind::as_str),
                query.one_of(&STATUS, &Status::ALL, Status::as_str),
                query.text(&USER).map(UserId::new),
                query.read(&FOLDER, web::folder_or_root),
            ),
        };
        let limit = query.limit(&LIMIT);
        let is_foreign = user.as_ref().is_some_and(|user| *user != caller.user_id);
        let user = if caller.manages_team() { user } else { Some(caller.user_id.clone()) };
        let mut filter = JobFilter { before: None, user, kind, status, folder, limit };
        let listed = Scope::new(&filter, caller);
        filter.before = query.read(&CURSOR_WITH_PARAMETERS, |text| cursor::read(text, &listed));
        query.finish()?;
        Ok((caller.manages_team() || !is_foreign).then_some(filter))
    }
}
