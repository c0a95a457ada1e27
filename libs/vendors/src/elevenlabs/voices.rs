//! The voices that our key gives access to: `GET /v2/voices`, and one of them by its id.

use std::collections::BTreeMap;

use super::errors::says_no_voice;
use super::wire::{List, Listed};
use crate::adapter::ListCall;
use crate::http::{self, Answer, Bounds, STATUS};
use crate::ids::url_safe;
use crate::lists::{body, next_cursor, parameters};
use crate::{CallError, Page, Voice};

/// A voice comes with its samples, sharing and training, some kilobytes each.
const LIST: Bounds = Bounds { total: STATUS.total, max_bytes: 8 * 1024 * 1024 };

pub(super) async fn voices(call: ListCall<'_>, cursor: Option<&str>) -> Result<Page<Voice>, CallError> {
    let query = parameters(("page_size", "100"), [("next_page_token", cursor)]);
    let request = call.http.get(format!("{}/v2/voices", call.host.base_url)).query(&query);
    page(&http::send(request.header("xi-api-key", call.key), LIST).await?)
}

/// `GET /v1/voices/{voice_id}` answers for the account's own voices. That it also answers for each voice of the vendor's
/// library that the account may use is unverified.
pub(super) async fn voice(call: ListCall<'_>, id: &str) -> Result<Option<Voice>, CallError> {
    let request = call.http.get(format!("{}/v1/voices/{}", call.host.base_url, url_safe(id)?));
    single(&http::send(request.header("xi-api-key", call.key), LIST).await?, id)
}

fn single(answer: &Answer, id: &str) -> Result<Option<Voice>, CallError> {
    if says_no_voice(answer) {
        return Ok(None);
    }
    let found: Listed = body(answer, "a voice")?;
    Ok(from_listed(Listed { voice_id: Some(id.to_owned()), ..found }))
}

fn page(answer: &Answer) -> Result<Page<Voice>, CallError> {
    let List { voices, has_more, next_page_token } = body(answer, "a list")?;
    let items = voices.into_iter().filter_map(from_listed).collect();
    Ok(Page { items, next: next_cursor(next_page_token, has_more) })
}

fn languages(voice: &Listed) -> impl Iterator<Item = &str> {
    let verified = voice.verified_languages.iter().flatten();
    label(voice, "language").into_iter().chain(verified.filter_map(|verified| verified.language.as_deref()))
}

fn label<'a>(voice: &'a Listed, name: &str) -> Option<&'a str> {
    voice.labels.as_ref()?.get(name)?.as_deref()
}

fn from_listed(listed: Listed) -> Option<Voice> {
    let languages: Vec<String> = languages(&listed).map(str::to_owned).collect();
    let gender = label(&listed, "gender").map(str::to_owned);
    let labels = listed.labels.iter().flat_map(BTreeMap::values).flatten().cloned().collect();
    let voice_id = listed.voice_id?;
    Some(Voice {
        name: listed.name.unwrap_or_else(|| voice_id.clone()),
        voice_id,
        language: languages.first().cloned(),
        languages,
        labels,
        gender,
        preview_url: listed.preview_url,
        is_ready: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_voices_is_read() {
        let page = page(&Answer::new(200, include_str!("fixtures/voices.json"))).unwrap();
        assert_eq!(page.next.as_deref(), Some("p2"));
        let rachel = &page.items[0];
        assert_eq!(
            (rachel.voice_id.as_str(), rachel.name.as_str(), rachel.language.as_deref()),
            ("21m00Tcm4TlvDq8ikWAM", "Rachel", Some("en"))
        );
        assert_eq!(
            (rachel.gender.as_deref(), rachel.preview_url.as_deref()),
            (Some("female"), Some("https://storage.example/rachel.mp3"))
        );
        let ids: Vec<&str> = page.items.iter().map(|voice| voice.voice_id.as_str()).collect();
        assert_eq!(ids, ["21m00Tcm4TlvDq8ikWAM", "bare", "klaus"]);
        assert!(page.items[1].languages.is_empty());
        let klaus = &page.items[2];
        assert!(klaus.languages.iter().any(|language| language == "de"), "{klaus:?}");
    }

    #[test]
    fn anything_but_a_list_shows_nothing() {
        for (status, body) in
            [(200, ""), (200, "<html>"), (200, r#"{"voices":null}"#), (401, r#"{"voices":[]}"#), (500, "")]
        {
            assert!(page(&Answer::new(status, body)).is_err(), "{status} {body}");
        }
        let last = Answer::new(200, r#"{"voices":[],"has_more":false,"next_page_token":"p"}"#);
        assert_eq!(page(&last), Ok(Page::default()));
    }

    #[test]
    fn only_the_vendors_own_word_says_that_there_is_no_such_voice() {
        let said =
            |status, body: &str| single(&Answer::new(status, body), "v1").map(|voice| voice.is_none()).ok();
        for (status, body, expected) in [
            (404, r#"{"detail":{"code":"voice_not_found","status":"voice_not_found"}}"#, Some(true)),
            (400, r#"{"detail":{"status":"voice_does_not_exist","message":"…"}}"#, Some(true)),
            (400, r#"{"detail":{"status":"invalid_uid"}}"#, Some(true)),
            (404, r#"{"detail":"Not Found"}"#, None),
            (401, r#"{"detail":{"status":"voice_not_found"}}"#, None),
            (429, "", None),
            (500, "", None),
            (200, r#"{"name":"Rachel"}"#, Some(false)),
        ] {
            assert_eq!(said(status, body), expected, "{status} {body}");
        }
    }
}
