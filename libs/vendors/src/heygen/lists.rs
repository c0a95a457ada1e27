//! The lists that `HeyGen` has to choose from. Speech and avatars have separate voices whose ids are not
//! interchangeable: speech has the workspace's own clones, avatars have the public voices too. Neither list can be
//! searched by name, so the words are searched for in the page that came. A page may be empty and still have a next one.

use domain::Kind;
use serde::de::DeserializeOwned;

use super::wire::{List, ListedLook, ListedVoice};
use crate::adapter::ListCall;
use crate::http::{self, Answer, STATUS};
use crate::lists::{next_cursor, parameters, speaks};
use crate::{Avatar, CallError, Page, Query, Voice};

/// The largest page that the vendor gives: 50 looks or 100 voices.
const LOOKS_A_PAGE: (&str, &str) = ("limit", "50");
const VOICES_A_PAGE: (&str, &str) = ("limit", "100");

pub(super) async fn voices(call: ListCall<'_>, kind: Kind, query: &Query) -> Result<Page<Voice>, CallError> {
    let answer = list(call, voices_path(kind), &voices_query(kind, query)).await?;
    voices_page(&answer, kind, query)
}

pub(super) async fn avatars(call: ListCall<'_>, query: &Query) -> Result<Page<Avatar>, CallError> {
    let answer = list(call, "/v3/avatars/looks", &looks_query(query)).await?;
    avatars_page(&answer, query)
}

async fn list(call: ListCall<'_>, path: &str, query: &[(&str, &str)]) -> Result<Answer, CallError> {
    let request = call.http.get(format!("{}{path}", call.host.base_url)).query(query);
    Ok(http::send(request.header("x-api-key", call.key), STATUS).await?)
}

const fn voices_path(kind: Kind) -> &'static str {
    match kind {
        Kind::Tts => "/v3/models/audio/voices",
        Kind::Image | Kind::Video | Kind::Composite | Kind::Avatar => "/v3/voices",
    }
}

/// The voices of speech cannot be filtered by language. Those of avatars are filtered by its name, such as `English`.
/// That the vendor understands a code is unverified: the language is passed on as it came.
fn voices_query(kind: Kind, query: &Query) -> Vec<(&'static str, &str)> {
    let language = query.language.as_deref().filter(|_| kind != Kind::Tts);
    let optional = [("token", query.cursor.as_deref()), ("language", language)];
    parameters(VOICES_A_PAGE, optional)
}

fn looks_query(query: &Query) -> Vec<(&'static str, &str)> {
    parameters(LOOKS_A_PAGE, [("token", query.cursor.as_deref())])
}

fn voices_page(answer: &Answer, kind: Kind, query: &Query) -> Result<Page<Voice>, CallError> {
    let (voices, next) = page::<ListedVoice>(answer)?;
    let ready = voices.into_iter().filter(is_ready).filter_map(voice);
    let items = ready
        .filter(|voice| has_words(&voice.name, query))
        .filter(|voice| kind != Kind::Tts || speaks(voice.language.as_deref(), query));
    Ok(Page { items: items.collect(), next })
}

fn avatars_page(answer: &Answer, query: &Query) -> Result<Page<Avatar>, CallError> {
    let (looks, next) = page::<ListedLook>(answer)?;
    let items = looks.into_iter().filter_map(avatar).filter(|avatar| has_words(&avatar.name, query));
    Ok(Page { items: items.collect(), next })
}

fn page<T: DeserializeOwned>(answer: &Answer) -> Result<(Vec<T>, Option<String>), CallError> {
    let list = answer.is_success().then(|| answer.json::<List>()).flatten();
    let Some(List { data: Some(items), has_more, next_token }) = list else {
        return Err(CallError(format!("{} instead of a list", answer.status_text())));
    };
    // What is null or no entry of such a list is left out.
    let items = items.into_iter().filter_map(|item| serde_json::from_value(item).ok());
    Ok((items.collect(), next_cursor(next_token, has_more)))
}

fn voice(listed: ListedVoice) -> Option<Voice> {
    let voice_id = listed.voice_id?;
    Some(Voice {
        name: listed.name.unwrap_or_else(|| voice_id.clone()),
        voice_id,
        language: listed.language,
        gender: listed.gender,
        preview_url: listed.preview_audio_url,
    })
}

fn avatar(listed: ListedLook) -> Option<Avatar> {
    let avatar_id = listed.id?;
    Some(Avatar {
        name: listed.name.unwrap_or_else(|| avatar_id.clone()),
        avatar_id,
        gender: listed.gender,
        default_voice_id: listed.default_voice_id,
        preview_url: listed.preview_image_url,
    })
}

