//! Ids of others in bodies and queries: they are as unknown as ids that nobody has.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract_tests::Answer;
use domain::Kind;
use serde_json::{Value, json};

use super::assert_silent;
use crate::endpoints::{MARK, NOBODYS, PERSON, Scene, Thing, Who, request};

/// Where a request names somebody else's thing.
struct Naming {
    method: &'static str,
    /// `{id}` stands for a thing of the caller's own.
    path: &'static str,
    own: Thing,
    /// With [`HERE`] where the foreign id goes.
    body: Value,
    field: &'static str,
    foreign: Thing,
}

const HERE: &str = "<id>";

const GENERATE: [(&str, Kind); 9] = [
    ("/creative-hub/generate/image", Kind::Image),
    ("/creative-hub/generate/video", Kind::Video),
    ("/creative-hub/generate/avatar", Kind::Avatar),
    ("/creative-hub/generate/tts", Kind::Tts),
    ("/creative-hub/generate/composite", Kind::Composite),
    ("/creative-hub/image-studio/generate", Kind::Image),
    ("/creative-hub/video-studio/generate", Kind::Video),
    ("/creative-hub/avatar-studio/generate", Kind::Avatar),
    ("/creative-hub/voice-studio/generate", Kind::Tts),
];

fn folders_of_jobs() -> Vec<Naming> {
    let naming = |(path, kind): (&'static str, Kind)| {
        let mut body = match (path.contains("studio"), kind) {
            (true, Kind::Image | Kind::Video) => json!({"prompt": "a lamp"}),
            (true, Kind::Tts) => json!({"text": "Hello.", "provider": "openai_tts"}),
            _ => request(kind).1,
        };
        body["drive_folder_id"] = json!(HERE);
        posts(path, body, "drive_folder_id", Thing::Folder)
    };
    GENERATE.map(naming).into()
}

fn sources(prefix: &str, foreign: Thing) -> Vec<Naming> {
    let named = format!("{prefix}:{HERE}");
    let clips = json!([{"source": "https://example.com/a.png"}, {"source": named}]);
    vec![
        posts(
            "/creative-hub/video-studio/generate",
            json!({"prompt": "a lamp", "provider": "kling_2_6", "image_url": named}),
            "image_url",
            foreign,
        ),
        posts(
            "/creative-hub/image-studio/generate",
            json!({"prompt": "a lamp", "provider": "nano_banana", "reference_image_urls": [named]}),
            "reference_image_urls",
            foreign,
        ),
        posts(
            "/creative-hub/avatar-studio/generate",
            json!({"provider": "kling_avatar", "script": "Hello. ".repeat(6), "image_url": named}),
            "image_url",
            foreign,
        ),
        posts(
            "/creative-hub/generate/composite",
            json!({"aspect_ratio": "1:1", "resolution": "720p", "clips": clips}),
            "clips[1].source",
            foreign,
        ),
    ]
}

fn kits_of_jobs() -> Vec<Naming> {
    let body = json!({"prompt": "a lamp", "brand_kit_id": HERE});
    let paths = ["/creative-hub/image-studio/generate", "/creative-hub/video-studio/generate"];
    let mut kits: Vec<Naming> =
        paths.map(|path| posts(path, body.clone(), "brand_kit_id", Thing::Kit)).into();
    let ad = json!({"clips": [{"source": "https://example.com/a.png"}], "brand_kit_id": HERE});
    kits.push(posts("/creative-hub/generate/composite", ad, "brand_kit_id", Thing::Kit));
    kits
}

fn places_in_the_drive() -> Vec<Naming> {
    let upload = json!({"name": "a.png", "mime": "image/png", "bytes": 100, "folder_id": HERE});
    let logo = json!({"name": "x", "logo": format!("asset:{HERE}")});
    vec![
        posts(
            "/creative-hub/drive/folders",
            json!({"name": "x", "parent_id": HERE}),
            "parent_id",
            Thing::Folder,
        ),
        posts("/creative-hub/drive/uploads", upload, "folder_id", Thing::Folder),
        posts("/creative-hub/brand-kits", logo.clone(), "logo", Thing::File),
        Naming {
            method: "PATCH",
            path: "/creative-hub/drive/folders/{id}",
            own: Thing::Folder,
            body: json!({"parent_id": HERE}),
            field: "parent_id",
            foreign: Thing::Folder,
        },
        Naming {
            method: "PATCH",
            path: "/creative-hub/drive/files/{id}",
            own: Thing::File,
            body: json!({"folder_id": HERE}),
            field: "folder_id",
            foreign: Thing::Folder,
        },
        Naming {
            method: "PATCH",
            path: "/creative-hub/brand-kits/{id}",
            own: Thing::Kit,
            body: logo,
            field: "logo",
            foreign: Thing::File,
        },
    ]
}

fn posts(path: &'static str, body: Value, field: &'static str, foreign: Thing) -> Naming {
    Naming { method: "POST", path, own: Thing::Nothing, body, field, foreign }
}

