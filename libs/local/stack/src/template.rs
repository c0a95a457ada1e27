//! Reads from `template.yaml` what the local stack has to provide: tables, queues, endpoints, and rules of expiry.
#![expect(
    clippy::indexing_slicing,
    reason = "reading a JSON value by name never panics: what is not there is null"
)]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

use crate::{Cors, Error};

/// The parts of the template that matter locally.
#[derive(Debug, Clone)]
pub struct Template {
    pub tables: Vec<Table>,
    pub queues: Vec<Queue>,
    pub endpoints: Vec<TemplateEndpoint>,
    /// The rules of the only bucket.
    pub expirations: Vec<Expiration>,
    /// Which web pages may call the API.
    pub api_cors: Cors,
    /// The bucket's rules about web pages.
    pub bucket_cors: Vec<Cors>,
    /// Every resource by its logical id, for tests that look closer.
    pub resources: BTreeMap<String, Resource>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub keys: Vec<Key>,
    pub indexes: Vec<Index>,
    pub time_to_live: Option<String>,
    /// Attribute name → `S` or `N`.
    pub attributes: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    pub name: String,
    pub keys: Vec<Key>,
    pub projection: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Key {
    #[serde(rename = "AttributeName")]
    pub attribute: String,
    /// `HASH` or `RANGE`.
    pub key_type: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    pub name: String,
    pub visibility_timeout_seconds: u32,
    pub retention_seconds: u32,
    /// The name of the dead-letter queue, and the number of receives after which a message goes there.
    pub dead_letter: Option<(String, u32)>,
}

/// An endpoint of the HTTP API.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TemplateEndpoint {
    /// The crate that serves it.
    pub function: String,
    /// `None`: everything that no other endpoint matches (`$default`).
    pub method_and_path: Option<(String, String)>,
}

/// Objects whose keys begin with `prefix` are deleted after `days`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiration {
    pub prefix: String,
    pub days: u32,
}

/// A rule of a bucket's lifecycle, with everything that our rules may contain. Any other property could change what
/// the rule means, so it is refused.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct LifecycleRule {
    status: RuleStatus,
    #[serde(default)]
    prefix: String,
    expiration_in_days: Option<u32>,
    #[serde(rename = "Id")]
    _id: String,
    #[serde(rename = "AbortIncompleteMultipartUpload")]
    _abort: Option<Value>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
enum RuleStatus {
    Enabled,
    Disabled,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Resource {
    #[serde(rename = "Type")]
    pub kind: String,
    #[serde(default)]
    pub properties: Value,
    #[serde(default)]
    pub metadata: Value,
}

/// A setting of a deployment. Locally all have their defaults.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parameter {
    #[serde(default, deserialize_with = "text_of_any")]
    default: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Document {
    parameters: BTreeMap<String, Parameter>,
    resources: BTreeMap<String, Resource>,
}

impl Template {
    /// The template of this source tree. It is parsed once: tests start hundreds of stacks in one process.
    pub fn shipped() -> Result<Self, Error> {
        static SHIPPED: OnceLock<Template> = OnceLock::new();
        if let Some(shipped) = SHIPPED.get() {
            return Ok(shipped.clone());
        }
        let parsed = Self::parse(include_str!("../../../../template.yaml"))?;
        Ok(SHIPPED.get_or_init(|| parsed).clone())
    }

    pub fn parse(text: &str) -> Result<Self, Error> {
        // The attribute type `N` is a letter, not the boolean that YAML 1.1 makes of it.
        let options = serde_saphyr::options! { strict_booleans: true };
        let Document { parameters, resources } = serde_saphyr::from_str_with_options(text, options)?;
        let of_type = |wanted: &'static str| resources.iter().filter(move |(_, it)| it.kind == wanted);
        let parameter = |name: &str| parameters.get(name).map(|it| it.default.clone());
        let cors = |value: &Value| Cors::read(value, parameter);
        let api = of_type("AWS::Serverless::HttpApi").map(|(_, it)| &it.properties["CorsConfiguration"]);
        let api_cors = api.map(cors).next().ok_or("the template has no HTTP API")??;
        let buckets = of_type("AWS::S3::Bucket")
            .flat_map(|(_, it)| list(&it.properties["CorsConfiguration"]["CorsRules"]));
        let bucket_cors = buckets.map(cors).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            api_cors,
            bucket_cors,
            tables: of_type("AWS::DynamoDB::Table")
                .map(|(_, it)| table(&it.properties))
                .collect::<Result<_, _>>()?,
            queues: of_type("AWS::SQS::Queue").map(|(_, it)| queue(&it.properties, &resources)).collect(),
            endpoints: of_type("AWS::Serverless::Function").flat_map(|(_, it)| endpoints(it)).collect(),
            expirations: of_type("AWS::S3::Bucket")
                .map(|(_, it)| expirations(&it.properties))
                .collect::<Result<Vec<_>, _>>()?
                .concat(),
            resources,
        })
    }
}

