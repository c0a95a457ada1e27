//! What a stack has stored, as files: an example keeps them, and a test reads them for ever.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use aws_sdk_dynamodb::types::AttributeValue;
use domain::Timestamp;
use local::{Table, Template};
use serde_json::{Map, Value, json};

use crate::{Client, World};

/// The team whose items are kept.
pub const KEPT_TEAM: &str = "kept-team";

/// Stand for the addresses of the stack that kept something: another run has others.
const API: &str = "https://api.example.com";
const SIMULATOR: &str = "http://simulator.example";

/// The embedded DynamoDB deletes what has expired by the machine's clock, not by the stack's. So an item is put with
/// its time to live in the year 2286.
const NEVER: &str = "9999999999";

/// The contents of one folder of `tests/fixtures/stored`.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Table → items.
    pub rows: BTreeMap<String, Vec<Value>>,
    /// Key in the bucket → the body of a job that was too large for its row.
    pub bodies: BTreeMap<String, Value>,
    /// Queue → action → message.
    pub messages: BTreeMap<String, BTreeMap<String, Value>>,
    /// What the API answered: `kept_at`, in milliseconds of Unix time, `reads` and `replays`.
    pub replies: Value,
}

impl Kept {
    /// All folders that there are, the oldest first.
    pub fn folders() -> Vec<PathBuf> {
        let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stored");
        let mut folders: Vec<PathBuf> = fs::read_dir(all).unwrap().map(|it| it.unwrap().path()).collect();
        folders.retain(|path| path.is_dir());
        folders.sort();
        folders
    }

    pub fn load(folder: &Path) -> Self {
        let read = |path: &Path| -> Value {
            let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let mut rows = BTreeMap::new();
        for file in fs::read_dir(folder.join("rows")).unwrap() {
            let path = file.unwrap().path();
            let table = path.file_stem().unwrap().to_str().unwrap().to_owned();
            rows.insert(table, serde_json::from_value(read(&path)).unwrap());
        }
        let bodies = serde_json::from_value(read(&folder.join("bodies.json"))).unwrap();
        let messages = serde_json::from_value(read(&folder.join("messages.json"))).unwrap();
        Self { rows, bodies, messages, replies: read(&folder.join("replies.json")) }
    }

    pub fn save(&self, folder: &Path) {
        fs::create_dir_all(folder.join("rows")).unwrap();
        let write = |name: String, content: &Value| {
            let text = serde_json::to_string_pretty(content).unwrap();
            fs::write(folder.join(name), text + "\n").unwrap();
        };
        for (table, rows) in &self.rows {
            write(format!("rows/{table}.json"), &json!(rows));
        }
        write("bodies.json".to_owned(), &json!(self.bodies));
        write("messages.json".to_owned(), &json!(self.messages));
        write("replies.json".to_owned(), &self.replies);
    }

    pub fn kept_at(&self) -> Timestamp {
        Timestamp::from_millis(self.replies["kept_at"].as_i64().unwrap())
    }
}

/// Keeping and putting back.
impl World {
    /// A client with the key of one of the kept team's people: `owner`, `admin`, `member`, `operator`, `former` whose
    /// key was revoked, or `guest` whose key has expired.
    pub fn kept_client(&self, who: &str) -> Client {
        Client::new(&self.stack.ready.api, Some(&kept_key(who)))
    }

    /// The kept team's items of all tables, and what is known of all routes, which belongs to no team.
    pub async fn kept_rows(&self) -> BTreeMap<String, Vec<Value>> {
        let mut rows = BTreeMap::new();
        for table in Template::shipped().unwrap().tables {
            let pages =
                self.stack.clients.dynamodb.scan().table_name(&table.name).into_paginator().items().send();
            let items = pages.collect::<Result<Vec<_>, _>>().await.unwrap();
            let mut items: Vec<Value> = items.iter().map(lossless).collect();
            items.retain(|item| table.name == "route_health" || item.to_string().contains(KEPT_TEAM));
            items.sort_by_key(|item| keys(&table, item));
            rows.insert(table.name, items.iter().map(|item| self.neutral(item)).collect());
        }
        rows
    }

    /// The bodies of the kept team's jobs that are too large for their rows.
    pub async fn kept_bodies(&self) -> BTreeMap<String, Value> {
        let mut bodies = BTreeMap::new();
        let bucket = &self.stack.environment()["BUCKET"];
        for key in self.keys_under(&format!("requests/{KEPT_TEAM}/")).await {
            let object = self.stack.clients.s3.get_object().bucket(bucket).key(&key).send().await.unwrap();
            let bytes = object.body.collect().await.unwrap().into_bytes();
            bodies.insert(key, self.neutral(&serde_json::from_slice(&bytes).unwrap()));
        }
        bodies
    }

    /// Puts back all items and bodies, and turns the clock to the time at which they were kept.
    pub async fn put_kept(&self, kept: &Kept) {
        for table in Template::shipped().unwrap().tables {
            for row in kept.rows.get(&table.name).into_iter().flatten() {
                self.put_row(&table, &self.own(row)).await;
            }
        }
        let bucket = &self.stack.environment()["BUCKET"];
        for (key, body) in &kept.bodies {
            let put = self.stack.clients.s3.put_object().bucket(bucket).key(key);
            put.body(self.own(body).to_string().into_bytes().into()).send().await.unwrap();
        }
        let since = kept.kept_at().millis_since(self.clock.clock().now());
        self.clock.advance_seconds(since.div_euclid(1000) + 1);
    }

