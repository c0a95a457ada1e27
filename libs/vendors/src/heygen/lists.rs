//! The lists that `HeyGen` has to choose from. Speech and avatars have separate voices whose ids are not
//! interchangeable: speech has the workspace's own clones, avatars have public voices and private ones. The latter are two
//! lists of the vendor's (`type`, which is `public` where it is left out, by its guide to voices as read on 2026-11-27), and
//! are one of ours. A page may be empty and still have a next one.

use domain::Kind;
use serde::de::DeserializeOwned;

use super::wire::{List, ListedLook, ListedVoice};
use crate::adapter::ListCall;
use crate::http::{self, Answer, STATUS};
use crate::lists::{body, next_cursor, parameters};
use crate::{Avatar, CallError, Page, Voice};

/// The largest page that the vendor gives: 50 looks or 100 voices.
const LOOKS_A_PAGE: (&str, &str) = ("limit", "50");
const VOICES_A_PAGE: (&str, &str) = ("limit", "100");

/// Where the cursor of an avatar's voices is: in the vendor's list of private voices, which comes second.
const PRIVATE: &str = "private:";

pub(super) async fn voices(
    call: ListCall<'_>,
    kind: Kind,
    cursor: Option<&str>,
) -> Result<Page<Voice>, CallError> {
    let answer = list(call, voices_path(kind), &voices_query(kind, cursor)).await?;
    let page = voices_page(&answer)?;
    Ok(Page { next: next_voices(kind, cursor, page.next), items: page.items })
}

pub(super) async fn avatars(call: ListCall<'_>, cursor: Option<&str>) -> Result<Page<Avatar>, CallError> {
    let answer = list(call, LOOKS, &parameters(LOOKS_A_PAGE, [("token", cursor)])).await?;
    avatars_page(&answer)
}

async fn list(call: ListCall<'_>, path: &str, query: &[(&str, &str)]) -> Result<Answer, CallError> {
    let request = call.http.get(format!("{}{path}", call.host.base_url)).query(query);
    Ok(http::send(request.header("x-api-key", call.key), STATUS).await?)
}

pub(super) const LOOKS: &str = "/v3/avatars/looks";

pub(super) const fn voices_path(kind: Kind) -> &'static str {
    match kind {
        Kind::Tts => "/v3/models/audio/voices",
        Kind::Image | Kind::Video | Kind::Composite | Kind::Avatar => "/v3/voices",
    }
}

fn voices_query(kind: Kind, cursor: Option<&str>) -> Vec<(&'static str, &str)> {
    if kind == Kind::Tts {
        return parameters(VOICES_A_PAGE, [("token", cursor)]);
    }
    let (ownership, token) = match cursor.and_then(|cursor| cursor.strip_prefix(PRIVATE)) {
        Some(token) => ("private", Some(token).filter(|token| !token.is_empty())),
        None => ("public", cursor),
    };
    parameters(VOICES_A_PAGE, [("type", Some(ownership)), ("token", token)])
}

/// The private voices follow the last page of the public ones.
fn next_voices(kind: Kind, cursor: Option<&str>, next: Option<String>) -> Option<String> {
    let is_private = cursor.is_some_and(|cursor| cursor.starts_with(PRIVATE));
    match next {
        _ if kind == Kind::Tts => next,
        Some(token) if is_private => Some(format!("{PRIVATE}{token}")),
        None if !is_private => Some(PRIVATE.to_owned()),
        next => next,
    }
}

fn voices_page(answer: &Answer) -> Result<Page<Voice>, CallError> {
    let (voices, next) = page::<ListedVoice>(answer)?;
    Ok(Page { items: voices.into_iter().filter_map(voice).collect(), next })
}

fn avatars_page(answer: &Answer) -> Result<Page<Avatar>, CallError> {
    let (looks, next) = page::<ListedLook>(answer)?;
    Ok(Page { items: looks.into_iter().filter_map(avatar).collect(), next })
}

fn page<T: DeserializeOwned>(answer: &Answer) -> Result<(Vec<T>, Option<String>), CallError> {
    let List { data, has_more, next_token } = body(answer, "a list")?;
    // What is null or no entry of such a list is left out.
    let items = data.into_iter().filter_map(|item| serde_json::from_value(item).ok());
    Ok((items.collect(), next_cursor(next_token, has_more)))
}

pub(super) fn voice(listed: ListedVoice) -> Option<Voice> {
    let voice_id = listed.voice_id?;
    Some(Voice {
        name: listed.name.unwrap_or_else(|| voice_id.clone()),
        voice_id,
        languages: listed.language.iter().cloned().collect(),
        language: listed.language,
        labels: Vec::new(),
        gender: listed.gender,
        preview_url: listed.preview_audio_url,
        is_ready: is_ready(listed.status.as_deref()),
    })
}

