//! What requests are about.

use contract_tests::{Client, World, png};
use domain::Kind;
use serde_json::{Value, json};

use super::people::{PERSON, Who};

/// In every prompt and every name of the team whose things they are, and in nobody else's.
pub(crate) const MARK: &str = "quokka";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thing {
    Nothing,
    /// A job that has not been started.
    Job(Kind),
    FailedJob,
    /// A completed one: it has a line in the ledger.
    ChargedJob,
    Folder,
    File,
    /// One whose bytes have come.
    Upload,
    Kit,
    ApiKey,
    /// A file's link for people without a key. It shows nothing but the file.
    Share,
    /// A person.
    Member,
    /// One that has nothing yet.
    Team,
}

impl Thing {
    /// Who finds it when they read it or a list it is in.
    pub(crate) const fn is_seen_by(self, who: Who) -> bool {
        match self {
            Self::Nothing | Self::Share => false,
            Self::Job(_) | Self::FailedJob | Self::ChargedJob | Self::ApiKey => {
                matches!(who, Who::Owner | Who::Admin | Who::Member)
            }
            Self::Folder | Self::File | Self::Upload | Self::Kit => who.is_of_the_team(),
            Self::Member => matches!(who, Who::Owner | Who::Admin),
            Self::Team => matches!(who, Who::Operator),
        }
    }

    /// Makes one of it for `author`, and returns its id.
    pub(crate) async fn make(self, world: &World, author: &Client) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Job(kind) => job(author, kind).await,
            Self::FailedJob => {
                let id = job(author, Kind::Image).await;
                assert_eq!(author.cancel(&id).await.status, 200);
                id
            }
            Self::ChargedJob => {
                let id = job(author, Kind::Image).await;
                assert_eq!(world.run_to_end(author, &id).await["status"], "completed");
                id
            }
            Self::Folder => author.create_folder(MARK, None).await,
            Self::File => text(&author.upload(MARK, "image/png", &png(8, 8), None).await, "id"),
            Self::Upload => {
                let upload = author.begin_upload(MARK, "image/png", png(8, 8).len(), None).await;
                assert_eq!(author.put_bytes(&upload, &png(8, 8)).await, 200);
                text(&upload, "id")
            }
            Self::Kit => {
                let made = author.post("/creative-hub/brand-kits", &json!({"name": MARK})).await;
                assert_eq!(made.status, 201, "{made:?}");
                made.text("id").to_owned()
            }
            Self::ApiKey => {
                let made = author.post("/api-keys", &json!({"name": MARK})).await;
                assert_eq!(made.status, 201, "{made:?}");
                made.text("id").to_owned()
            }
            Self::Share => {
                let file = text(&author.upload(MARK, "image/png", &png(8, 8), None).await, "id");
                let path = format!("/creative-hub/drive/files/{file}/share");
                let shared = author.send(author.request("PUT", &path).json(&json!({}))).await;
                let (_, token) = shared.text("share_url").rsplit_once('/').unwrap();
                token.to_owned()
            }
            // Known by what they spent.
            Self::Member => {
                job(author, Kind::Image).await;
                PERSON.to_owned()
            }
            Self::Team => {
                let made = world.client("operator").post("/teams", &json!({"name": MARK})).await;
                assert_eq!(made.status, 201, "{made:?}");
                made.text("id").to_owned()
            }
        }
    }
}

/// An id that nothing has.
pub(crate) const NOBODYS: &str = "0198a8a0-0000-7000-8000-000000000001";

async fn job(author: &Client, kind: Kind) -> String {
    let (path, mut body) = request(kind);
    let words = match kind {
        Kind::Avatar => "script",
        Kind::Tts => "text",
        Kind::Image | Kind::Video | Kind::Composite => "prompt",
    };
    body[words] = json!(MARK);
    let accepted = author.post(&format!("/creative-hub/generate/{path}"), &body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    accepted.text("job_id").to_owned()
}

/// The simplest request of its kind, and the endpoint that takes it.
pub(crate) fn request(kind: Kind) -> (&'static str, Value) {
    match kind {
        Kind::Image => ("image", json!({"prompt": "a lamp", "provider": "flux_2_pro"})),
        Kind::Video => ("video", json!({"prompt": "a lamp"})),
        Kind::Avatar => ("avatar", json!({"script": "Hello.", "avatar_id": "Abigail_standing_office_front"})),
        Kind::Tts => ("tts", json!({"text": "Hello."})),
        Kind::Composite => (
            "composite",
            json!({"aspect_ratio": "1:1", "resolution": "720p", "clips": [{"source": "https://example.com/a.png"}]}),
        ),
    }
}

fn text(view: &Value, name: &str) -> String {
    view[name].as_str().unwrap().to_owned()
}
