//! Complaints in the shapes that vendors have for them.

use domain::catalog::Vendor;
use domain::health::ClosedBy;
use domain::{ErrorCode, Kind};
use serde_json::json;

use super::*;
use crate::StartError;
use crate::part::Parts;
use crate::testing::HTML;

fn parts() -> Parts {
    Parts::from_accepted(Vendor::Luma, Kind::Video)
}

fn refusal(status: u16, body: &str) -> Option<StartError> {
    let answer = Answer::new(status, body);
    Complaint::from_answer(&answer).refusal(&answer, parts())
}

#[test]
fn names_and_words_are_found_in_every_shape() {
    for body in [
        json!({ "error": { "code": "A_CODE", "message": "Some Words", "param": "image_url" } }),
        json!({ "error": "Some words", "code": "a_code", "param": "image_url" }),
        json!([{ "error": { "type": "a_code", "msg": "some words", "field": "image_url" } }]),
        json!({ "detail": [{ "type": "a_code", "msg": "some words", "loc": ["body", "image_url"] }] }),
        json!({ "detail": { "error_type": "a_code", "message": "some words", "loc": ["image_url"] } }),
        json!({ "error": "bad", "issues": [{ "code": "a_code", "path": ["image_url"], "message": "some words" }] }),
    ] {
        let complaint = Complaint::from_json(&body);
        assert!(complaint.codes.contains(&"a_code".to_owned()), "{body}");
        assert!(complaint.fields.contains(&"image_url".to_owned()), "{body}");
        assert!(complaint.says(&["some words"]), "{body}");
        assert_eq!(complaint.part(), Some(Part::Picture), "{body}");
    }
    assert_eq!(Complaint::from_json(&json!({ "code": 400_105 })).codes, ["400105"]);
    for body in ["", HTML, "{}", "null", "7", r#"{"input":"moderation","ctx":{"x":"credits"}}"#] {
        assert_eq!(Complaint::from_answer(&Answer::new(400, body)), Complaint::default(), "{body}");
    }
}

#[test]
fn a_full_queue_is_one_under_any_status_of_a_refusal() {
    for sentence in [
        "Too many requests",
        "Too many concurrent generations.",
        "too many jobs in progress",
        "You have too many running tasks",
        "Concurrency limit reached for your plan",
        "Concurrent limit exceeded",
        "Rate limit exceeded, slow down",
        "parallel task over resource pack limit",
    ] {
        for status in [400, 403, 409, 422, 429, 500, 503] {
            let body = json!({ "detail": sentence }).to_string();
            assert_eq!(
                refusal(status, &body),
                Some(StartError::Busy { retry_after: None }),
                "{status} {sentence}"
            );
        }
    }
    let code = r#"{"error":{"code":"rate_limit_exceeded"}}"#;
    assert_eq!(refusal(400, code), Some(StartError::Busy { retry_after: None }));
    for body in [
        r#"{"detail":"Too many keyframes"}"#,
        r#"{"detail":"too many characters"}"#,
        r#"{"detail":[{"msg":"too many requests of the prompt","loc":["body","prompt"]}]}"#,
    ] {
        assert!(!matches!(refusal(400, body), Some(StartError::Busy { .. })), "{body}");
    }
}

#[test]
fn moderation_is_that_under_any_status_of_the_request() {
    let refused = Some(StartError::refused(ErrorCode::ModerationRejected));
    for body in [
        r#"{"detail":"Prompt not allowed because advanced moderation failed"}"#,
        r#"{"detail":"Content policy violation"}"#,
        r#"{"error":"The prompt was flagged as unsafe."}"#,
        r#"{"error":"Input rejected","failureCode":"SAFETY.INPUT.TEXT"}"#,
        r#"{"error":{"code":"invalid_parameter","message":"The script was rejected by content moderation."}}"#,
        r#"{"detail":[{"loc":["body","prompt"],"msg":"x","type":"content_policy_violation"}]}"#,
        r#"{"detail":"The prompt did not pass the safety check."}"#,
    ] {
        for status in [400, 403, 422] {
            assert_eq!(refusal(status, body), refused, "{status} {body}");
        }
        for status in [401, 402, 429, 502] {
            assert_eq!(refusal(status, body), None, "{status} {body}");
        }
    }
    let suspended = r#"{"detail":"Your account was suspended for violating the content policy."}"#;
    assert!(matches!(refusal(403, suspended), Some(StartError::RouteDown(..))));
}

#[test]
fn an_account_without_money_is_the_operators_in_any_wording() {
    for sentence in [
        "You do not have enough credits to run this task.",
        "Insufficient credits.",
        "You're out of credits",
        "0 credits left",
        "Your credit balance is too low",
        "Insufficient funds",
        "Payment is required to go on",
        "Exhausted balance. Top up at the dashboard.",
        "Account in arrears",
        "The quota of the project is used up",
        "The API key has no access",
    ] {
        for status in [400, 403, 422] {
            let judged = refusal(status, &json!({ "error": sentence }).to_string());
            assert!(matches!(judged, Some(StartError::RouteDown(..))), "{status} {sentence}: {judged:?}");
        }
    }
}

