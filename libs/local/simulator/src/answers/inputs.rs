//! What is wrong is one customer's: an avatar, a voice, a picture, a text.

use super::Makes::{Avatar, Clip, Picture, Speech};
use super::Seen::{Documented, Reported};
use super::{ALL, RealAnswer, start};

const OPENAI: &[&str] = &["openai"];
const GOOGLE: &[&str] = &["google"];
const BYTEPLUS: &[&str] = &["byteplus"];
const ELEVENLABS: &[&str] = &["elevenlabs"];
const BFL: &[&str] = &["bfl"];
const FAL: &[&str] = &["fal"];
const LUMA: &[&str] = &["luma"];
const RUNWAY: &[&str] = &["runway"];
const KLING: &[&str] = &["kling"];
const HEYGEN: &[&str] = &["heygen"];

pub(super) const ANSWERS: &[RealAnswer] = &[
    // Avatars.
    start("avatar-of-another", HEYGEN, 403, r#"{"error":{"code":"resource_access_denied","message":"You do not have access to this resource.","param":null,"doc_url":null}}"#).of(&[Avatar]).seen(Reported),
    start("avatar-gone", HEYGEN, 404, r#"{"error":{"code":"avatar_not_found","message":"Avatar x not found or no longer available.","param":"avatar_id","doc_url":null}}"#).of(&[Avatar]).seen(Documented),
    // Voices.
    start("plan-lacks-voice-402", ELEVENLABS, 402, r#"{"detail":{"type":"payment_required","code":"paid_plan_required","message":"Free users cannot use library voices via the API. Please upgrade your subscription to use this voice.","status":"payment_required","request_id":"r1"}}"#).of(&[Speech]).seen(Reported),
    start("plan-lacks-voice-401", ELEVENLABS, 401, r#"{"detail":{"status":"paid_plan_required","message":"Free users cannot use library voices via the API."}}"#).of(&[Speech]).seen(Reported),
    start("voice-not-fine-tuned", ELEVENLABS, 400, r#"{"detail":{"status":"voice_not_fine_tuned","message":"The voice x is not fine-tuned and thus cannot be used."}}"#).of(&[Speech]).seen(Reported),
    start("voice-not-available", ELEVENLABS, 403, r#"{"detail":{"status":"voice_not_available","message":"The voice is not available to you."}}"#).of(&[Speech]),
    start("voice-access-denied", ELEVENLABS, 403, r#"{"detail":{"status":"voice_access_denied","message":"You do not have access to this voice."}}"#).of(&[Speech]).seen(Reported),
    start("voice-limit-reached", ELEVENLABS, 400, r#"{"detail":{"status":"voice_limit_reached","message":"You have reached your maximum amount of custom voices."}}"#).of(&[Speech]).seen(Reported),
    start("voice-gone", ELEVENLABS, 404, r#"{"detail":{"status":"voice_not_found","message":"A voice with the voice_id x was not found."}}"#).of(&[Speech]).seen(Reported),
    start("voice-gone", OPENAI, 400, r#"{"error":{"message":"Invalid value: 'x'. Supported values are: 'alloy' and 'ash'.","type":"invalid_request_error","param":"voice","code":"invalid_value"}}"#).of(&[Speech]).seen(Documented),
    start("voice-gone", HEYGEN, 404, r#"{"error":{"code":"voice_not_found","message":"Voice x not found or no longer available.","param":"voice_id","doc_url":null}}"#).of(&[Speech, Avatar]).seen(Documented),
    start("voice-not-ready", HEYGEN, 409, r#"{"error":{"code":"resource_not_ready","message":"Voice x is not ACTIVE.","param":"voice_id","doc_url":null}}"#).of(&[Speech]).seen(Documented),
    // A status alone, where the request names a voice or an avatar of the customer's.
    start("bare-404", ALL, 404, "{}"),
    // Pictures.
    start("picture-pixel-invalid", KLING, 400, r#"{"code":1201,"message":"Image pixel is invalid","request_id":"r1"}"#).of(&[Clip, Avatar]).seen(Reported),
    start("picture-pixel-invalid", BYTEPLUS, 400, r#"{"error":{"code":"InvalidParameter","message":"The parameter `image` specified in the request is not valid: image pixel is invalid.","param":"image","type":"BadRequest"}}"#).of(&[Picture, Clip]),
    start("picture-pixel-invalid", RUNWAY, 400, r#"{"error":"Validation of body failed","issues":[{"code":"custom","path":["promptImage"],"message":"Invalid asset dimensions"}]}"#).of(&[Clip]).seen(Documented),
    start("picture-pixel-invalid", LUMA, 422, r#"{"detail":"The image could not be decoded."}"#).of(&[Clip]).seen(Documented),
    start("picture-pixel-invalid", OPENAI, 400, r#"{"error":{"message":"Invalid image file or mode for image 1, please check your image file.","type":"image_generation_user_error","param":"image","code":"invalid_image_file"}}"#).of(&[Picture]).seen(Reported),
    start("picture-pixel-invalid", GOOGLE, 400, r#"{"error":{"code":400,"message":"Unable to process input image. Please retry or report.","status":"INVALID_ARGUMENT"}}"#).of(&[Picture, Clip]).seen(Reported),
    start("picture-pixel-invalid", BFL, 422, r#"{"detail":[{"loc":["body","input_image"],"msg":"Image dimensions must be at least 64x64.","type":"value_error"}]}"#).of(&[Picture]).seen(Documented),
    // Moderation, under whatever code.
    start("moderated-at-start-400", OPENAI, 400, r#"{"error":{"message":"Your request was rejected as a result of our safety system.","type":"invalid_request_error","param":null,"code":null}}"#).seen(Reported),
    start("moderated-at-start-400", GOOGLE, 400, r#"{"error":{"code":400,"message":"The prompt could not be submitted. It contains words that violate Google's Responsible AI practices.","status":"INVALID_ARGUMENT"}}"#).seen(Reported),
    start("moderated-at-start-400", BYTEPLUS, 400, r#"{"error":{"code":"InvalidParameter","message":"The request failed because the input text may contain sensitive information.","param":"","type":"BadRequest"}}"#),
    start("moderated-at-start-400", ELEVENLABS, 400, r#"{"detail":{"status":"content_against_policy","message":"This content violates our safety policy."}}"#).seen(Reported),
    start("moderated-at-start-400", LUMA, 400, r#"{"detail":"Prompt not allowed because advanced moderation failed"}"#).seen(Reported),
    start("moderated-at-start-400", RUNWAY, 400, r#"{"error":"Your prompt was flagged by content moderation."}"#).seen(Reported),
    start("moderated-at-start-400", KLING, 400, r#"{"code":1300,"message":"Trigger the content safety policy of the platform","request_id":"r1"}"#).seen(Documented),
    start("moderated-at-start-400", HEYGEN, 400, r#"{"error":{"code":"invalid_parameter","message":"The script was rejected by content moderation.","param":"script","doc_url":null}}"#),
    start("moderated-at-start-400", FAL, 400, r#"{"detail":"The prompt did not pass the safety check."}"#).seen(Reported),
    start("moderated-at-start-400", BFL, 400, r#"{"detail":"Request Moderated: content moderation flagged the prompt."}"#),
    start("moderated-at-start-403", OPENAI, 403, r#"{"error":{"message":"This request violates our usage policies and was blocked by our content filter.","type":"invalid_request_error","param":null,"code":"content_policy_violation"}}"#),
    start("moderated-at-start-403", GOOGLE, 403, r#"{"error":{"code":403,"message":"The request was blocked by safety filters.","status":"PERMISSION_DENIED"}}"#),
    start("moderated-at-start-403", BYTEPLUS, 403, r#"{"error":{"code":"ContentSecurityDetectionError","message":"The input content did not pass the content security detection.","param":"","type":"Forbidden"}}"#),
    start("moderated-at-start-403", ELEVENLABS, 403, r#"{"detail":{"type":"validation_error","code":"content_policy_violation","message":"This text may violate our Terms of Service and has been blocked.","status":"content_policy_violation"}}"#).seen(Documented),
    start("moderated-at-start-403", FAL, 403, r#"{"detail":"Content policy violation"}"#),
    start("moderated-at-start-403", LUMA, 403, r#"{"detail":"The prompt violates our content policy."}"#),
    start("moderated-at-start-403", RUNWAY, 403, r#"{"error":"Content moderation: the prompt was rejected."}"#),
    start("moderated-at-start-403", HEYGEN, 403, r#"{"error":{"code":"forbidden","message":"The script was blocked by our moderation.","param":null,"doc_url":null}}"#),
    start("moderated-at-start-403", KLING, 403, r#"{"code":1103,"message":"Failure to pass the risk control system","request_id":"r1"}"#),
    start("moderated-at-start-403", BFL, 403, r#"{"detail":"Blocked by the safety filter."}"#),
    start("moderated-at-start-422", OPENAI, 422, r#"{"error":{"message":"The prompt was flagged as unsafe.","type":"invalid_request_error","param":"prompt","code":"safety_violation"}}"#),
    start("moderated-at-start-422", GOOGLE, 422, r#"{"error":{"code":422,"message":"The prompt violates the content policy.","status":"INVALID_ARGUMENT"}}"#),
    start("moderated-at-start-422", BYTEPLUS, 422, r#"{"error":{"code":"InputTextRiskDetection","message":"x","param":"","type":"BadRequest"}}"#).seen(Documented),
    start("moderated-at-start-422", ELEVENLABS, 422, r#"{"detail":[{"loc":["body","text"],"msg":"The text did not pass moderation.","type":"value_error"}]}"#),
    start("moderated-at-start-422", FAL, 422, r#"{"detail":[{"loc":["body","prompt"],"msg":"The content could not be processed because it contained material flagged by a content checker.","type":"content_policy_violation"}]}"#).seen(Reported),
    start("moderated-at-start-422", LUMA, 422, r#"{"detail":"Content moderation rejected the prompt."}"#).seen(Reported),
    start("moderated-at-start-422", RUNWAY, 422, r#"{"error":"Input rejected","failureCode":"SAFETY.INPUT.TEXT"}"#),
    start("moderated-at-start-422", HEYGEN, 422, r#"{"error":{"code":"content_policy_violation","message":"x","param":null,"doc_url":null}}"#),
    start("moderated-at-start-422", KLING, 422, r#"{"code":1301,"message":"x","request_id":"r1"}"#),
    start("moderated-at-start-422", BFL, 422, r#"{"detail":[{"loc":["body","prompt"],"msg":"The prompt contains sensitive content.","type":"value_error"}]}"#),
];
