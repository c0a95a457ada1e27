//! Every example of a request in the OpenAPI document is sent, and answered as the document says. The examples of replies
//! are what was answered, with ids, times and links that stay the same.

mod stable;

use domain::Kind;
use serde_json::{Map, Value, json};

use self::stable::Stable;
use crate::endpoints::{Row, Scene, Thing, Who, rows};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../libs/openapi/examples/replies.json");

fn document() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What an example is about: for readers, jobs that are done show more.
fn thing(row: &Row) -> Thing {
    match row.thing {
        Thing::Job(Kind::Image) if row.method == "GET" => Thing::ChargedJob,
        thing => thing,
    }
}

fn served(row: &Row) -> Who {
    if row.statuses[2] < 300 { Who::Owner } else { Who::Operator }
}

/// Replies by operation and status.
type Replies = Map<String, Value>;

struct Walk {
    scene: Scene,
    document: Value,
    stable: Stable,
    replies: Replies,
}

impl Walk {
    /// Sends the example of a row's operation, whose answer must be one that the document has an example of.
    async fn ask(&mut self, row: &Row, query: &str) {
        let (method, path) = row.method_and_path();
        let operation = self.document["paths"][path.as_str()][method.to_lowercase()].clone();
        let id = self.scene.make(thing(row)).await;
        let asked = format!("{}{query}", row.path_to(&id));
        let client = self.scene.client(served(row));
        let request = client.request(row.method, &asked);
        let body = &operation["requestBody"]["content"]["application/json"]["example"];
        assert_eq!(body.is_null(), operation.get("requestBody").is_none(), "{method} {path} has no example");
        let request = if body.is_null() { request } else { request.json(body) };
        let answer = client.send(request).await;
        let name = operation["operationId"].as_str().unwrap();
        assert!(answer.status < 300, "{name}: {answer:?}");
        let declared = &operation["responses"][answer.status.to_string()];
        assert!(declared.is_object(), "{name} {}: {answer:?}", answer.status);
        if !answer.body.is_null() && name != "getOpenApi" {
            self.record(name, answer.status, &answer.body);
        }
    }

    fn record(&mut self, operation: &str, status: u16, body: &Value) {
        let example = self.stable.version_of(body);
        let of_operation = self.replies.entry(operation).or_insert_with(|| json!({}));
        of_operation[status.to_string()] = example;
    }

    /// A job that its vendor has is canceled: it says so later.
    async fn cancel_a_running_one(&mut self) {
        let owner = self.scene.client(Who::Owner);
        let body = json!({"prompt": "A kite at night", "provider": "veo_3_1"});
        let submitted = owner.post("/creative-hub/video-studio/generate", &body).await;
        let id = submitted.text("generation_id").to_owned();
        while owner.job(&id).await["status"] == "pending" {
            self.scene.world.step().await;
        }
        let canceled = owner.cancel(&id).await;
        assert_eq!(canceled.status, 202, "{canceled:?}");
        self.record("cancelJob", 202, &canceled.body);
    }
}

#[tokio::test]
async fn every_example_of_a_request_is_answered_as_the_document_says() {
    let scene = Scene::new().await;
    scene.world.make_team("acme").await;
    let stable = Stable::new(&scene.world);
    let mut walk = Walk { scene, document: document(), stable, replies: Map::new() };
    // Only now are there no other jobs whose steps would be taken.
    walk.cancel_a_running_one().await;
    for row in rows() {
        // A redirect leads out of the API.
        if row.thing == Thing::Share {
            continue;
        }
        let query = row.path.find('?').map_or("", |at| &row.path[at..]);
        let row = Row { path: row.path_without_query(), ..row };
        // Before it, because a request that was just made is warned of.
        if row.declared().parameters.names().contains(&"dry_run") {
            walk.ask(&row, "?dry_run=true").await;
        }
        walk.ask(&row, query).await;
    }
    let text = format!("{}\n", serde_json::to_string_pretty(&walk.replies).unwrap());
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(EXAMPLES, &text).unwrap();
    }
    let written: Value = serde_json::from_str(&std::fs::read_to_string(EXAMPLES).unwrap()).unwrap();
    assert_eq!(
        fields(&written),
        fields(&Value::Object(walk.replies)),
        "libs/openapi/examples/replies.json is old: WRITE_DOCS=1 cargo test -p contract-tests --test contract examples, and \
         then WRITE_DOCS=1 cargo test -p openapi"
    );
    walk.scene.world.assert_books().await;
}

#[tokio::test]
async fn the_document_is_served_to_anybody_and_not_again_to_whoever_has_it() {
    let world = contract_tests::World::new().await;
    let stranger = world.stranger();
    let first = stranger.get("/openapi.json").await;
    assert_eq!((first.status, &first.headers["content-type"]), (200, &"application/json".parse().unwrap()));
    assert!(first.body == document(), "what is served is not docs/openapi.json");
    let again = stranger.request("GET", "/openapi.json").header("if-none-match", &first.headers["etag"]);
    let again = stranger.send(again).await;
    assert_eq!((again.status, &again.body), (304, &Value::Null), "{again:?}");
}

/// The names of the fields of each reply, without their values: those differ from run to run.
fn fields(replies: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for (operation, by_status) in replies.as_object().unwrap() {
        for (status, reply) in by_status.as_object().unwrap() {
            let names = reply.as_object().unwrap().keys();
            all.extend(names.map(|name| format!("{operation} {status} {name}")));
        }
    }
    all
}
