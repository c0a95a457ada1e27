//! What can be picked at `HeyGen`. Speech and avatars have separate voices whose ids are not interchangeable:
//! speech has the workspace's own clones, avatars have the public voices too. Neither list can be searched by
//! name, so words are looked for in the page that came; a page may be empty and have a next one all the same.

use domain::Kind;
use domain::catalog::Host;
use serde::de::DeserializeOwned;

use super::wire::{List, ListedLook, ListedVoice};
use crate::http::{self, Answer, NoAnswer, STATUS};
use crate::{Avatar, CallError, Page, Query, Voice};

/// The most a page of looks may have; of voices it is 100.
const LOOKS_A_PAGE: &str = "50";
const VOICES_A_PAGE: &str = "100";

pub(crate) async fn voices(
    http: &reqwest::Client,
    key: &str,
    host: &Host,
    kind: Kind,
    query: &Query,
) -> Result<Page<Voice>, CallError> {
    let request =
        http.get(format!("{}{}", host.base_url, voices_path(kind))).query(&voices_query(kind, query));
    let answer = http::send(request.header("x-api-key", key), STATUS).await.map_err(NoAnswer::unseen)?;
    voices_of(&answer, kind, query)
}

pub(crate) async fn avatars(
    http: &reqwest::Client,
    key: &str,
    host: &Host,
    query: &Query,
) -> Result<Page<Avatar>, CallError> {
    let request = http.get(format!("{}/v3/avatars/looks", host.base_url)).query(&looks_query(query));
    let answer = http::send(request.header("x-api-key", key), STATUS).await.map_err(NoAnswer::unseen)?;
    avatars_of(&answer, query)
}

const fn voices_path(kind: Kind) -> &'static str {
    match kind {
        Kind::Tts => "/v3/models/audio/voices",
        Kind::Image | Kind::Video | Kind::Composite | Kind::Avatar => "/v3/voices",
    }
}

/// The voices of speech cannot be asked for by language. Those of avatars are asked for by its name, such as
/// `English`; that a code is understood is unverified, and it is passed on as it came.
fn voices_query(kind: Kind, query: &Query) -> Vec<(&'static str, &str)> {
    let language = query.language.as_deref().filter(|_| kind != Kind::Tts);
    let optional = [("token", query.cursor.as_deref()), ("language", language)];
    paged(VOICES_A_PAGE, optional)
}

fn looks_query(query: &Query) -> Vec<(&'static str, &str)> {
    paged(LOOKS_A_PAGE, [("token", query.cursor.as_deref())])
}

fn paged<'a, const N: usize>(
    limit: &'a str,
    optional: [(&'static str, Option<&'a str>); N],
) -> Vec<(&'static str, &'a str)> {
    let optional = optional.into_iter().filter_map(|(name, value)| Some((name, value?)));
    std::iter::once(("limit", limit)).chain(optional).collect()
}

fn voices_of(answer: &Answer, kind: Kind, query: &Query) -> Result<Page<Voice>, CallError> {
    let (voices, next) = page::<ListedVoice>(answer)?;
    let ready = voices.into_iter().filter(|voice| !unready(voice));
    let all = ready.filter_map(voice);
    let items = all
        .filter(|voice| named(&voice.name, query))
        .filter(|voice| kind != Kind::Tts || speaks(voice.language.as_deref(), query))
        .collect();
    Ok(Page { items, next })
}

fn avatars_of(answer: &Answer, query: &Query) -> Result<Page<Avatar>, CallError> {
    let (looks, next) = page::<ListedLook>(answer)?;
    let items = looks.into_iter().filter_map(avatar).filter(|avatar| named(&avatar.name, query)).collect();
    Ok(Page { items, next })
}

fn page<T: DeserializeOwned>(answer: &Answer) -> Result<(Vec<T>, Option<String>), CallError> {
    let list = matches!(answer.status, 200..=299).then(|| answer.json::<List<T>>()).flatten();
    let Some(List { data: Some(items), has_more, next_token }) = list else {
        return Err(CallError(format!("{} instead of a list", answer.status_text())));
    };
    let next = next_token.filter(|token| !token.is_empty() && has_more != Some(false));
    Ok((items, next))
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

/// Of speech `PENDING` or `FAILED`; that clones for avatars come with `processing` or `failed` is unverified.
fn unready(voice: &ListedVoice) -> bool {
    let status = voice.status.as_deref().unwrap_or_default();
    ["pending", "processing", "failed"].iter().any(|unready| status.eq_ignore_ascii_case(unready))
}

fn named(name: &str, query: &Query) -> bool {
    let words = query.words.as_deref().unwrap_or_default();
    name.to_lowercase().contains(&words.to_lowercase())
}

/// A voice whose language is unknown may speak any.
fn speaks(language: Option<&str>, query: &Query) -> bool {
    match (language, query.language.as_deref()) {
        (Some(known), Some(wanted)) => base(known) == base(wanted),
        _ => true,
    }
}

/// `en` of `en-US`.
fn base(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
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
        let page = voices_of(&answer, Kind::Avatar, &Query::default()).unwrap();
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
    fn words_are_looked_for_in_names_whatever_the_case() {
        let answer = Answer::new(200, include_str!("fixtures/voices.json"));
        let ids = |words| {
            let page = voices_of(&answer, Kind::Avatar, &query(Some(words), None, None)).unwrap();
            page.items.into_iter().map(|voice| voice.voice_id).collect::<Vec<_>>()
        };
        assert_eq!(ids("AMY"), ["v1"]);
        assert!(ids("nobody").is_empty());
    }

    #[test]
    fn only_voices_that_are_ready_can_be_picked_for_speech() {
        let answer = Answer::new(200, include_str!("fixtures/audio_voices.json"));
        let ids = |language| {
            let page = voices_of(&answer, Kind::Tts, &query(None, language, None)).unwrap();
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
        let page = avatars_of(&answer, &query(Some("sofa"), None, None)).unwrap();
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
        assert_eq!(avatars_of(&answer, &Query::default()).unwrap().items.len(), 2);
    }

    #[test]
    fn anything_but_a_list_shows_nothing() {
        for (status, body) in
            [(200, ""), (200, "<html>"), (200, r#"{"data":null}"#), (401, r#"{"data":[]}"#), (500, "")]
        {
            assert!(avatars_of(&Answer::new(status, body), &Query::default()).is_err(), "{status} {body}");
        }
        let empty = Answer::new(200, r#"{"data":[],"has_more":false,"next_token":"t"}"#);
        assert_eq!(avatars_of(&empty, &Query::default()), Ok(Page::default()));
    }
}
