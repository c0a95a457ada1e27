//! What a vendor complains about, wherever in an answer and in whatever shape the complaint stands: a sentence, an
//! object, a list of faults. It is read for names and words. Nothing of it is logged or told, since it may repeat what a
//! customer wrote.

mod closing;
mod meaning;
mod words;

use serde_json::Value;

use crate::http::Answer;
use crate::moderation::is_moderation;
use crate::part::Part;
pub(crate) use meaning::closed_by;
use words::{ACCOUNT, LACK, MONEY, PLAN, has_any, is_busy, is_shut, ours};

/// All in lower case.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// The vendor's names for the fault, such as `content_policy_violation`.
    pub(crate) codes: Vec<String>,
    /// The vendor's names for the fields at fault.
    pub(crate) fields: Vec<String>,
    /// What is said of the request as a whole.
    sentence: String,
    /// What is said in a list, where each entry is about one field.
    details: String,
}

/// Where a name of a fault stands.
const CODES: [&str; 9] = [
    "code",
    "type",
    "error_type",
    "error_code",
    "errorcode",
    "failure_code",
    "failurecode",
    "reason_code",
    "name",
];
const FIELDS: [&str; 6] = ["param", "parameter", "field", "fields", "loc", "path"];
/// Where sentences stand, or what has them inside.
const SENTENCES: [&str; 19] = [
    "error",
    "errors",
    "detail",
    "details",
    "message",
    "msg",
    "reason",
    "description",
    "title",
    "issues",
    "failure",
    "failures",
    "failure_reason",
    "failurereason",
    "failure_message",
    "task_status_msg",
    "error_message",
    "error_msg",
    "cause",
];
/// A complaint is not nested any deeper.
const DEEPEST: u8 = 6;

impl Complaint {
    pub(crate) fn from_answer(answer: &Answer) -> Self {
        answer.json::<Value>().as_ref().map(Self::from_json).unwrap_or_default()
    }

    pub(crate) fn from_json(body: &Value) -> Self {
        let mut complaint = Self::default();
        // Google sends an error as a list of one.
        let body = if let Value::Array(entries) = body { entries.first().unwrap_or(body) } else { body };
        complaint.read(body, Place::Top, DEEPEST);
        complaint
    }

    pub(crate) fn from_sentence(sentence: &str) -> Self {
        Self { sentence: sentence.to_lowercase(), ..Self::default() }
    }

    /// Why a task failed: the vendor's name for it, and whatever has words about it.
    pub(crate) fn from_failure(code: Option<&Value>, words: &[Option<&Value>]) -> Self {
        let mut complaint = Self { codes: code.map(names).unwrap_or_default(), ..Self::default() };
        words.iter().flatten().for_each(|words| complaint.read(words, Place::Top, DEEPEST));
        complaint
    }

    fn read(&mut self, value: &Value, place: Place, depth: u8) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match value {
            Value::String(text) => self.say(text, place),
            Value::Array(entries) => entries.iter().for_each(|entry| self.read(entry, Place::List, depth)),
            Value::Object(entries) => {
                for (name, value) in entries {
                    self.read_entry(&name.to_ascii_lowercase(), value, place, depth);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn read_entry(&mut self, name: &str, value: &Value, place: Place, depth: u8) {
        if CODES.contains(&name) {
            self.codes.extend(names(value));
        }
        if FIELDS.contains(&name) {
            self.fields.extend(names(value));
        }
        if SENTENCES.contains(&name) {
            self.read(value, place, depth);
        }
    }

    fn say(&mut self, text: &str, place: Place) {
        let said = match place {
            Place::Top => &mut self.sentence,
            Place::List => &mut self.details,
        };
        said.push_str(&text.to_lowercase());
        said.push('\n');
    }

    /// The part of the request that is at fault: that of a field, of a name of the fault, or the one that the sentence
    /// names first.
    pub(crate) fn part(&self) -> Option<Part> {
        self.named_part()
            .or_else(|| Part::from_sentence(&self.sentence))
            .or_else(|| Part::from_sentence(&self.details))
    }

    /// The same, without sentences.
    pub(crate) fn named_part(&self) -> Option<Part> {
        self.fields.iter().chain(&self.codes).find_map(|name| Part::from_name(name))
    }

    /// Whether a code has one of these parts.
    pub(crate) fn has_code(&self, parts: &[&str]) -> bool {
        self.codes.iter().any(|code| parts.iter().any(|part| code.contains(part)))
    }

    /// Whether something is said that has one of these parts.
    pub(crate) fn says(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| self.sentence.contains(part) || self.details.contains(part))
    }

    /// Moderation refused the request or its result.
    pub(crate) fn is_moderation(&self) -> bool {
        let texts = [self.sentence.as_str(), self.details.as_str()];
        self.codes.iter().map(String::as_str).chain(texts).any(is_moderation)
    }

    /// `rate_limit_exceeded` as `rate limit exceeded`.
    fn codes_as_words(&self) -> impl Iterator<Item = String> {
        self.codes.iter().map(|code| as_words(code))
    }

    /// The account has no free slot. Of a list of faults nothing counts: "too many images" is the customer's.
    pub(crate) fn is_busy(&self) -> bool {
        self.codes_as_words().chain([ours(&self.sentence)]).any(|text| is_busy(&text))
    }

    /// The key or the money of our account is at fault. What stands in quotation marks does not count, nor does a list of
    /// faults: both may repeat what a customer wrote, and nobody may close a route by what he writes.
    pub(crate) fn is_about_account(&self) -> bool {
        let mut codes = self.codes_as_words();
        codes.any(|code| has_any(&code, &ACCOUNT) || has_any(&code, &MONEY)) || self.says_account()
    }

    /// The same, by the sentence alone. A word of money alone says nothing: it is about ours where something is lacking.
    pub(crate) fn says_account(&self) -> bool {
        let said = ours(&self.sentence);
        has_any(&said, &ACCOUNT) || (has_any(&said, &MONEY) && has_any(&said, &LACK)) || is_shut(&said)
    }

    /// What we pay for does not include what was asked for.
    pub(crate) fn is_about_plan(&self) -> bool {
        self.codes_as_words().chain([ours(&self.sentence)]).any(|text| has_any(&text, &PLAN))
    }
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    List,
}

fn as_words(code: &str) -> String {
    code.replace(['_', '-', '.'], " ")
}

/// A name or a list of names; a number is a name, too.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.to_lowercase()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(entries) => entries.iter().flat_map(names).collect(),
        Value::Null | Value::Bool(_) | Value::Object(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