pub(super) fn avatar(listed: ListedLook) -> Option<Avatar> {
    let avatar_id = listed.id?;
    Some(Avatar {
        name: listed.name.unwrap_or_else(|| avatar_id.clone()),
        avatar_id,
        gender: listed.gender,
        default_voice_id: listed.default_voice_id,
        preview_url: listed.preview_image_url,
        is_ready: is_ready(listed.status.as_deref()),
    })
}

/// A voice of speech may be `PENDING` or `FAILED`, a clone for avatars `processing` or `failed`. That a look says it in the
/// same words is unverified.
fn is_ready(status: Option<&str>) -> bool {
    let status = status.unwrap_or_default();
    !["pending", "processing", "failed"].iter().any(|unready| status.eq_ignore_ascii_case(unready))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn avatars_and_speech_have_their_own_lists_of_voices() {
        assert_eq!(voices_path(Kind::Avatar), "/v3/voices");
        assert_eq!(voices_path(Kind::Tts), "/v3/models/audio/voices");
        assert_eq!(voices_query(Kind::Tts, Some("t2")), [("limit", "100"), ("token", "t2")]);
    }

    #[test]
    fn the_private_voices_of_avatars_follow_the_public_ones() {
        let next = |cursor, token: Option<&str>| next_voices(Kind::Avatar, cursor, token.map(Into::into));
        for (cursor, asked, token, expected) in [
            (None, vec![("limit", "100"), ("type", "public")], Some("t2"), Some("t2")),
            (Some("t2"), vec![("limit", "100"), ("type", "public"), ("token", "t2")], None, Some("private:")),
            (Some("private:"), vec![("limit", "100"), ("type", "private")], Some("p2"), Some("private:p2")),
            (Some("private:p2"), vec![("limit", "100"), ("type", "private"), ("token", "p2")], None, None),
        ] {
            assert_eq!(voices_query(Kind::Avatar, cursor), asked, "{cursor:?}");
            assert_eq!(next(cursor, token).as_deref(), expected, "{cursor:?}");
        }
        assert_eq!(next_voices(Kind::Tts, None, None), None);
    }

    #[test]
    fn a_page_of_an_avatars_voices_is_read() {
        let answer = Answer::new(200, include_str!("fixtures/voices.json"));
        let page = voices_page(&answer).unwrap();
        assert_eq!(page.next.as_deref(), Some("t2"));
        assert_eq!(
            page.items,
            [
                Voice {
                    voice_id: "v1".into(),
                    name: "Amy Bright".into(),
                    language: Some("English".into()),
                    languages: vec!["English".into()],
                    labels: Vec::new(),
                    gender: Some("female".into()),
                    preview_url: Some("https://files.heygen.example/v1.mp3".into()),
                    is_ready: true,
                },
                Voice {
                    voice_id: "v2".into(),
                    name: "v2".into(),
                    language: None,
                    languages: Vec::new(),
                    labels: Vec::new(),
                    gender: None,
                    preview_url: None,
                    is_ready: true,
                },
            ]
        );
    }

    #[test]
    fn a_voice_of_speech_says_whether_it_is_ready() {
        let answer = Answer::new(200, include_str!("fixtures/audio_voices.json"));
        let page = voices_page(&answer).unwrap();
        assert_eq!(page.next, None);
        let ready: Vec<(&str, bool)> =
            page.items.iter().map(|voice| (voice.voice_id.as_str(), voice.is_ready)).collect();
        assert_eq!(ready, [("c1", true), ("c2", false), ("c3", true), ("c4", false)]);
    }

    #[test]
    fn a_page_of_looks_is_read() {
        let answer = Answer::new(200, include_str!("fixtures/looks.json"));
        let page = avatars_page(&answer).unwrap();
        assert_eq!((page.next, page.items.len()), (None, 2));
        assert_eq!(
            page.items[0],
            Avatar {
                avatar_id: "look_1".into(),
                name: "Abigail Sofa Front".into(),
                gender: Some("female".into()),
                default_voice_id: Some("v1".into()),
                preview_url: Some("https://files.heygen.example/look_1.webp".into()),
                is_ready: true,
            }
        );
    }

    #[test]
    fn anything_but_a_list_shows_nothing() {
        for (status, body) in
            [(200, ""), (200, "<html>"), (200, r#"{"data":null}"#), (401, r#"{"data":[]}"#), (500, "")]
        {
            assert!(avatars_page(&Answer::new(status, body)).is_err(), "{status} {body}");
        }
        let empty = Answer::new(200, r#"{"data":[],"has_more":false,"next_token":"t"}"#);
        assert_eq!(avatars_page(&empty), Ok(Page::default()));
    }
}