    async fn put_row(&self, table: &Table, row: &Value) {
        let mut item: HashMap<String, AttributeValue> = fields(row.as_object().unwrap());
        if let Some(expiry) = table.time_to_live.as_ref().and_then(|name| item.get_mut(name)) {
            *expiry = AttributeValue::N(NEVER.to_owned());
        }
        let put = self.stack.clients.dynamodb.put_item().table_name(&table.name);
        put.set_item(Some(item)).send().await.unwrap();
    }

    /// With this run's addresses in place of those that stand for them.
    pub fn own(&self, kept: &Value) -> Value {
        let text = kept.to_string().replace(API, &self.stack.ready.api);
        serde_json::from_str(&text.replace(SIMULATOR, self.simulator())).unwrap()
    }

    /// With addresses that mean the same in every run in place of this run's.
    pub fn neutral(&self, value: &Value) -> Value {
        let text = value.to_string().replace(&self.stack.ready.api, API);
        serde_json::from_str(&text.replace(self.simulator(), SIMULATOR)).unwrap()
    }

    fn simulator(&self) -> &str {
        self.stack.ready.simulators["bfl"].trim_end_matches("/bfl")
    }
}

/// Reading through the API.
impl World {
    /// What somebody of the kept team is answered to a GET, without what changes with the day.
    pub async fn kept_read(&self, who: &str, path: &str) -> Value {
        let answer = self.kept_client(who).get(path).await;
        json!({"who": who, "path": path, "status": answer.status, "body": self.lasting(&answer.body)})
    }

    /// A reply without what changes with the day, the deployment or the wording: a signed link is reduced to what it
    /// leads to, and a list of things that can be read one by one to their ids.
    pub fn lasting(&self, body: &Value) -> Value {
        let mut body = self.neutral(body);
        for list in ["jobs", "generations", "files", "folders", "brand_kits"] {
            if let Some(things) = body.get_mut(list).and_then(Value::as_array_mut) {
                for thing in things {
                    *thing = id(thing);
                }
            }
        }
        lasting(body)
    }
}

/// The key of somebody of the kept team. It opens nothing but stacks of tests.
pub fn kept_key(who: &str) -> String {
    format!("chub_kept_{who}")
}

fn id(thing: &Value) -> Value {
    thing.get("id").or_else(|| thing.get("generation_id")).cloned().unwrap()
}

fn lasting(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let lasting = fields.into_iter().filter_map(|(name, value)| match name.as_str() {
                "request_id" | "error" | "polling_interval_ms" => None,
                "expires_at" | "result_urls_expire_at" if value.is_string() => Some((name, json!("later"))),
                // Reading is a use, too.
                "last_used_at" if value.is_string() => Some((name, json!("some hour"))),
                _ => Some((name, lasting(value))),
            });
            Value::Object(lasting.collect())
        }
        Value::Array(values) => values.into_iter().map(lasting).collect(),
        Value::String(link) if link.contains("X-Amz-Signature=") => {
            let (address, _) = link.split_once('?').unwrap();
            let (_, path) = address.split_once("://").and_then(|(_, rest)| rest.split_once('/')).unwrap();
            json!(format!("a link to {path}"))
        }
        other => other,
    }
}

/// The values of the table's keys, by which items are in order of time.
fn keys(table: &Table, row: &Value) -> Vec<String> {
    table.keys.iter().map(|key| row[&key.attribute].as_str().unwrap().to_owned()).collect()
}

/// An item as JSON, from which the same item can be made again.
fn lossless(item: &HashMap<String, AttributeValue>) -> Value {
    let plain = plain(item);
    assert_eq!(attribute(&plain), AttributeValue::M(item.clone()));
    plain
}

/// An item as JSON.
pub(crate) fn plain(item: &HashMap<String, AttributeValue>) -> Value {
    let sorted: BTreeMap<_, _> = item.iter().collect();
    sorted.into_iter().map(|(name, value)| (name.clone(), plain_value(value))).collect()
}

fn plain_value(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::M(map) => plain(map),
        AttributeValue::L(list) => list.iter().map(plain_value).collect(),
        AttributeValue::S(text) => json!(text),
        AttributeValue::N(number) => serde_json::from_str(number).unwrap(),
        AttributeValue::Bool(yes) => json!(yes),
        AttributeValue::Null(_) => Value::Null,
        other => panic!("no item has sets or bytes: {other:?}"),
    }
}

fn attribute(value: &Value) -> AttributeValue {
    match value {
        Value::Object(map) => AttributeValue::M(fields(map)),
        Value::Array(list) => AttributeValue::L(list.iter().map(attribute).collect()),
        Value::String(text) => AttributeValue::S(text.clone()),
        Value::Number(number) => AttributeValue::N(number.to_string()),
        Value::Bool(yes) => AttributeValue::Bool(*yes),
        Value::Null => AttributeValue::Null(true),
    }
}

fn fields(map: &Map<String, Value>) -> HashMap<String, AttributeValue> {
    map.iter().map(|(name, value)| (name.clone(), attribute(value))).collect()
}
