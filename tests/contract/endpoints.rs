//! Every endpoint: what it is asked about, and which status it answers to whom.

mod declared;
mod people;
mod scene;
mod things;

use domain::Kind;
use serde_json::{Value, json};

pub(crate) use self::declared::{Declared, declared, pages};
pub(crate) use self::people::{PERSON, Who};
pub(crate) use self::scene::Scene;
use self::things::Thing::{
    ApiKey, ChargedJob, FailedJob, File, Folder, Job, Kit, Member, Nothing, Share, Team, Upload,
};
pub(crate) use self::things::{MARK, NOBODYS, Thing, request};

/// The statuses for [`Who::ALL`]: without a key, with a wrong one; owner, admin, the member whose thing it is, another
/// member; owner, admin and member of another team; the operator.
pub(crate) type Statuses = [u16; 10];

#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) method: &'static str,
    /// Below the base path, or beside it. `{…}` stands for the thing's id.
    pub(crate) path: &'static str,
    pub(crate) thing: Thing,
    pub(crate) body: Option<Value>,
    pub(crate) statuses: Statuses,
}

const fn open(ok: u16) -> Statuses {
    [ok; 10]
}

/// Everybody gets their own team's.
const fn own_teams(ok: u16) -> Statuses {
    [401, 401, ok, ok, ok, ok, ok, ok, ok, ok]
}

/// A job is its author's, and their owner's and admins'.
const fn its_authors(ok: u16) -> Statuses {
    [401, 401, ok, ok, ok, 404, 404, 404, 404, 404]
}

/// Everybody in a team reads the whole drive and all kits.
const fn the_teams(ok: u16) -> Statuses {
    [401, 401, ok, ok, ok, ok, 404, 404, 404, 404]
}

/// What is in the drive is changed by whoever made it, and by owners and admins.
const fn its_makers(ok: u16) -> Statuses {
    [401, 401, ok, ok, ok, 403, 404, 404, 404, 404]
}

/// Owners and admins, the operator being the owner of a team, too: each for their own team.
const fn managers(ok: u16) -> Statuses {
    [401, 401, ok, ok, 403, 403, ok, ok, 403, ok]
}

const fn operators(ok: u16) -> Statuses {
    [401, 401, 403, 403, 403, 403, 403, 403, 403, ok]
}

pub(crate) fn rows() -> Vec<Row> {
    [submitting(), reading(), credits(), keys(), drive(), kits()].concat()
}

fn submitting() -> Vec<Row> {
    const PICTURE: Thing = Job(Kind::Image);
    let of = |kind| request(kind).1;
    let speech = json!({"text": "Hello.", "provider": "openai_tts"});
    let words = json!({"prompt": "a lamp"});
    vec![
        row("POST", "/creative-hub/generate/image", Nothing, own_teams(202)).with(of(Kind::Image)),
        row("POST", "/creative-hub/generate/video", Nothing, own_teams(202)).with(of(Kind::Video)),
        row("POST", "/creative-hub/generate/avatar", Nothing, own_teams(202)).with(of(Kind::Avatar)),
        row("POST", "/creative-hub/generate/tts", Nothing, own_teams(202)).with(of(Kind::Tts)),
        row("POST", "/creative-hub/generate/composite", Nothing, own_teams(202)).with(of(Kind::Composite)),
        row("POST", "/creative-hub/image-studio/generate", Nothing, own_teams(202)).with(words.clone()),
        row("POST", "/creative-hub/video-studio/generate", Nothing, own_teams(202)).with(words),
        row("POST", "/creative-hub/avatar-studio/generate", Nothing, own_teams(202)).with(of(Kind::Avatar)),
        row("POST", "/creative-hub/voice-studio/generate", Nothing, own_teams(202)).with(speech),
        row("POST", "/creative-hub/generate/jobs/{id}/cancel", PICTURE, its_authors(200)),
        row("POST", "/creative-hub/generate/jobs/{id}/retry", FailedJob, its_authors(202)),
        row("DELETE", "/creative-hub/generate/jobs/{id}", FailedJob, its_authors(204)),
    ]
}

fn reading() -> Vec<Row> {
    use Kind::{Avatar, Image, Tts, Video};
    vec![
        row("GET", "/creative-hub/generate/jobs/{id}/receipt", ChargedJob, its_authors(200)),
        row("GET", "/creative-hub/generate/jobs/{id}", Job(Image), its_authors(200)),
        row("GET", "/creative-hub/generate/jobs", Job(Video), own_teams(200)),
        row("GET", "/creative-hub/image-studio/generations", Job(Image), own_teams(200)),
        row("GET", "/creative-hub/video-studio/generations", Job(Video), own_teams(200)),
        row("GET", "/creative-hub/avatar-studio/generations", Job(Avatar), own_teams(200)),
        row("GET", "/creative-hub/voice-studio/generations", Job(Tts), own_teams(200)),
        row("GET", "/creative-hub/image-studio/generations/{id}", Job(Image), its_authors(200)),
        row("GET", "/creative-hub/video-studio/generations/{id}", Job(Video), its_authors(200)),
        row("GET", "/creative-hub/avatar-studio/generations/{id}", Job(Avatar), its_authors(200)),
        row("GET", "/creative-hub/voice-studio/generations/{id}", Job(Tts), its_authors(200)),
        row("GET", "/creative-hub/catalog", Nothing, own_teams(200)),
        row("GET", "/creative-hub/avatars", Nothing, own_teams(200)),
        row("GET", "/creative-hub/voices", Nothing, own_teams(200)),
        row("GET", "/health", Nothing, open(200)),
        row("GET", "/openapi.json", Nothing, open(200)),
    ]
}

