//! Classifies `ElevenLabs`' answers. Sources: the vendor's errors page and SDK, as read on 2026-11-20, and public reports.
//! How a refusal by content policy is named is not published: words of moderation are taken for one.
//! `detected_unusual_activity` is about our account, not about the text.
//!
//! Every request names a voice that a customer chose, and the vendor's plans differ in voices. So whatever names a voice,
//! and a 403 or 404 that names nothing, is about that voice: another route may know it. 401 and 402 are otherwise about
//! the key, the balance or the account.

use domain::ErrorCode;
use domain::health::ClosedBy;
use serde_json::Value;

use crate::complaint::{Complaint, closed_by};
use crate::http::Answer;
use crate::lenient::{items, text};
use crate::part::{Part, Parts};
use crate::{Output, StartError};

pub(super) fn judge(answer: &Answer, parts: Parts) -> Result<Output, StartError> {
    if answer.is_success() { answer.sound() } else { Err(refusal(answer, parts)) }
}

/// Names that are about our key, our balance or our account.
const ACCOUNT: [&str; 11] = [
    "quota_exceeded",
    "insufficient_credits",
    "invalid_api_key",
    "missing_api_key",
    "needs_authorization",
    "missing_permissions",
    "detected_unusual_activity",
    "subscription_paused",
    "payment_issue",
    "account_suspended",
    "workspace_",
];

fn refusal(answer: &Answer, parts: Parts) -> StartError {
    let (complaint, names) = (Complaint::from_answer(answer), names(answer));
    let has = |wanted: &[&str]| names.iter().any(|name| wanted.iter().any(|part| name.contains(part)));
    let is_refusal = matches!(answer.status, 400..=428 | 430..=499);
    if is_refusal && has(&ACCOUNT) {
        let known = known(&names);
        return answer.down(closed_by(known, answer.status), &format!("about the account: {known}"));
    }
    let says_voice = complaint.part() == Some(Part::Voice) && !complaint.says_account();
    let names_a_voice = has(&["voice"]) || says_voice;
    if is_refusal && (names_a_voice || has(&["paid_plan_required", "only_for_creator"])) {
        return StartError::NotHere(parts.invalid(Some(Part::Voice)));
    }
    if is_refusal
        && (has(&["model_not_found", "model_can_not"])
            || complaint.fields.iter().any(|field| field == "model_id"))
    {
        return answer.down(ClosedBy::Model, "no such model");
    }
    // Another route may take a longer text.
    if is_refusal && has(&["max_character_limit_exceeded", "text_too_long"]) {
        return StartError::NotHere(parts.invalid(Some(Part::Words)));
    }
    let moderated = complaint.is_moderation() || has(&["policy", "moderat"]);
    match answer.status {
        400 | 403 | 404 | 422 | 451 if moderated => StartError::refused(ErrorCode::ModerationRejected),
        // 409: conflict. 425: too early.
        409 | 425 => StartError::Unavailable(answer.status_text()),
        400 | 413 | 415 | 422 => StartError::Refused(complaint.input_fault(parts)),
        _ => answer.refusal_of_named(parts.invalid(Some(Part::Voice))),
    }
}

/// Whether the answer to a look-up says that there is no such voice. `invalid_uid` is said of what is no id at all.
pub(super) fn says_no_voice(answer: &Answer) -> bool {
    let names = names(answer);
    let has = |name: &&str| names.iter().any(|known| known == name);
    matches!(answer.status, 400 | 404 | 422)
        && ["voice_not_found", "voice_does_not_exist", "invalid_uid"].iter().any(has)
}

/// The names that the answer has for its error, in small letters: `code` is the newer one and `status` the legacy one,
/// and there may be one or both.
fn names(answer: &Answer) -> Vec<String> {
    let body = answer.json::<Value>().unwrap_or_default();
    let details = items(body.get("detail")).chain(items(body.get("error"))).chain([&body]);
    let names = details.flat_map(|detail| ["code", "status", "type"].map(|name| detail.get(name)));
    names.flatten().filter_map(text).map(|name| name.to_ascii_lowercase()).collect()
}

