//! A stack on which nothing happens by itself, with one of everything, and the keys of all roles.

use contract_tests::{Setup, World, png};
use domain::catalog::Vendor;
use serde_json::json;

use crate::declared::{Declared, declared};
use crate::random::Random;
use crate::requests::Route;
use crate::wire::Sent;

pub(crate) struct Scene {
    pub(crate) world: World,
    keys: Vec<String>,
    /// Ids, each with a word that is in the paths of its kind.
    ids: Vec<(&'static str, String)>,
}

const WHO: [&str; 5] = ["owner", "admin", "member", "other_team_owner", "operator"];

impl Scene {
    pub(crate) async fn new() -> Self {
        let world = Box::pin(World::with(Setup::by_hand().only(&Vendor::ALL))).await;
        let owner = world.owner();
        let job = owner.submit(&json!({"prompt": "a lamp"})).await;
        let folder = owner.create_folder("a", None).await;
        let file = owner.upload("a.png", "image/png", &png(8, 8), None).await;
        let upload = owner.begin_upload("b.png", "image/png", 100, None).await;
        let kit = owner.post("/creative-hub/brand-kits", &json!({"name": "a"})).await;
        let text = |id: &serde_json::Value| id.as_str().unwrap().to_owned();
        let ids = vec![
            ("jobs", job.clone()),
            ("generations", job),
            ("folders", folder),
            ("files", text(&file["id"])),
            ("uploads", text(&upload["id"])),
            ("brand-kits", kit.text("id").to_owned()),
            ("members", "ann".to_owned()),
        ];
        let keys = WHO.iter().map(|who| world.stack.ready.keys[*who].clone()).collect();
        Self { world, keys, ids }
    }

    pub(crate) fn address(&self) -> &str {
        self.world.stack.ready.api.trim_start_matches("http://")
    }

    pub(crate) fn key(&self, random: &mut Random) -> &str {
        // The owner's most often: it gets furthest.
        if random.one_in(2) { &self.keys[0] } else { random.pick::<String>(&self.keys) }
    }

    /// An id that fits the path, or one of something else.
    pub(crate) fn id(&self, path: &str, random: &mut Random) -> &str {
        let fitting = self.ids.iter().find(|(word, _)| path.contains(word)).filter(|_| !random.one_in(5));
        &fitting.unwrap_or_else(|| random.pick(&self.ids)).1
    }

    /// All endpoints. Each is asked for the fields of its body by a request that has a wrong one.
    pub(crate) async fn routes(&self) -> Vec<Route> {
        let mut routes = Vec::new();
        for declared in declared() {
            let fields = self.fields(declared).await;
            routes.push(Route { declared, fields });
        }
        routes
    }

    async fn fields(&self, declared: Declared) -> Vec<String> {
        let mut fields = Vec::new();
        for key in [&self.keys[0], &self.keys[4]] {
            let target =
                declared.path.replace("{id}", "x").replace("{team_id}", "x").replace("{user_id}", "x");
            let headers =
                [("host", self.address()), ("x-api-key", key), ("content-type", "application/json")];
            let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
            let body = b"{\"no_such_field\":1}".to_vec();
            let sent = Sent { method: declared.method.to_owned(), target, headers, body };
            let answer = sent.send(self.address()).await.unwrap();
            let answer = answer.json().unwrap_or_default();
            let complaints = answer["fields"].as_array().cloned().unwrap_or_default();
            let messages = complaints.iter().filter_map(|it| it["message"].as_str());
            fields.extend(messages.flat_map(known_fields));
        }
        fields.dedup();
        fields
    }
}

/// The fields of a request, of which a complaint about another one tells.
fn known_fields(message: &str) -> Vec<String> {
    let known = message.split_once("The fields are ").or_else(|| message.split_once("The only field is "));
    let Some((_, known)) = known else { return Vec::new() };
    known.trim_end_matches('.').replace(" and ", ", ").split(", ").map(str::to_owned).collect()
}