fn credits() -> Vec<Row> {
    let cap = || json!({"monthly_cap": 90_000});
    let grant = json!({"team_id": "a-team-of-its-own", "amount": 10, "reason": "a test"});
    let threshold = json!({"low_balance_threshold": 10});
    vec![
        row("GET", "/credits/balance", Nothing, own_teams(200)),
        row("GET", "/credits/transactions", ChargedJob, own_teams(200)),
        row("POST", "/credits/grants", Nothing, operators(201)).with(grant),
        row("GET", "/credits/billed-failures", Nothing, operators(200)),
        row("PUT", "/credits/cap", Nothing, managers(200)).with(cap()),
        row("GET", "/credits/members", Member, managers(200)),
        // As above, before anything is said of the same person in the other team.
        row("GET", "/members", Member, managers(200)),
        // Users are not ours to know: a cap can be set for any user id, in the caller's own team.
        row("PUT", "/credits/members/{user_id}/cap", Member, managers(200)).with(cap()),
        row("PUT", "/credits/alerts", Nothing, managers(200)).with(threshold),
        row("POST", "/teams", Nothing, operators(201)).with(json!({"name": "a team"})),
        row("GET", "/teams", Team, operators(200)),
        row("GET", "/teams/{team_id}", Team, operators(200)),
        row("GET", "/operator/status", Nothing, operators(200)),
    ]
}

fn keys() -> Vec<Row> {
    vec![
        row("GET", "/me", Nothing, own_teams(200)),
        row("POST", "/api-keys", Nothing, own_teams(201)).with(json!({"name": "a key"})),
        row("GET", "/api-keys", ApiKey, own_teams(200)),
        // As a job, a key is its user's, and their owner's and admins'.
        row("GET", "/api-keys/{id}", ApiKey, its_authors(200)),
        row("DELETE", "/api-keys/{id}", ApiKey, its_authors(204)),
        row("POST", "/api-keys/{id}/rotate", ApiKey, its_authors(200)).with(json!({})),
        row("POST", "/tokens", Nothing, own_teams(201)).with(json!({"scopes": ["jobs:read"]})),
        // As with caps: something can be said of any user id, in the caller's own team.
        row("PUT", "/members/{user_id}", Member, managers(200)).with(json!({"disabled": false})),
    ]
}

fn drive() -> Vec<Row> {
    let name = || json!({"name": "renamed"});
    let upload = json!({"name": "a.png", "mime": "image/png", "bytes": 100});
    vec![
        row("GET", "/creative-hub/drive/folders", Folder, own_teams(200)),
        row("POST", "/creative-hub/drive/folders", Nothing, own_teams(201)).with(name()),
        row("GET", "/creative-hub/drive/folders/{id}", Folder, the_teams(200)),
        row("PATCH", "/creative-hub/drive/folders/{id}", Folder, its_makers(200)).with(name()),
        row("DELETE", "/creative-hub/drive/folders/{id}", Folder, its_makers(204)),
        row("GET", "/creative-hub/drive/files", File, own_teams(200)),
        row("GET", "/creative-hub/drive/files/{id}", File, the_teams(200)),
        row("PATCH", "/creative-hub/drive/files/{id}", File, its_makers(200)).with(name()),
        row("DELETE", "/creative-hub/drive/files/{id}", File, its_makers(204)),
        row("GET", "/creative-hub/drive/files/{id}/content?redirect=false", File, the_teams(200)),
        row("PUT", "/creative-hub/drive/files/{id}/share", File, its_makers(200)).with(json!({})),
        row("DELETE", "/creative-hub/drive/files/{id}/share", File, its_makers(200)),
        row("GET", "/creative-hub/shared/{token}", Share, open(200)),
        row("POST", "/creative-hub/drive/uploads", Nothing, own_teams(201)).with(upload),
        row("POST", "/creative-hub/drive/uploads/{id}/complete", Upload, the_teams(200)),
    ]
}

fn kits() -> Vec<Row> {
    let name = || json!({"name": "renamed"});
    vec![
        row("GET", "/creative-hub/brand-kits", Kit, own_teams(200)),
        row("POST", "/creative-hub/brand-kits", Nothing, own_teams(201)).with(name()),
        row("GET", "/creative-hub/brand-kits/{id}", Kit, the_teams(200)),
        row("PATCH", "/creative-hub/brand-kits/{id}", Kit, its_makers(200)).with(name()),
        row("DELETE", "/creative-hub/brand-kits/{id}", Kit, its_makers(204)),
    ]
}

const fn row(method: &'static str, path: &'static str, thing: Thing, statuses: Statuses) -> Row {
    Row { method, path, thing, body: None, statuses }
}

impl Row {
    fn with(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// As the endpoint is declared: with the base path and without a query.
    pub(crate) fn method_and_path(&self) -> (&'static str, String) {
        (self.method, contract_tests::whole_path(self.path_without_query()))
    }

    /// What the function that serves it declares.
    pub(crate) fn declared(&self) -> Declared {
        let (method, path) = self.method_and_path();
        let mut all = declared().into_iter();
        all.find(|it| it.method == method && it.path == path).expect("every row is an endpoint")
    }

    pub(crate) fn path_without_query(&self) -> &'static str {
        self.path.split('?').next().unwrap_or(self.path)
    }

    pub(crate) fn names_a_thing(&self) -> bool {
        self.path.contains('{')
    }

    /// The path to the thing of that id.
    pub(crate) fn path_to(&self, id: &str) -> String {
        match (self.path.split_once('{'), self.path.split_once('}')) {
            (Some((before, _)), Some((_, after))) => format!("{before}{id}{after}"),
            _ => self.path.to_owned(),
        }
    }
}