#[test]
fn a_route_is_closed_by_what_the_words_name_and_else_by_the_status() {
    use ClosedBy::{Balance, Key, Model};
    let by_sentence = [
        ("You do not have enough credits to run this task.", Balance),
        ("Your API key has insufficient credits", Balance),
        (
            "You exceeded your current quota for this model, please check your plan and billing details.",
            Balance,
        ),
        ("Exhausted balance. Top up at the dashboard.", Balance),
        ("Your account is suspended: unpaid invoices", Balance),
        ("Account in arrears", Balance),
        ("Payment required", Balance),
        ("Billing is not enabled. Unauthorized.", Balance),
        ("Incorrect API key provided: sk-1. Check your billing page for another.", Key),
        ("Invalid API key", Key),
        ("The API key has expired", Key),
        ("Your API key was reported as leaked", Key),
        ("Unauthorized", Key),
        ("Your account has been disabled", Key),
        ("User is locked", Key),
        ("The model does not exist or you do not have access to it", Model),
        ("This model was retired on 2026-10-01", Model),
        ("models/x is not found for API version v1", Model),
        ("The model has not been activated for this account", Model),
        ("Model x is no longer available", Model),
    ];
    for (sentence, expected) in by_sentence {
        for status in [400, 401, 402, 403, 404, 405, 410, 422] {
            for body in [json!({ "error": { "message": sentence } }), json!({ "detail": sentence })] {
                let answer = Answer::new(status, &body.to_string());
                let judged = Complaint::from_answer(&answer).refusal_or_by_status(&answer, parts());
                // Under 400 and 422, not every word of a model closes the route.
                if let StartError::RouteDown(by, _) = judged {
                    assert_eq!(by, expected, "{status} {sentence}");
                } else {
                    assert!(
                        expected == Model && matches!(status, 400 | 422),
                        "{status} {sentence}: {judged:?}"
                    );
                }
            }
        }
    }
    for (code, expected) in [
        ("insufficient_quota", Balance),
        ("quota_exceeded", Balance),
        ("billing_hard_limit_reached", Balance),
        ("payment_issue", Balance),
        ("INSUFFICIENT_CREDITS", Balance),
        ("invalid_api_key", Key),
        ("unauthorized", Key),
        ("account_deactivated", Key),
        ("model_not_found", Model),
        ("model-deprecated", Model),
    ] {
        for status in [401, 402, 403, 404] {
            let body = json!({ "error": { "code": code, "message": "No." } });
            let answer = Answer::new(status, &body.to_string());
            let judged = Complaint::from_answer(&answer).refusal_or_by_status(&answer, parts());
            assert!(
                matches!(judged, StartError::RouteDown(by, _) if by == expected),
                "{status} {code}: {judged:?}"
            );
        }
    }
    for (status, expected) in
        [(401, Key), (402, Balance), (403, Key), (404, Model), (405, Model), (410, Model)]
    {
        for words in
            ["No.", "Forbidden", "Not Found", "Access denied", "the prompt \"no credits\" is refused"]
        {
            let answer = Answer::new(status, &json!({ "error": words }).to_string());
            let judged = Complaint::from_answer(&answer).refusal_or_by_status(&answer, parts());
            assert!(
                matches!(judged, StartError::RouteDown(by, _) if by == expected),
                "{status} {words}: {judged:?}"
            );
        }
    }
}

#[test]
fn nobody_closes_a_route_by_what_he_writes() {
    for body in [
        json!({ "error": "The prompt \"my credits and my balance\" is too long" }),
        json!({ "error": "The prompt 'insufficient credits' is too long" }),
        json!({ "error": "The prompt “api key” is too long" }),
        json!({ "error": "Validation of body failed", "issues": [{ "message": "insufficient credits is no prompt" }] }),
        json!({ "detail": [{ "msg": "insufficient credits is no prompt", "loc": ["body", "prompt"], "input": "credits" }] }),
        json!({ "detail": "It is a plane's explanation" }),
        json!({ "error": "Invalid prompt: no credit card on a table" }),
        json!({ "error": "Invalid prompt: 'no credit" }),
        json!({ "error": "Prompt 'too many open doors' is invalid" }),
        json!({ "error": "Blocked by content policy: financial content (credit, payment)" }),
    ] {
        for status in [400, 403] {
            let judged = refusal(status, &body.to_string());
            let is_ours = matches!(judged, Some(StartError::RouteDown(..) | StartError::Busy { .. }));
            assert!(!is_ours, "{status} {body}: {judged:?}");
        }
    }
}

