//! A reply with ids, times and links that stay the same from run to run.

use std::collections::BTreeMap;

use contract_tests::World;
use serde_json::{Value, json};

use crate::endpoints::{MARK, PERSON};

/// What lists show of their objects is alike.
const MOST_ITEMS: usize = 2;

pub(super) struct Stable {
    /// What is replaced wherever it is, the longest first.
    words: Vec<(String, String)>,
    ids: BTreeMap<String, String>,
    times: usize,
}

impl Stable {
    pub(super) fn new(world: &World) -> Self {
        let ready = &world.stack.ready;
        let mut words = vec![
            (ready.api.clone(), "https://api.example.com".to_owned()),
            (MARK.to_owned(), "kite".to_owned()),
            (PERSON.to_owned(), "ben".to_owned()),
            ("Local team".to_owned(), "Acme".to_owned()),
            (format!("operator-{}", ready.teams[2]), "olga".to_owned()),
        ];
        for (team, name) in ready.teams.iter().zip(["acme", "globex", "operators"]) {
            words.push((team.clone(), name.to_owned()));
        }
        for (who, name) in [("owner", "ann"), ("admin", "eve"), ("member", "joe"), ("operator", "olga")] {
            words.push((world.user(who), name.to_owned()));
        }
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self { words, ids: BTreeMap::new(), times: 0 }
    }

    pub(super) fn version_of(&mut self, reply: &Value) -> Value {
        match reply {
            Value::Object(fields) => {
                let stable = fields.iter().map(|(name, value)| (name.clone(), self.field(name, value)));
                Value::Object(stable.collect())
            }
            Value::Array(items) => {
                let most = if items.iter().any(Value::is_object) { MOST_ITEMS } else { items.len() };
                items.iter().take(most).map(|item| self.version_of(item)).collect()
            }
            Value::String(text) => self.text(text).into(),
            other => other.clone(),
        }
    }

    fn field(&mut self, name: &str, value: &Value) -> Value {
        match (name, value) {
            (_, Value::Null) => Value::Null,
            // Nothing that looks like a secret is committed.
            ("key", Value::String(_)) => json!("chub_test_…"),
            ("last_four", _) => json!("W0Gi"),
            ("next_cursor", _) => json!("WyJ0aGUiLCJuZXh0Il0"),
            ("share_url", _) => json!("https://api.example.com/api/v1/creative-hub/shared/WyJhY21lIl0"),
            ("month", _) => json!("2026-11"),
            ("millis" | "seconds", Value::Number(_)) => value.clone(),
            _ => self.version_of(value),
        }
    }

    fn text(&mut self, text: &str) -> String {
        if is_time(text) {
            self.times += 1;
            return format!("2026-11-27T09:{:02}:{:02}.000Z", self.times / 60 % 60, self.times % 60);
        }
        // A link to the bucket is signed.
        if let Some((address, signature)) = text.split_once('?')
            && signature.contains("X-Amz-")
        {
            let key = address.splitn(4, '/').nth(3).unwrap_or_default();
            return format!("https://files.example.com/{}?X-Amz-Signature=example", self.with_words(key));
        }
        self.with_words(text)
    }

    fn with_words(&mut self, text: &str) -> String {
        let text = self.words.iter().fold(text.to_owned(), |text, (word, name)| text.replace(word, name));
        self.with_ids(&text)
    }

    /// The text with another id in place of each.
    fn with_ids(&mut self, text: &str) -> String {
        let starts = text.char_indices().map(|(at, _)| at);
        let found = starts.filter_map(|at| text.get(at..at + 36)).find(|it| is_id(it));
        let Some(id) = found.map(str::to_owned) else { return text.to_owned() };
        let next = self.ids.len() + 1;
        let stable =
            self.ids.entry(id.clone()).or_insert_with(|| format!("01988a80-0000-7000-8000-{next:012}"));
        let (before, after) = text.split_once(&id).unwrap();
        let (before, stable) = (before.to_owned(), stable.clone());
        format!("{before}{stable}{}", self.with_ids(&after.to_owned()))
    }
}

fn is_time(text: &str) -> bool {
    text.len() == 24 && text.ends_with('Z') && text.as_bytes()[10] == b'T'
}

fn is_id(text: &str) -> bool {
    text.char_indices().all(|(at, character)| match at {
        8 | 13 | 18 | 23 => character == '-',
        14 => character == '7',
        _ => character.is_ascii_hexdigit(),
    })
}