/// A voice of speech may be `PENDING` or `FAILED`. That clones for avatars may be `processing` or `failed` is unverified.
fn is_ready(voice: &ListedVoice) -> bool {
    let status = voice.status.as_deref().unwrap_or_default();
    !["pending", "processing", "failed"].iter().any(|unready| status.eq_ignore_ascii_case(unready))
}

fn has_words(name: &str, query: &Query) -> bool {
    let words = query.words.as_deref().unwrap_or_default();
    name.to_lowercase().contains(&words.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(words: Option<&str>, language: Option<&str>, cursor: Option<&str>) -> Query {
        Query {
            words: words.map(Into::into),
            language: language.map(Into::into),
            cursor: cursor.map(Into::into),
        }
    }

    #[test]
    fn avatars_and_speech_have_their_own_lists_of_voices() {
        assert_eq!(voices_path(Kind::Avatar), "/v3/voices");
        assert_eq!(voices_path(Kind::Tts), "/v3/models/audio/voices");
        let asked = query(Some("amy"), Some("English"), Some("t2"));
        assert_eq!(
            voices_query(Kind::Avatar, &asked),
            [("limit", "100"), ("token", "t2"), ("language", "English")]
        );
        assert_eq!(voices_query(Kind::Tts, &asked), [("limit", "100"), ("token", "t2")]);
        assert_eq!(looks_query(&asked), [("limit", "50"), ("token", "t2")]);
        assert_eq!(looks_query(&Query::default()), [("limit", "50")]);
    }

    #[test]
    fn a_page_of_an_avatars_voices_is_read() {
        let answer = Answer::new(200, include_str!("fixtures/voices.json"));
        let page = voices_page(&answer, Kind::Avatar, &Query::default()).unwrap();
        assert_eq!(page.next.as_deref(), Some("t2"));
        assert_eq!(
            page.items,
            [
                Voice {
                    voice_id: "v1".into(),
                    name: "Amy Bright".into(),
                    language: Some("English".into()),
                    gender: Some("female".into()),
                    preview_url: Some("https://files.heygen.example/v1.mp3".into()),
                },
                Voice {
                    voice_id: "v2".into(),
                    name: "v2".into(),
                    language: None,
                    gender: None,
                    preview_url: None,
                },
            ]
        );
    }

    #[test]
    fn words_are_searched_for_in_names_whatever_the_case() {
        let answer = Answer::new(200, include_str!("fixtures/voices.json"));
        let ids = |words| {
            let page = voices_page(&answer, Kind::Avatar, &query(Some(words), None, None)).unwrap();
            page.items.into_iter().map(|voice| voice.voice_id).collect::<Vec<_>>()
        };
        assert_eq!(ids("AMY"), ["v1"]);
        assert!(ids("nobody").is_empty());
    }

    #[test]
    fn only_voices_that_are_ready_can_be_chosen_for_speech() {
        let answer = Answer::new(200, include_str!("fixtures/audio_voices.json"));
        let ids = |language| {
            let page = voices_page(&answer, Kind::Tts, &query(None, language, None)).unwrap();
            assert_eq!(page.next, None);
            page.items.into_iter().map(|voice| voice.voice_id).collect::<Vec<_>>()
        };
        assert_eq!(ids(None), ["c1", "c3"]);
        assert_eq!(ids(Some("en-GB")), ["c1", "c3"]);
        assert_eq!(ids(Some("de")), ["c3"]);
    }

    #[test]
    fn a_page_of_looks_is_read() {
        let answer = Answer::new(200, include_str!("fixtures/looks.json"));
        let page = avatars_page(&answer, &query(Some("sofa"), None, None)).unwrap();
        assert_eq!(page.next, None);
        assert_eq!(
            page.items,
            [Avatar {
                avatar_id: "look_1".into(),
                name: "Abigail Sofa Front".into(),
                gender: Some("female".into()),
                default_voice_id: Some("v1".into()),
                preview_url: Some("https://files.heygen.example/look_1.webp".into()),
            }]
        );
        assert_eq!(avatars_page(&answer, &Query::default()).unwrap().items.len(), 2);
    }

    #[test]
    fn anything_but_a_list_shows_nothing() {
        for (status, body) in
            [(200, ""), (200, "<html>"), (200, r#"{"data":null}"#), (401, r#"{"data":[]}"#), (500, "")]
        {
            assert!(avatars_page(&Answer::new(status, body), &Query::default()).is_err(), "{status} {body}");
        }
        let empty = Answer::new(200, r#"{"data":[],"has_more":false,"next_token":"t"}"#);
        assert_eq!(avatars_page(&empty, &Query::default()), Ok(Page::default()));
    }
}