impl Naming {
    /// Refused in the same words as an id that nobody has, and nothing happens.
    async fn is_refused_to(&self, scene: &Scene, who: Who) {
        let at = format!("{who:?}: {} {}: {}", self.method, self.path, self.body);
        let foreign = scene.make(self.foreign).await;
        let own = self.own.make(&scene.world, scene.client(who)).await;
        let before = scene.world.all_data_of(scene.world.team()).await;
        let answer = self.ask(scene, who, &own, &foreign).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![self.field]), "{at}: {answer:?}");
        let nobodys = self.ask(scene, who, &own, NOBODYS).await;
        let told = |answer: &Answer, id: &str| answer.body["fields"].to_string().replace(id, HERE);
        assert_eq!(told(&answer, &foreign), told(&nobodys, NOBODYS), "{at}");
        // The caller's own id may come back, and nothing else.
        assert_silent(&answer, &[&foreign, MARK], &foreign, &at);
        assert_eq!(scene.world.all_data_of(scene.world.team()).await, before, "{at}");
    }

    async fn ask(&self, scene: &Scene, who: Who, own: &str, id: &str) -> Answer {
        let client = scene.client(who);
        let body: Value = serde_json::from_str(&self.body.to_string().replace(HERE, id)).unwrap();
        client.send(client.request(self.method, &self.path.replace("{id}", own)).json(&body)).await
    }
}

#[tokio::test]
async fn a_foreign_id_in_a_body_is_as_unknown_as_nobodys() {
    let scene = Scene::new().await;
    let assets = sources("asset", Thing::File);
    let jobs = sources("job", Thing::Job(Kind::Image));
    for naming in
        [folders_of_jobs(), kits_of_jobs(), places_in_the_drive(), assets, jobs].into_iter().flatten()
    {
        for who in [Who::OtherOwner, Who::OtherMember] {
            naming.is_refused_to(&scene, who).await;
        }
    }
    scene.world.assert_books().await;
}

#[tokio::test]
async fn a_colleagues_job_in_a_body_is_as_unknown_as_nobodys() {
    let scene = Scene::new().await;
    for naming in sources("job", Thing::Job(Kind::Image)) {
        naming.is_refused_to(&scene, Who::Colleague).await;
    }
    scene.world.assert_books().await;
}

#[tokio::test]
async fn a_foreign_folder_in_a_query_is_as_unknown_as_nobodys() {
    let scene = Scene::new().await;
    let folder = scene.make(Thing::Folder).await;
    for (path, field) in [
        ("/creative-hub/generate/jobs", "folder"),
        ("/creative-hub/drive/files", "folder"),
        ("/creative-hub/drive/folders", "parent"),
    ] {
        for who in [Who::OtherOwner, Who::OtherMember, Who::Operator] {
            let client = scene.client(who);
            let answer = client.get(&format!("{path}?{field}={folder}")).await;
            assert_eq!((answer.status, answer.complaints()), (400, vec![field]), "{path}: {answer:?}");
            let nobodys = client.get(&format!("{path}?{field}={NOBODYS}")).await;
            let told = |answer: &Answer, id: &str| answer.body["fields"].to_string().replace(id, HERE);
            assert_eq!(told(&answer, &folder), told(&nobodys, NOBODYS), "{path}");
        }
    }
}

#[tokio::test]
async fn a_foreign_user_in_a_query_has_nothing_to_show() {
    let scene = Scene::new().await;
    let id = scene.make(Thing::Job(Kind::Image)).await;
    for who in [Who::OtherOwner, Who::OtherMember, Who::Operator, Who::Colleague] {
        let answer = scene.client(who).get(&format!("/creative-hub/generate/jobs?user={PERSON}")).await;
        assert_eq!((answer.status, &answer.body["jobs"]), (200, &json!([])), "{who:?}");
    }
    let answer = scene.client(Who::Owner).get(&format!("/creative-hub/generate/jobs?user={PERSON}")).await;
    assert_eq!(answer.body["jobs"][0]["id"], id);
}

/// Lists that go on behind a cursor, and what is in them.
const LISTS: [(&str, Thing); 5] = [
    ("/creative-hub/generate/jobs", Thing::Job(Kind::Image)),
    ("/creative-hub/image-studio/generations", Thing::Job(Kind::Image)),
    ("/creative-hub/drive/files", Thing::File),
    ("/creative-hub/brand-kits", Thing::Kit),
    ("/api-keys", Thing::ApiKey),
];

#[tokio::test]
async fn a_foreign_cursor_opens_no_list_however_it_is_put_together() {
    let scene = Scene::new().await;
    for (path, thing) in LISTS {
        for author in [Who::Member, Who::OtherMember, Who::Member, Who::OtherMember, Who::Member] {
            thing.make(&scene.world, scene.client(author)).await;
            scene.world.clock.advance_seconds(1);
        }
        let first = format!("{path}?limit=1");
        let foreign = cursor(&scene.client(Who::Member).get(&first).await);
        let client = scene.client(Who::OtherMember);
        let refused = client.get(&format!("{first}&cursor={foreign}")).await;
        assert_eq!((refused.status, refused.complaints()), (400, vec!["cursor"]), "{path}: {refused:?}");

        // The caller's own query with the other team's position is a place in the caller's own list.
        let own = client.get(&first).await;
        let forged = forged(&cursor(&own), &foreign);
        let page = client.get(&format!("{first}&cursor={forged}")).await;
        assert_eq!((page.status, ids(&page)), (200, ids(&own)), "{path}: {page:?}");
    }
}

fn cursor(page: &Answer) -> String {
    page.body["next_cursor"].as_str().unwrap_or_else(|| panic!("no more pages: {page:?}")).to_owned()
}

/// What `own` lists, from where `foreign` goes on.
fn forged(own: &str, foreign: &str) -> String {
    let read =
        |cursor: &str| -> Value { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cursor).unwrap()).unwrap() };
    web::cursor::write(&read(own)[0], &read(foreign)[1])
}

/// The ids on a page, whatever it lists.
fn ids(page: &Answer) -> Vec<&str> {
    let items = page.body.as_object().unwrap().values().filter_map(Value::as_array).flatten();
    items.map(|item| item["id"].as_str().or(item["generation_id"].as_str()).unwrap()).collect()
}
