//! docs/mistakes.md: what newcomers do, and what they are told. The page is made by this test from what a running
//! stack answers, and is read as a page: an answer that does not help is seen there.

use contract_tests::{Answer, Client, World};
use serde_json::{Value, json};

const GENERATE: &str = "/creative-hub/generate";

/// What somebody does who has not read the page.
struct Mistake {
    /// Ends "A newcomer …".
    what: &'static str,
    method: &'static str,
    /// `{done}` and `{waiting}` stand for the ids of two jobs.
    path: String,
    header: Option<(&'static str, String)>,
    body: Option<String>,
    key: Key,
}

#[derive(Clone, Copy)]
enum Key {
    Owner,
    Member,
    None,
}

fn mistake(what: &'static str, method: &'static str, path: impl Into<String>) -> Mistake {
    Mistake { what, method, path: path.into(), header: None, body: None, key: Key::Owner }
}

/// A request with a JSON body.
fn post(what: &'static str, path: impl Into<String>, body: &Value) -> Mistake {
    Mistake { body: Some(body.to_string()), ..mistake(what, "POST", path) }
}

fn callers() -> Vec<Mistake> {
    let balance = |what, key, header| Mistake { header, key, ..mistake(what, "GET", "/credits/balance") };
    let basic = Some(("authorization", "Basic b3duZXI6c2VjcmV0".to_owned()));
    vec![
        balance("sends no key", Key::None, None),
        balance("sends a key that does not exist", Key::None, Some(("x-api-key", "my-key".to_owned()))),
        balance("signs in as to a website", Key::None, basic),
        Mistake {
            key: Key::Member,
            ..post("gives the team credits", "/credits/grants", &json!({"team_id": "t", "amount": 1000}))
        },
        Mistake {
            key: Key::Member,
            method: "PUT",
            ..post("lifts their own cap", "/credits/cap", &json!({"monthly_cap": null}))
        },
    ]
}

fn paths() -> Vec<Mistake> {
    let kite = json!({"prompt": "a kite"});
    vec![
        post("guesses a path", "/creative-hub/generate/images", &kite),
        post("guesses another path", "/generate/image", &kite),
        mistake("opens a path in the browser", "GET", format!("{GENERATE}/image")),
        mistake("polls a job that is not there", "GET", format!("{GENERATE}/jobs/12345")),
        mistake("polls a studio's generation elsewhere", "GET", "/creative-hub/image-studio/{done}"),
    ]
}

fn bodies() -> Vec<Mistake> {
    let image = || format!("{GENERATE}/image");
    let raw = |what, body: &str, header| Mistake {
        body: Some(body.to_owned()),
        header,
        ..mistake(what, "POST", image())
    };
    let form = Some(("content-type", "application/x-www-form-urlencoded".to_owned()));
    vec![
        raw("sends a form", "prompt=a+kite", form),
        raw("writes JSON with single quotes", "{'prompt': 'a kite'}", None),
        raw("leaves a comma at the end", r#"{"prompt": "a kite",}"#, None),
        raw("comments a request", "{\n  // for the poster\n  \"prompt\": \"a kite\"\n}", None),
        raw("writes JSON as Python prints it", r#"{"prompt": "a kite", "seed": None}"#, None),
        raw("leaves names without quotes", r#"{prompt: "a kite"}"#, None),
        raw("breaks a line within a text", "{\"prompt\": \"a kite\nover the sea\"}", None),
        raw("sends half of it", r#"{"prompt": "a kite", "metadata": {"for": "Ann""#, None),
        raw("sends nothing", "", None),
        raw("sends a list of requests", r#"[{"prompt": "a kite"}]"#, None),
        raw("sends a text", r#""a kite""#, None),
        raw("says one thing twice", r#"{"prompt": "a kite", "prompt": "a boat"}"#, None),
        post("sends an empty object", image(), &json!({})),
    ]
}

fn fields() -> Vec<Mistake> {
    let to = |route: &str| format!("{GENERATE}/{route}");
    let studio = |name: &str| format!("/creative-hub/{name}-studio/generate");
    vec![
        post("mistypes a field", to("image"), &json!({"promt": "a kite"})),
        post(
            "uses another API's words",
            to("image"),
            &json!({"prompt": "a kite", "size": "1024x1024", "n": 2}),
        ),
        post("writes numbers as text", to("image"), &json!({"prompt": "a kite", "width": "1024"})),
        post("writes a text as a list", to("image"), &json!({"prompt": ["a kite", "a boat"]})),
        post("asks for eight", to("image"), &json!({"prompt": "a kite", "num_variants": 8})),
        post("mistypes a model", to("image"), &json!({"prompt": "a kite", "provider": "flux-2-pro"})),
        post(
            "names a studio's model on a plain route",
            to("image"),
            &json!({"prompt": "a kite", "provider": "seedream_4"}),
        ),
        post(
            "wants 7 seconds",
            to("video"),
            &json!({"prompt": "a kite", "provider": "luma_ray3", "duration": 7}),
        ),
        post(
            "writes a ratio in words",
            to("video"),
            &json!({"prompt": "a kite", "aspect_ratio": "vertical"}),
        ),
        post("asks for what no model has", to("tts"), &json!({"text": "Hello.", "speed": 9})),
        post(
            "asks for what each model has a half of",
            to("video"),
            &json!({"prompt": "a kite", "duration": 6, "aspect_ratio": "1:1"}),
        ),
        post(
            "makes three mistakes at once",
            to("image"),
            &json!({"provider": "dall-e-3", "prompt": "a kite", "n": 2, "width": true}),
        ),
        post(
            "writes a long style",
            studio("image"),
            &json!({"prompt": "a kite", "style": "a poster of the twenties, with a sun and ".repeat(2)}),
        ),
        post(
            "names a folder by another word",
            to("image"),
            &json!({"prompt": "a kite", "folder_id": "summer"}),
        ),
        post(
            "names a folder by its name",
            to("image"),
            &json!({"prompt": "a kite", "drive_folder_id": "summer"}),
        ),
        post("names a colour", studio("image"), &json!({"prompt": "a kite", "brand_colors": ["red"]})),
        post("gives a voice by its name", to("tts"), &json!({"text": "Hello.", "voice_id": "Alloy"})),
        post(
            "lets a picture say hello",
            studio("avatar"),
            &json!({"script": "Hello!", "image_url": "https://example.com/ann.png", "provider": "kling_avatar"}),
        ),
        post("forgets who is to speak", to("avatar"), &json!({"script": "Hello there, how are you?"})),
    ]
}

fn files() -> Vec<Mistake> {
    let video = || format!("{GENERATE}/video");
    let from = |url: &str| json!({"prompt": "it moves", "image_url": url});
    vec![
        post("gives a file of their own machine", video(), &from("file:///home/ann/kite.png")),
        post("gives a link to their own machine", video(), &from("http://localhost:3000/kite.png")),
        post("pastes a picture", video(), &from("data:image/png;base64,iVBORw0KGgo")),
        post("names a job that is not there", video(), &from("job:01a00000-0000-7000-8000-000000000000")),
        post("gives a speech for a picture", video(), &from("job:{speech}")),
        post("makes an ad of nothing", format!("{GENERATE}/composite"), &json!({"clips": []})),
        post(
            "uploads what the drive does not keep",
            "/creative-hub/drive/uploads",
            &json!({"name": "brief.docx", "mime": "application/msword", "bytes": 1000}),
        ),
        post(
            "completes an upload before the bytes",
            "/creative-hub/drive/uploads/{upload}/complete",
            &json!({}),
        ),
        mistake("deletes a folder that is full", "DELETE", "/creative-hub/drive/folders/{folder}"),
    ]
}

fn jobs() -> Vec<Mistake> {
    let again = |what, body: &Value| Mistake {
        header: Some(("idempotency-key", "kite-1".to_owned())),
        ..post(what, format!("{GENERATE}/image"), body)
    };
    vec![
        again("uses one key for two requests", &json!({"prompt": "another kite"})),
        post("cancels what is done", format!("{GENERATE}/jobs/{{done}}/cancel"), &json!({})),
        post("tries again what is done", format!("{GENERATE}/jobs/{{done}}/retry"), &json!({})),
        mistake("hides what still runs", "DELETE", format!("{GENERATE}/jobs/{{waiting}}")),
        mistake("filters by another word", "GET", format!("{GENERATE}/jobs?state=done")),
        mistake("asks for all at once", "GET", format!("{GENERATE}/jobs?limit=1000")),
        post(
            "spends more than there is",
            "/creative-hub/video-studio/generate",
            &json!({"prompt": "a kite", "provider": "veo_3_1", "duration": 8}),
        ),
    ]
}

type Chapter = (&'static str, fn() -> Vec<Mistake>);

const CHAPTERS: [Chapter; 6] = [
    ("Callers", callers),
    ("Paths", paths),
    ("Bodies", bodies),
    ("Fields", fields),
    ("Files", files),
    ("Jobs and money", jobs),
];

/// The names in a path or body that stand for ids.
type Ids = Vec<(&'static str, String)>;

fn filled(text: &str, ids: &Ids) -> String {
    ids.iter().fold(text.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
}

async fn answer(world: &World, mistake: &Mistake, ids: &Ids) -> Answer {
    let client = match mistake.key {
        Key::Owner => world.owner(),
        Key::Member => world.client("member"),
        Key::None => Client::new(&world.stack.ready.api, None),
    };
    let mut request = client.request(mistake.method, &filled(&mistake.path, ids));
    if let Some(body) = &mistake.body {
        let typed = mistake.header.as_ref().is_some_and(|(name, _)| *name == "content-type");
        request = if typed { request } else { request.header("content-type", "application/json") };
        request = request.body(filled(body, ids));
    }
    if let Some((name, value)) = &mistake.header {
        request = request.header(*name, value);
    }
    client.send(request).await
}

fn told(mistake: &Mistake, answer: &Answer, ids: &Ids) -> String {
    let header = |name: &str| Some((name.to_owned(), answer.headers.get(name)?.to_str().unwrap().to_owned()));
    let sent = mistake.header.iter().map(|(name, value)| format!("{name}: {value}\n"));
    let body = mistake.body.iter().map(|body| format!("\n{body}\n"));
    let headers = ["allow", "retry-after"].into_iter().filter_map(header);
    let headers = headers.map(|(name, value)| format!(" · `{name}: {value}`"));
    let fields = answer.body["fields"].as_array().into_iter().flatten();
    let fields = fields.map(|field| ["field", "message"].map(|name| field[name].as_str().unwrap()));
    let fields = fields.map(|[field, message]| format!(">\n> - `{field}` {message}\n"));
    let credits = ["credits_required", "credits_available"].into_iter();
    let credits = credits.filter_map(|name| Some(format!(">\n> - `{name}`: {}\n", answer.body.get(name)?)));
    let page: String =
        [format!("### A newcomer {}\n\n```http\n{} {}\n", mistake.what, mistake.method, mistake.path)]
            .into_iter()
            .chain(sent)
            .chain(body)
            .chain([format!("```\n\n**{}** `{}`", answer.status, answer.text("code"))])
            .chain(headers)
            .chain([format!("\n\n> {}\n", answer.text("error"))])
            .chain(fields)
            .chain(credits)
            .collect();
    ids.iter().fold(page, |page, (name, id)| page.replace(id, &format!("{{{name}}}"))) + "\n"
}

async fn id_of(client: &Client, path: &str, body: &Value, field: &str) -> String {
    let accepted = client.post(path, body).await;
    assert!(accepted.status < 300, "{accepted:?}");
    accepted.text(field).to_owned()
}

/// Two jobs that are done, one that waits, a folder with a file, an upload without its bytes, and a key that is used.
async fn scene(world: &World) -> Ids {
    let owner = world.owner();
    let folder = id_of(&owner, "/creative-hub/drive/folders", &json!({"name": "summer"}), "id").await;
    let first = owner.request("POST", &format!("{GENERATE}/image")).header("idempotency-key", "kite-1");
    let first = first.json(&json!({"prompt": "a kite", "drive_folder_id": folder}));
    let done = owner.send(first).await.text("job_id").to_owned();
    let speech = id_of(&owner, &format!("{GENERATE}/tts"), &json!({"text": "Hello."}), "job_id").await;
    world.run_all_to_end(&owner).await;
    let waiting = id_of(&owner, &format!("{GENERATE}/image"), &json!({"prompt": "a boat"}), "job_id").await;
    let upload = json!({"name": "kite.png", "mime": "image/png", "bytes": 1000});
    let upload = id_of(&owner, "/creative-hub/drive/uploads", &upload, "id").await;
    vec![("done", done), ("speech", speech), ("waiting", waiting), ("folder", folder), ("upload", upload)]
}

/// Leaves the team less than a film costs, as a team that has spent its credits.
async fn spend(world: &World) {
    let cap = json!({"monthly_cap": 100});
    let owner = world.owner();
    let set = owner.send(owner.request("PUT", "/credits/cap").json(&cap)).await;
    assert_eq!(set.status, 200, "{set:?}");
}

const HEAD: &str = "\
# What newcomers do, and what they are told

This page is made from what a running stack answers (`WRITE_DOCS=1 cargo test -p contract-tests --test contract
newcomers`), and a test holds it to that. Paths are below `/api/v1`; names in braces stand for ids. Nothing here moved
a credit.

";

#[tokio::test]
async fn every_mistake_is_answered_by_what_to_do() {
    let world = World::new().await;
    let ids = scene(&world).await;
    let mut page = HEAD.to_owned();
    let before = world.owner().balance().await;
    for (title, mistakes) in CHAPTERS {
        page.extend(["## ", title, "\n\n"]);
        for mistake in mistakes() {
            if mistake.what == "spends more than there is" {
                spend(&world).await;
            }
            let answer = answer(&world, &mistake, &ids).await;
            assert!((400..500).contains(&answer.status), "{}: {answer:?}", mistake.what);
            page += &told(&mistake, &answer, &ids);
        }
    }
    assert_eq!(world.owner().balance().await["available"], before["available"], "nothing moved");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/mistakes.md");
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(page, written, "docs/mistakes.md is old: WRITE_DOCS=1 cargo test -p contract-tests newcomers");
    world.run_all_to_end(&world.owner()).await;
    world.assert_books().await;
}
