//! One voice or one look, by its id: `GET /v3/voices/{voice_id}`, `/v3/models/audio/voices/{voice_id}` and
//! `/v3/avatars/looks/{look_id}` (the vendor's reference and its command line client, as read on 2026-11-27). They also
//! answer for what no list has, such as a voice that was just cloned.

use domain::Kind;
use domain::catalog::Host;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::lists::{self, LOOKS, voices_path};
use super::wire::{ListedLook, ListedVoice, Single};
use crate::adapter::ListCall;
use crate::http::{self, Answer, STATUS};
use crate::lists::body;
use crate::{Avatar, CallError, Voice};

pub(super) async fn voice(call: ListCall<'_>, kind: Kind, id: &str) -> Result<Option<Voice>, CallError> {
    let found = found::<ListedVoice>(&get(call, voices_path(kind), id).await?)?;
    Ok(found.and_then(|found| lists::voice(ListedVoice { voice_id: Some(id.to_owned()), ..found })))
}

pub(super) async fn avatar(call: ListCall<'_>, id: &str) -> Result<Option<Avatar>, CallError> {
    let found = found::<ListedLook>(&get(call, LOOKS, id).await?)?;
    Ok(found.and_then(|found| lists::avatar(ListedLook { id: Some(id.to_owned()), ..found })))
}

async fn get(call: ListCall<'_>, path: &str, id: &str) -> Result<Answer, CallError> {
    let request = call.http.get(address(call.host, path, id)?);
    Ok(http::send(request.header("x-api-key", call.key), STATUS).await?)
}

/// The id is the customer's, and becomes one segment of the path whatever it has in it.
fn address(host: &Host, path: &str, id: &str) -> Result<Url, CallError> {
    let unusable = || CallError("no address can be made of the id".to_owned());
    let mut address = Url::parse(&format!("{}{path}", host.base_url)).map_err(|_| unusable())?;
    if matches!(id, "" | "." | "..") {
        return Err(unusable());
    }
    address.path_segments_mut().map_err(|()| unusable())?.push(id);
    Ok(address)
}

/// `None` only where the vendor says that there is no such thing. A path that it has retired is a 404 as well.
fn found<T: DeserializeOwned>(answer: &Answer) -> Result<Option<T>, CallError> {
    if says_there_is_none(answer) {
        return Ok(None);
    }
    let Single { data } = body(answer, "a voice or an avatar")?;
    Ok(Some(data))
}

fn says_there_is_none(answer: &Answer) -> bool {
    let body = answer.json::<Value>().unwrap_or_default();
    let text = |place| body.pointer(place).and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let (code, message) = (text("/error/code"), text("/error/message"));
    let names_it = |words: &str| ["avatar", "look", "voice"].iter().any(|part| words.contains(part));
    answer.status == 404 && code.contains("not_found") && (names_it(&code) || names_it(&message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_segment_of_the_address() {
        let catalog = domain::Catalog::shipped().unwrap();
        let host = catalog.host(domain::catalog::Vendor::Heygen).unwrap();
        for (id, expected) in [
            ("look_1", Some("https://api.heygen.com/v3/avatars/looks/look_1")),
            ("a/../b?c#d", Some("https://api.heygen.com/v3/avatars/looks/a%2F..%2Fb%3Fc%23d")),
            ("..", None),
        ] {
            let address = address(host, LOOKS, id).ok();
            assert_eq!(address.as_ref().map(Url::as_str), expected, "{id}");
        }
    }

    #[test]
    fn only_the_vendors_own_word_says_that_there_is_none() {
        let none = |status, code: &str, message: &str| {
            let body = serde_json::json!({"error": {"code": code, "message": message}}).to_string();
            found::<ListedLook>(&Answer::new(status, &body)).map(|found| found.is_none()).ok()
        };
        for (status, code, message, expected) in [
            (404, "avatar_not_found", "gone", Some(true)),
            (404, "voice_not_found", "", Some(true)),
            (404, "not_found", "Avatar look not found", Some(true)),
            (404, "not_found", "No such endpoint.", None),
            (403, "resource_access_denied", "no access to this avatar", None),
            (401, "unauthorized", "", None),
            (429, "rate_limit_exceeded", "", None),
            (500, "internal_error", "", None),
        ] {
            assert_eq!(none(status, code, message), expected, "{status} {code} {message}");
        }
        assert!(found::<ListedLook>(&Answer::new(404, "<html>")).is_err());
        let look = found::<ListedLook>(&Answer::new(200, r#"{"data":{"id":"a","status":"processing"}}"#));
        assert!(!lists::avatar(look.unwrap().unwrap()).unwrap().is_ready);
    }
}