#[test]
fn an_account_that_is_shut_is_no_matter_of_content() {
    for sentence in [
        "Your account was flagged for potential abuse",
        "Your account is banned for violating our terms of service",
        "User is blocked. Reason: content policy",
        "This organization has been disabled",
    ] {
        let body = json!({ "error": { "message": sentence } });
        for body in [body.to_string(), json!([body]).to_string()] {
            let judged = refusal(403, &body);
            assert!(matches!(judged, Some(StartError::RouteDown(..))), "{body}: {judged:?}");
        }
    }
    let blocked = json!({ "error": "The prompt of this user was blocked for safety reasons" }).to_string();
    assert_eq!(refusal(403, &blocked), Some(StartError::refused(ErrorCode::ModerationRejected)));
}

#[test]
fn a_model_that_is_not_taken_is_not_the_customers() {
    for body in [
        json!({ "error": { "param": "model", "message": "Unknown model" } }),
        json!({ "detail": [{ "loc": ["body", "model"], "msg": "unexpected value" }] }),
        json!({ "error": "Validation of body failed", "issues": [{ "path": ["model"], "message": "Invalid" }] }),
    ] {
        let judged = refusal(400, &body.to_string());
        assert!(matches!(judged, Some(StartError::RouteDown(..))), "{body}: {judged:?}");
    }
}

#[test]
fn what_our_plan_lacks_is_for_another_route() {
    let not_here = |part| Some(StartError::NotHere(parts().invalid(part)));
    let upgrade = r#"{"detail":"Upgrade your plan to send an image"}"#;
    assert_eq!(refusal(403, upgrade), not_here(Some(Part::Picture)));
    assert_eq!(refusal(400, upgrade), not_here(Some(Part::Picture)));
    assert_eq!(refusal(422, r#"{"detail":"1080p needs another subscription"}"#), not_here(None));
    // Without a word about the request it is all that the plan lacks.
    assert_eq!(refusal(403, r#"{"detail":"Your plan has no access"}"#), None);
}

#[test]
fn a_field_at_fault_is_that_tasks() {
    let named = StartError::Refused(parts().invalid(Some(Part::Picture)));
    let body = r#"{"error":{"code":"forbidden","param":"image_url","message":"No."}}"#;
    for status in [403, 404, 409] {
        assert_eq!(refusal(status, body), Some(named.clone()), "{status}");
    }
    for body in
        ["{}", "", HTML, r#"{"detail":"Not authenticated"}"#, r#"{"detail":"Application 'image' not found"}"#]
    {
        assert_eq!(refusal(403, body), None, "{body}");
        assert_eq!(refusal(404, body), None, "{body}");
    }
}

#[test]
fn a_failed_task_is_the_inputs_only_where_its_words_say_what_is_wrong() {
    let fault = |words: &str| Complaint::from_sentence(words).fault(parts()).map(|failure| failure.code);
    for (words, expected) in [
        ("Image pixel is invalid", Some(ErrorCode::InvalidInput)),
        ("The image size must be at least 300 px", Some(ErrorCode::InvalidInput)),
        ("image ratio is not supported", Some(ErrorCode::InvalidInput)),
        ("Audio duration must be between 2 and 300 s", Some(ErrorCode::InvalidInput)),
        ("No face detected in the image", Some(ErrorCode::InvalidInput)),
        ("The picture could not be decoded", Some(ErrorCode::InvalidInput)),
        ("prompt is too long", Some(ErrorCode::InvalidInput)),
        ("Failed to download the image", Some(ErrorCode::InputUnreachable)),
        ("Failure to pass the risk control system", Some(ErrorCode::ModerationRejected)),
        ("The content could not be generated", None),
        ("image generation failed", None),
        ("The generated image has an invalid size", None),
        ("Internal error while the image was decoded", None),
        ("duration is invalid", None),
        ("", None),
    ] {
        assert_eq!(fault(words), expected, "{words}");
    }
}

#[test]
fn what_is_quoted_is_left_out() {
    for (text, kept, left_out) in [
        ("a 'bad' c", "a", "bad"),
        ("you're \"bad one\" out", "you're", "bad"),
        ("`bad` is no prompt", "is no prompt", "bad"),
        ("it 'isn't bad' at all", "at all", "bad"),
        ("the prompt 'a' bad 'b' is long", "is long", "bad"),
        ("the prompt \"a\" bad \"b\" is long", "is long", "bad"),
        ("„bad“ is no prompt", "is no prompt", "bad"),
        ("don't", "don't", "'t'"),
    ] {
        let unquoted = words::unquoted(text);
        assert!(unquoted.contains(kept) && !unquoted.contains(left_out), "{text}: {unquoted}");
    }
}
