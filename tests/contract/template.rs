//! The template declares what the code expects.

use std::collections::BTreeSet;

use local::{Expiration, Template};
use serde_json::{Value, json};

use crate::endpoints::{declared, pages};

#[test]
fn the_template_has_every_endpoint_and_no_other() {
    let template = Template::shipped().unwrap();
    let routed: BTreeSet<(String, String, String)> = template
        .endpoints
        .iter()
        .filter_map(|it| it.method_and_path.clone().map(|(method, path)| (it.function.clone(), method, path)))
        .collect();
    let declared: BTreeSet<(String, String, String)> = declared()
        .into_iter()
        .chain(pages())
        .map(|it| (it.function.to_owned(), it.method.to_owned(), it.path.to_owned()))
        .collect();
    assert_eq!(routed, declared);
    let fallbacks: Vec<&str> = template
        .endpoints
        .iter()
        .filter(|it| it.method_and_path.is_none())
        .map(|it| it.function.as_str())
        .collect();
    assert_eq!(fallbacks, ["poll"]);
}

/// The functions that SQS invokes: name, function and event.
fn workers(template: &Template) -> impl Iterator<Item = (&String, &Value, &Value)> {
    template.resources.iter().filter(|(_, resource)| resource.kind == "AWS::Serverless::Function").filter_map(
        |(name, resource)| {
            let events = resource.properties["Events"].as_object()?;
            let queue = events.values().find(|event| event["Type"] == "SQS")?;
            Some((name, &resource.properties, &queue["Properties"]))
        },
    )
}

#[test]
fn every_worker_may_loop_and_fails_message_by_message() {
    let template = Template::shipped().unwrap();
    assert_eq!(workers(&template).count(), domain::Kind::ALL.len());
    for (name, function, event) in workers(&template) {
        assert_eq!(function["RecursiveLoop"], "Allow", "{name}: Lambda would cut the loop after 16 rounds");
        assert_eq!(event["FunctionResponseTypes"], json!(["ReportBatchItemFailures"]), "{name}");
        assert!(event["BatchSize"].as_u64().unwrap() <= 10, "{name}");
    }
}

#[test]
fn a_message_stays_hidden_for_six_times_its_functions_limit() {
    let template = Template::shipped().unwrap();
    for (name, function, event) in workers(&template) {
        let timeout = function["Timeout"].as_u64().unwrap();
        let queue = event["Queue"].as_str().unwrap().strip_suffix(".Arn").unwrap();
        let visibility = template.resources[queue].properties["VisibilityTimeout"].as_u64().unwrap();
        assert!(visibility >= 6 * timeout, "{name}");
    }
}

#[test]
fn a_step_is_limited_below_its_lease_and_its_lease_below_the_functions_limit() {
    use domain::Kind;
    use domain::timing::{fetching, making, saving, starting};
    let template = Template::shipped().unwrap();
    for (kind, worker) in [
        (Kind::Image, "ImageWorker"),
        (Kind::Video, "VideoWorker"),
        (Kind::Avatar, "AvatarWorker"),
        (Kind::Tts, "TtsWorker"),
    ] {
        let limit = template.resources[worker].properties["Timeout"].as_i64().unwrap();
        for time in [fetching(kind), starting(kind), making(kind), saving(kind)] {
            // A write is tried for 8 seconds, and its last try may take 6. A step makes at most three writes: it
            // claims, it settles, and it writes down what happened.
            let longest = i64::try_from(time.limit_seconds).unwrap() + 3 * 14;
            assert!(longest < time.lease_seconds && time.lease_seconds < limit, "{worker}: {time:?}");
        }
    }
}

/// A render is killed well before its function's limit. If the function dies, the lease keeps others away until then.
#[test]
fn a_renders_lease_outlives_its_function() {
    let template = Template::shipped().unwrap();
    let worker = &template.resources["CompositeWorker"].properties;
    let limit = worker["Timeout"].as_i64().unwrap();
    let time = domain::timing::RENDERING;
    assert!(i64::try_from(time.limit_seconds).unwrap() < limit && limit < time.lease_seconds, "{time:?}");
    assert!(
        worker["EphemeralStorage"]["Size"].as_u64().unwrap() > 2 * 2048,
        "the disk holds the inputs and what is drawn from them"
    );
}

#[test]
fn no_policy_reaches_beyond_what_the_stack_owns() {
    let template = Template::shipped().unwrap();
    let roles = template.resources.iter().filter(|(_, resource)| resource.kind == "AWS::IAM::Role");
    let mut statements = 0;
    for (name, role) in roles {
        assert!(role.properties.get("ManagedPolicyArns").is_none(), "{name}");
        for policy in role.properties["Policies"].as_array().unwrap() {
            for statement in policy["PolicyDocument"]["Statement"].as_array().unwrap() {
                let actions = statement["Action"].to_string();
                assert!(!actions.contains('*'), "{name}: {statement}");
                assert_ne!(statement["Resource"], "*", "{name}: {statement}");
                statements += 1;
            }
        }
    }
    assert!(statements > 10);
}

#[test]
fn only_what_is_copied_elsewhere_or_no_longer_needed_expires() {
    use domain::drive::UPLOAD_SECONDS;
    use domain::{FileId, JobId, TeamId, Timestamp};
    let template = Template::shipped().unwrap();
    let mut expirations = template.expirations.clone();
    expirations.sort_by(|one, other| one.prefix.cmp(&other.prefix));
    let expiration = |prefix: &str, days| Expiration { prefix: prefix.to_owned(), days };
    assert_eq!(expirations, [expiration("inputs/", 30), expiration("uploads/", 2)]);

    let (team, now) = (TeamId::new("t"), Timestamp::from_millis(0));
    let (job, file) = (JobId::new(now, rand::random()), FileId::new(now, rand::random()));
    let days = |key: &str| {
        expirations.iter().filter(|it| key.starts_with(&it.prefix)).map(|it| i64::from(it.days)).min()
    };
    assert_eq!(days(&files::result_key(&team, job, 0, "png")), None);
    assert_eq!(days(&files::file_key(&team, file, "etag", "png")), None);
    assert_eq!(days(&files::input_key(&team, job, 0, "png")), Some(30));
    let uploads = days(&files::upload_key(&team, file)).unwrap();
    assert!(uploads * 24 * 3600 > UPLOAD_SECONDS, "an upload can be completed for as long as its row says");
}

#[test]
fn the_bucket_drops_parts_of_uploads_that_were_broken_off() {
    let template = Template::shipped().unwrap();
    let lifecycle = &template.resources["Files"].properties["LifecycleConfiguration"];
    let rules = lifecycle["Rules"].as_array().unwrap();
    let parts: Vec<&Value> =
        rules.iter().filter(|rule| rule.get("AbortIncompleteMultipartUpload").is_some()).collect();
    let expected = json!({"Id": "abandoned-uploads", "Status": "Enabled", "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}});
    assert_eq!(parts, [&expected]);
    assert_eq!(rules.len(), 3);
}

#[test]
fn three_tables_have_a_time_to_live() {
    let template = Template::shipped().unwrap();
    let forgetful = template
        .tables
        .iter()
        .filter_map(|table| Some((table.name.as_str(), table.time_to_live.as_deref()?)));
    let forgetful: BTreeSet<_> = forgetful.collect();
    assert_eq!(
        forgetful,
        BTreeSet::from([
            ("api_key", "removed_after"),
            ("drive", "removed_after"),
            ("idempotency", "expires_at"),
        ])
    );
}
