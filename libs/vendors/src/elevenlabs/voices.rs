//! The voices our key gives access to: `GET /v2/voices`, which searches by words itself. It has no filter for
//! the language, so that is applied to the page that came.

use domain::catalog::Host;

use super::wire::{List, Listed};
use crate::http::{self, Answer, Bounds, NoAnswer, STATUS};
use crate::{CallError, Page, Query, Voice};

/// A voice comes with its samples, sharing and training, some kilobytes each.
const LIST: Bounds = Bounds { total: STATUS.total, max_bytes: 8 * 1024 * 1024 };

pub(crate) async fn voices(
    http: &reqwest::Client,
    key: &str,
    host: &Host,
    query: &Query,
) -> Result<Page<Voice>, CallError> {
    let request = http.get(format!("{}/v2/voices", host.base_url)).query(&asked(query));
    let answer = http::send(request.header("xi-api-key", key), LIST).await.map_err(NoAnswer::unseen)?;
    page(&answer, query)
}

fn asked(query: &Query) -> Vec<(&'static str, &str)> {
    let optional = [("search", query.words.as_deref()), ("next_page_token", query.cursor.as_deref())];
    let optional = optional.into_iter().filter_map(|(name, value)| Some((name, value?)));
    std::iter::once(("page_size", "100")).chain(optional).collect()
}

fn page(answer: &Answer, query: &Query) -> Result<Page<Voice>, CallError> {
    let list = matches!(answer.status, 200..=299).then(|| answer.json::<List>()).flatten();
    let Some(List { voices: Some(voices), has_more, next_page_token }) = list else {
        return Err(CallError(format!("{} instead of a list", answer.status_text())));
    };
    let next = next_page_token.filter(|token| !token.is_empty() && has_more != Some(false));
    let wanted = query.language.as_deref();
    let items = voices.into_iter().filter(|voice| wanted.is_none_or(|wanted| speaks(voice, wanted)));
    Ok(Page { items: items.filter_map(voice).collect(), next })
}

/// A voice whose languages are unknown may speak any.
fn speaks(voice: &Listed, wanted: &str) -> bool {
    let mut known = languages(voice).peekable();
    known.peek().is_none() || known.any(|language| base(language) == base(wanted))
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

/// `en` of `en-US`.
fn base(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
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
        assert_eq!(asked(&query), [("page_size", "100"), ("search", "warm"), ("next_page_token", "p2")]);
        assert_eq!(asked(&Query::default()), [("page_size", "100")]);
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