fn table(properties: &Value) -> Result<Table, Error> {
    let attributes = list(&properties["AttributeDefinitions"])
        .map(|it| (text(&it["AttributeName"]), text(&it["AttributeType"])))
        .collect();
    let mut indexes = Vec::new();
    for index in list(&properties["GlobalSecondaryIndexes"]) {
        indexes.push(Index {
            name: text(&index["IndexName"]),
            keys: serde_json::from_value(index["KeySchema"].clone())?,
            projection: text(&index["Projection"]["ProjectionType"]),
        });
    }
    Ok(Table {
        name: resource_name(&properties["TableName"]),
        keys: serde_json::from_value(properties["KeySchema"].clone())?,
        indexes,
        time_to_live: properties["TimeToLiveSpecification"]["AttributeName"].as_str().map(str::to_owned),
        attributes,
    })
}

fn queue(properties: &Value, resources: &BTreeMap<String, Resource>) -> Queue {
    let number =
        |value: &Value, default: u32| value.as_u64().and_then(|it| it.try_into().ok()).unwrap_or(default);
    let redrive = &properties["RedrivePolicy"];
    // `!GetAtt ImageDeadLetters.Arn`
    let target = text(&redrive["deadLetterTargetArn"]);
    let target = target.strip_suffix(".Arn").and_then(|logical_id| resources.get(logical_id));
    Queue {
        name: resource_name(&properties["QueueName"]),
        visibility_timeout_seconds: number(&properties["VisibilityTimeout"], 30),
        retention_seconds: number(&properties["MessageRetentionPeriod"], 345_600),
        dead_letter: target.map(|target| {
            (resource_name(&target.properties["QueueName"]), number(&redrive["maxReceiveCount"], 1))
        }),
    }
}

fn endpoints(function: &Resource) -> Vec<TemplateEndpoint> {
    let events = function.properties["Events"].as_object().into_iter().flat_map(|events| events.values());
    let http = events.filter(|event| event["Type"] == "HttpApi");
    http.map(|event| {
        let property = |name: &str| event["Properties"][name].as_str().map(str::to_owned);
        TemplateEndpoint {
            function: text(&function.metadata["BuildProperties"]["Binary"]),
            method_and_path: property("Method").zip(property("Path")),
        }
    })
    .collect()
}

fn expirations(bucket: &Value) -> Result<Vec<Expiration>, Error> {
    let mut expirations = Vec::new();
    for rule in list(&bucket["LifecycleConfiguration"]["Rules"]) {
        let rule: LifecycleRule = serde_json::from_value(rule.clone())?;
        if let (RuleStatus::Enabled, Some(days)) = (rule.status, rule.expiration_in_days) {
            expirations.push(Expiration { prefix: rule.prefix, days });
        }
    }
    Ok(expirations)
}

/// A resource's name without the deployment's prefix: `!Sub "${TablePrefix}creative_job"`.
fn resource_name(value: &Value) -> String {
    text(value).replace("${TablePrefix}", "")
}

/// A parameter's default is a text or a number.
fn text_of_any<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_template_is_understood() {
        let template = Template::shipped().unwrap();
        let names: Vec<&str> = template.tables.iter().map(|table| table.name.as_str()).collect();
        let jobs = template.tables.iter().find(|table| table.name == "creative_job").unwrap();
        assert_eq!((jobs.attributes["team_id"].as_str(), jobs.attributes["due_at"].as_str()), ("S", "N"));
        assert!(names.contains(&"creative_job") && names.contains(&"idempotency"), "{names:?}");
        let image = template.queues.iter().find(|queue| queue.name == "image").unwrap();
        assert_eq!(image.visibility_timeout_seconds, 1200);
        assert_eq!(image.dead_letter, Some(("image_dead".to_owned(), 5)));
        assert!(template.endpoints.iter().any(|it| it.method_and_path.is_none() && it.function == "poll"));
    }

    #[test]
    fn a_rule_expires_what_begins_with_its_prefix_and_only_while_it_is_enabled() {
        let read =
            |rules: Value| expirations(&serde_json::json!({"LifecycleConfiguration": {"Rules": rules}}));
        let rules = serde_json::json!([
            {"Id": "parts", "Status": "Enabled", "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
            {"Id": "some", "Status": "Enabled", "Prefix": "some/", "ExpirationInDays": 3},
            {"Id": "off", "Status": "Disabled", "Prefix": "off/", "ExpirationInDays": 3},
            {"Id": "all", "Status": "Enabled", "ExpirationInDays": 9},
        ]);
        let expiration = |prefix: &str, days| Expiration { prefix: prefix.to_owned(), days };
        assert_eq!(read(rules).unwrap(), [expiration("some/", 3), expiration("", 9)]);
        let tagged =
            serde_json::json!([{"Id": "x", "Status": "Enabled", "ExpirationInDays": 1, "TagFilters": []}]);
        assert!(read(tagged).unwrap_err().to_string().contains("TagFilters"));
    }
}
