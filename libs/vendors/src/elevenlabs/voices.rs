//! The voices that our key gives access to: `GET /v2/voices`, which searches by words itself. It has no filter for
//! the language, so the page that came is filtered here.

use super::wire::{List, Listed};
use crate::adapter::ListCall;
use crate::http::{self, Answer, Bounds, STATUS};
use crate::lists::{next_cursor, parameters, speaks};
use crate::{CallError, Page, Query, Voice};

/// A voice comes with its samples, sharing and training, some kilobytes each.
const LIST: Bounds = Bounds { total: STATUS.total, max_bytes: 8 * 1024 * 1024 };

pub(super) async fn voices(call: ListCall<'_>, query: &Query) -> Result<Page<Voice>, CallError> {
    let request = call.http.get(format!("{}/v2/voices", call.host.base_url)).query(&search(query));
    page(&http::send(request.header("xi-api-key", call.key), LIST).await?, query)
}

fn search(query: &Query) -> Vec<(&'static str, &str)> {
    let optional = [("search", query.words.as_deref()), ("next_page_token", query.cursor.as_deref())];
    parameters(("page_size", "100"), optional)
}

fn page(answer: &Answer, query: &Query) -> Result<Page<Voice>, CallError> {
    let list = answer.is_success().then(|| answer.json::<List>()).flatten();
    let Some(List { voices: Some(voices), has_more, next_page_token }) = list else {
        return Err(CallError(format!("{} instead of a list", answer.status_text())));
    };
    let items = voices.into_iter().filter(|voice| speaks(languages(voice), query)).filter_map(voice);
    Ok(Page { items: items.collect(), next: next_cursor(next_page_token, has_more) })
}

fn languages(voice: &Listed) -> impl Iterator<Item = &str> {
    let verified = voice.verified_languages.iter().flatten();
    label(voice, "language").into_iter().chain(verified.filter_map(|verified| verified.language.as_deref()))
}

fn label<'a>(voice: &'a Listed, name: &str) -> Option<&'a str> {
    voice.labels.as_ref()?.get(name)?.as_deref()
}

fn voice(listed: Listed) -> Option<Voice> {
    let language = languages(&listed).next().map(str::to_owned);
    let gender = label(&listed, "gender").map(str::to_owned);
    let voice_id = listed.voice_id?;
    Some(Voice {
        name: listed.name.unwrap_or_else(|| voice_id.clone()),
        voice_id,
        language,
        gender,
        preview_url: listed.preview_url,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voices(language: Option<&str>) -> Page<Voice> {
        let query = Query { language: language.map(Into::into), ..Query::default() };
        page(&Answer::new(200, include_str!("fixtures/voices.json")), &query).unwrap()
    }

    fn ids(page: Page<Voice>) -> Vec<String> {
        page.items.into_iter().map(|voice| voice.voice_id).collect()
    }

    #[test]
    fn the_vendor_searches_for_the_words() {
        let query =
            Query { words: Some("warm".into()), language: Some("de".into()), cursor: Some("p2".into()) };
        assert_eq!(search(&query), [("page_size", "100"), ("search", "warm"), ("next_page_token", "p2")]);
        assert_eq!(search(&Query::default()), [("page_size", "100")]);
    }

    #[test]
    fn a_page_of_voices_is_read() {
        let page = voices(None);
        assert_eq!(page.next.as_deref(), Some("p2"));
        assert_eq!(
            page.items[0],
            Voice {
                voice_id: "21m00Tcm4TlvDq8ikWAM".into(),
                name: "Rachel".into(),
                language: Some("en".into()),
                gender: Some("female".into()),
                preview_url: Some("https://storage.example/rachel.mp3".into()),
            }
        );
        assert_eq!(ids(page), ["21m00Tcm4TlvDq8ikWAM", "bare", "klaus"]);
    }

    #[test]
    fn a_language_keeps_the_voices_that_speak_it_and_those_of_unknown_language() {
        assert_eq!(ids(voices(Some("de-DE"))), ["bare", "klaus"]);
        assert_eq!(ids(voices(Some("EN"))), ["21m00Tcm4TlvDq8ikWAM", "bare", "klaus"]);
        assert_eq!(ids(voices(Some("fi"))), ["bare"]);
    }

    #[test]
    fn anything_but_a_list_shows_nothing() {
        for (status, body) in
            [(200, ""), (200, "<html>"), (200, r#"{"voices":null}"#), (401, r#"{"voices":[]}"#), (500, "")]
        {
            assert!(page(&Answer::new(status, body), &Query::default()).is_err(), "{status} {body}");
        }
        let last = Answer::new(200, r#"{"voices":[],"has_more":false,"next_page_token":"p"}"#);
        assert_eq!(page(&last, &Query::default()), Ok(Page::default()));
    }
}
