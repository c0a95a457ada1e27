//! What the inputs of the models may say: a fault per line, its type and its place.

mod clips;
mod pictures;
mod voices;

use super::*;

/// Changes of a valid body, each with the fault it makes.
async fn check(endpoint: &str, valid: &Value, changes: &[(&str, Value, &str)]) {
    let stage = Stage::set().await;
    let submitted = stage.accepted(endpoint, valid).await;
    stage.pass(LONG_MS);
    let result = stage.follow(&submitted["response_url"]).await;
    assert_eq!(result.status(), StatusCode::OK, "{endpoint} takes {valid}");
    for (field, value, kind) in changes {
        let mut body = valid.clone();
        let (name, place) = field.split_once('@').unwrap_or((field, field));
        body[name] = value.clone();
        let faults = stage.faults(endpoint, &body).await;
        let mut loc = vec![json!("body")];
        let part = |part: &str| part.parse::<u64>().map_or(json!(part), Value::from);
        loc.extend(place.split('.').map(part));
        assert_eq!(faults, [((*kind).to_owned(), json!(loc))], "{endpoint}: {field} {value}");
    }
}

/// Explicit nulls of everything that may be left out.
async fn check_nulls(endpoint: &str, valid: &Value, fields: &[&str]) {
    let nulls = Value::Object(fields.iter().map(|field| ((*field).to_owned(), Value::Null)).collect());
    check(endpoint, &with(nulls, valid), &[]).await;
}