/// Those of the names that we know, for the log: no other may go there.
fn known(names: &[String]) -> &'static str {
    let known = ACCOUNT.into_iter().find(|known| names.iter().any(|name| name.contains(known)));
    known.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::catalog::Vendor;
    use domain::{Failure, Kind};

    use super::*;
    use crate::testing::HTML;

    fn parts() -> Parts {
        Parts::from_accepted(Vendor::Elevenlabs, Kind::Tts)
    }

    fn judge(answer: &Answer) -> Result<Output, StartError> {
        super::judge(answer, parts())
    }

    fn not_here(part: Part) -> StartError {
        StartError::NotHere(parts().invalid(Some(part)))
    }

    #[test]
    fn whatever_names_a_voice_is_about_that_voice() {
        for (status, code) in [
            (400, "voice_not_fine_tuned"),
            (400, "voice_not_found"),
            (400, "voice_limit_reached"),
            (400, "invalid_voice_id"),
            (401, "paid_plan_required"),
            (402, "paid_plan_required"),
            (402, "voice_requires_subscription"),
            (403, "voice_not_available"),
            (403, "voice_access_denied"),
            (404, "voice_not_found"),
            (404, "voice_does_not_exist"),
            (409, "voice_is_processing"),
            (422, "voice_disabled"),
        ] {
            for body in [legacy(code), newer(code)] {
                assert_eq!(judge(&Answer::new(status, &body)), Err(not_here(Part::Voice)), "{status} {body}");
            }
        }
        let by_param = r#"{"detail":{"code":"forbidden","message":"No.","param":"voice_id"}}"#;
        let by_place = r#"{"detail":[{"loc":["path","voice_id"],"msg":"No.","type":"value_error"}]}"#;
        for (status, body) in
            [(403, by_param), (422, by_place), (403, "{}"), (404, "{}"), (404, r#"{"detail":"Not Found"}"#)]
        {
            assert_eq!(judge(&Answer::new(status, body)), Err(not_here(Part::Voice)), "{status} {body}");
        }
    }

    #[test]
    fn what_is_the_operators_closes_the_route_whatever_its_words() {
        for (status, body) in [
            (
                401,
                r#"{"detail":{"status":"quota_exceeded","message":"This request exceeds your quota for this voice."}}"#,
            ),
            (
                401,
                r#"{"detail":{"status":"missing_permissions","message":"Missing the permission voices_read."}}"#,
            ),
            (
                401,
                r#"{"detail":{"status":"detected_unusual_activity","message":"It may violate our policy."}}"#,
            ),
            (
                400,
                r#"{"detail":{"status":"model_not_found","message":"A model with ID x could not be found."}}"#,
            ),
            (400, r#"{"detail":{"code":"invalid_parameters","param":"model_id","message":"x"}}"#),
            (402, r#"{"detail":{"status":"payment_issue","message":"Your last payment has failed."}}"#),
            (402, "{}"),
            (401, "{}"),
        ] {
            let judged = judge(&Answer::new(status, body));
            assert!(matches!(judged, Err(StartError::RouteDown(..))), "{status} {body}: {judged:?}");
        }
    }

    fn legacy(status: &str) -> String {
        format!(r#"{{"detail":{{"status":"{status}","message":"words of the vendor"}}}}"#)
    }

    fn newer(code: &str) -> String {
        include_str!("fixtures/error.json").replace("CODE", code)
    }

    #[test]
    fn the_body_is_the_sound() {
        for sound in ["ID3\u{4}", "RIFF....WAVE", "\u{0}"] {
            let judged = judge(&Answer::new(200, sound));
            assert_eq!(judged, Ok(Output::Bytes(sound.to_owned().into())), "{sound}");
        }
    }

    #[test]
    fn a_success_without_a_sound_made_nothing() {
        for body in ["", " \n", HTML, " <!doctype html>", "{}", r#"{"detail":null}"#, "[]"] {
            let answer = Answer::new(200, body);
            assert_eq!(judge(&answer), Err(answer.made_nothing()), "{body}");
        }
    }

    #[test]
    fn every_error_code_is_classified_in_both_spellings() {
        let busy = StartError::Busy { retry_after: None };
        for (status, code, expected) in [
            (400, "max_character_limit_exceeded", Some(not_here(Part::Words))),
            (400, "invalid_parameters", Some(StartError::refused(ErrorCode::InvalidInput))),
            (401, "invalid_api_key", None),
            (401, "quota_exceeded", None),
            (401, "missing_permissions", None),
            (401, "detected_unusual_activity", None),
            (403, "content_policy_violation", Some(StartError::refused(ErrorCode::ModerationRejected))),
            (400, "text_moderated", Some(StartError::refused(ErrorCode::ModerationRejected))),
            (429, "concurrent_limit_exceeded", Some(busy.clone())),
            (429, "too_many_concurrent_requests", Some(busy.clone())),
            (429, "rate_limit_exceeded", Some(busy.clone())),
            (429, "system_busy", Some(busy)),
        ] {
            for body in [legacy(code), newer(code)] {
                let judged = judge(&Answer::new(status, &body)).unwrap_err();
                match &expected {
                    Some(expected) => assert_eq!(&judged, expected, "{body}"),
                    None => assert!(matches!(judged, StartError::RouteDown(..)), "{body}: {judged:?}"),
                }
            }
        }
    }

    #[test]
    fn a_detail_without_a_name_leaves_it_to_the_status() {
        let validation = include_str!("fixtures/validation.json");
        for (status, body, expected) in [
            (422, validation, StartError::Refused(parts().invalid(Some(Part::Words)))),
            (400, r#"{"detail":"words of the vendor"}"#, StartError::refused(ErrorCode::InvalidInput)),
            (400, r#"{"detail":null}"#, StartError::refused(ErrorCode::InvalidInput)),
            (400, r#"{"detail":{"status":null}}"#, StartError::refused(ErrorCode::InvalidInput)),
            (401, HTML, StartError::RouteDown(ClosedBy::Key, "HTTP 401".into())),
            (402, "{}", StartError::RouteDown(ClosedBy::Balance, "HTTP 402".into())),
            (403, HTML, StartError::NotHere(Failure::new(ErrorCode::ProviderUnavailable))),
            (404, HTML, StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())),
            (409, "{}", StartError::Unavailable("HTTP 409".into())),
            (425, "", StartError::Unavailable("HTTP 425".into())),
            (429, HTML, StartError::Busy { retry_after: None }),
            (500, HTML, StartError::Unavailable("HTTP 500".into())),
            (502, HTML, StartError::Uncertain("HTTP 502".into())),
            (503, "", StartError::Unavailable("HTTP 503".into())),
            (504, HTML, StartError::Uncertain("HTTP 504".into())),
        ] {
            assert_eq!(judge(&Answer::new(status, body)), Err(expected), "{status} {body}");
        }
    }

    #[test]
    fn a_vendors_waiting_time_is_passed_on() {
        let busy = Answer { retry_after: Some(3), ..Answer::new(429, &newer("system_busy")) };
        assert_eq!(judge(&busy), Err(StartError::Busy { retry_after: Some(3) }));
    }
}
