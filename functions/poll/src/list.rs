//! `GET …/generate/jobs` and `GET …/{studio}/generations`: a team's jobs, newest first. Mostly one AWS call, and one
//! more for the first page of a folder, to tell an empty one from none.

use std::collections::BTreeSet;

use domain::drive::{NO_FOLDER, ROOT};
use domain::{Caller, FieldError, Job, Kind, Status, TeamId, UserId};
use files::SignedLink;
use http::StatusCode;
use lambda_http::{Request, RequestExt};
use serde::Serialize;
use serde_json::{Value, json};
use store::{JobFilter, JobPage};
use web::{ApiError, Handled, cursor};

use crate::App;
use crate::view::{self, generation_status, sign};

const DEFAULT_LIMIT: usize = 20;
const MAX_LIMIT: usize = 100;

pub(crate) async fn jobs(app: &App, request: &Request) -> Handled {
    let parameters = &["type", "status", "folder", "user", "limit", "cursor"];
    list(app, request, &List { name: "jobs", parameters, studio: None, view: view::job }).await
}

pub(crate) async fn generations(app: &App, request: &Request, kind: Kind) -> Handled {
    let parameters = &["status", "limit", "cursor"];
    let view = view::generation;
    list(app, request, &List { name: "generations", parameters, studio: Some(kind), view }).await
}

/// One of the two vocabularies.
struct List {
    name: &'static str,
    parameters: &'static [&'static str],
    /// The kind that the path says; a status is then named in the studios' words.
    studio: Option<Kind>,
    view: fn(&Job, &[Option<SignedLink>]) -> Value,
}

async fn list(app: &App, request: &Request, list: &List) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let filter = list.filter(request, &caller)?;
    if let Some(JobFilter { folder: Some(Some(folder)), before: None, .. }) = filter {
        let found = app.store.folder(&caller.team_id, folder).await?;
        found.ok_or_else(|| ApiError::Fields(vec![FieldError::new("folder", NO_FOLDER)]))?;
    }
    let page = match &filter {
        Some(filter) => app.store.list_jobs(&caller.team_id, filter).await?,
        None => JobPage { jobs: Vec::new(), next_before: None },
    };
    let mut views = Vec::new();
    for job in &page.jobs {
        views.push((list.view)(job, &sign(app, job).await?));
    }
    let next = filter.zip(page.next_before);
    let next = next.map(|(filter, before)| cursor::write(&Query::of(&filter, &caller), &before));
    Ok(web::json(StatusCode::OK, &json!({list.name: views, "next_cursor": next})))
}

/// What a cursor is bound to. The length of a page may change on the way.
#[derive(Serialize)]
struct Query<'a> {
    team: &'a TeamId,
    user: Option<&'a UserId>,
    kind: Option<Kind>,
    status: Option<Status>,
    folder: Option<String>,
}

impl<'a> Query<'a> {
    fn of(filter: &'a JobFilter, caller: &'a Caller) -> Self {
        let folder = filter.folder.map(|folder| folder.map_or_else(|| ROOT.to_owned(), |id| id.to_string()));
        let JobFilter { user, kind, status, .. } = filter;
        Self { team: &caller.team_id, user: user.as_ref(), kind: *kind, status: *status, folder }
    }
}

impl List {
    /// `None`: a member asks for somebody else's jobs, which do not exist for them.
    fn filter(&self, request: &Request, caller: &Caller) -> Result<Option<JobFilter>, ApiError> {
        let query = request.query_string_parameters();
        let mut filter = JobFilter {
            before: None,
            user: None,
            kind: self.studio,
            status: None,
            folder: None,
            limit: DEFAULT_LIMIT,
        };
        let (mut errors, mut given, mut cursor) = (Vec::new(), BTreeSet::new(), None);
        for (name, value) in query.iter() {
            let read = match name {
                _ if !self.parameters.contains(&name) => {
                    let known = self.parameters.join(", ");
                    Err(format!("is not a parameter of this list; it has: {known}"))
                }
                _ if !given.insert(name) => Err("must be given once".to_owned()),
                "cursor" => {
                    cursor = Some(value);
                    Ok(())
                }
                _ => self.read(name, value, &mut filter),
            };
            errors.extend(read.err().map(|problem| FieldError::new(name, problem)));
        }
        let asked = filter.user.take();
        let is_foreign = asked.as_ref().is_some_and(|user| *user != caller.user_id);
        filter.user = if caller.manages_team() { asked } else { Some(caller.user_id.clone()) };
        if let Some(cursor) = cursor {
            filter.before = cursor::read(cursor, &Query::of(&filter, caller));
            if filter.before.is_none() {
                errors.push(FieldError::new("cursor", "is not a cursor of this list with these parameters"));
            }
        }
        if !errors.is_empty() {
            return Err(ApiError::Fields(errors));
        }
        Ok((caller.manages_team() || !is_foreign).then_some(filter))
    }

    fn read(&self, name: &str, value: &str, filter: &mut JobFilter) -> Result<(), String> {
        match name {
            "limit" => {
                let limit = value.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
                filter.limit = limit.ok_or_else(|| format!("must be from 1 to {MAX_LIMIT}"))?;
            }
            "type" => {
                let known = || Kind::ALL.map(Kind::as_str).join(", ");
                filter.kind = Some(Kind::named(value).ok_or_else(|| format!("must be one of: {}", known()))?);
            }
            "status" => {
                let word = if self.studio.is_some() { generation_status } else { Status::as_str };
                let status = Status::ALL.into_iter().find(|status| word(*status) == value);
                let known = || Status::ALL.map(word).join(", ");
                filter.status = Some(status.ok_or_else(|| format!("must be one of: {}", known()))?);
            }
            "user" => filter.user = Some(UserId::new(value)),
            _ if value.is_empty() || value == ROOT => filter.folder = Some(None),
            _ => filter.folder = Some(Some(value.parse().map_err(|_| NO_FOLDER.to_owned())?)),
        }
        Ok(())
    }
}
