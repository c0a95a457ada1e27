//! The task is over, and the call that brings its result brings none.

use super::Makes::Picture;
use super::Seen::{Documented, Reported};
use super::edges::PAGE;
use super::{RealAnswer, WITH_TASKS, result};

const GOOGLE: &[&str] = &["google"];
const FAL: &[&str] = &["fal"];

pub(super) const ANSWERS: &[RealAnswer] = &[
    result("result-401", WITH_TASKS, 401, r#"{"detail":"Authentication is required."}"#).seen(Reported),
    result("result-403", WITH_TASKS, 403, r#"{"detail":"Forbidden"}"#).seen(Reported),
    result("result-404", WITH_TASKS, 404, r#"{"detail":"Not Found"}"#).seen(Reported),
    result("result-404-twice", WITH_TASKS, 404, r#"{"detail":"Request not found"}"#).first(2).seen(Reported),
    result("result-422", FAL, 422, r#"{"detail":[{"loc":["body"],"msg":"The output could not be read.","type":"output_invalid"}]}"#).seen(Reported),
    result("result-429-once", WITH_TASKS, 429, "{}").first(1).seen(Reported),
    result("result-500", WITH_TASKS, 500, r#"{"detail":"Internal Server Error"}"#).seen(Reported),
    result("result-503-once", WITH_TASKS, 503, PAGE).first(1).seen(Reported),
    result("result-504-twice", WITH_TASKS, 504, r#"{"detail":"Gateway Timeout"}"#).first(2).seen(Reported),
    result("result-page-200", WITH_TASKS, 200, PAGE),
    result("result-nothing-200", WITH_TASKS, 200, ""),
    result("result-empty-object", WITH_TASKS, 200, "{}"),
    result("result-null", WITH_TASKS, 200, "null"),
    // Gemini answers 200 without a picture, and names no reason or one that is none.
    result("stop-without-a-picture", GOOGLE, 200, r#"{"candidates":[{"content":{"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":6,"totalTokenCount":6},"modelVersion":"gemini-2.5-flash-image"}"#).of(&[Picture]).seen(Reported),
    result("no-image", GOOGLE, 200, r#"{"candidates":[{"content":{},"finishReason":"NO_IMAGE","index":0}],"modelVersion":"gemini-2.5-flash-image"}"#).of(&[Picture]).seen(Reported),
    result("image-other", GOOGLE, 200, r#"{"candidates":[{"finishReason":"IMAGE_OTHER","index":0}]}"#).of(&[Picture]).seen(Documented),
    result("malformed-response", GOOGLE, 200, r#"{"candidates":[{"content":{},"finishReason":"MALFORMED_FUNCTION_CALL","index":0}]}"#).of(&[Picture]).seen(Reported),
    result("words-without-a-picture", GOOGLE, 200, r#"{"candidates":[{"content":{"role":"model","parts":[{"text":"Here is the picture that you asked for."}]},"finishReason":"STOP","index":0}]}"#).of(&[Picture]).seen(Reported),
    result("no-candidates", GOOGLE, 200, r#"{"usageMetadata":{"promptTokenCount":6}}"#).of(&[Picture]).seen(Reported),
    result("image-safety", GOOGLE, 200, r#"{"candidates":[{"content":{},"finishReason":"IMAGE_SAFETY","finishMessage":"Unable to show the generated image."}]}"#).of(&[Picture]).seen(Reported),
    result("image-prohibited-content", GOOGLE, 200, r#"{"candidates":[{"content":{},"finishReason":"IMAGE_PROHIBITED_CONTENT"}]}"#).of(&[Picture]).seen(Documented),
    result("prompt-blocked-snake-case", GOOGLE, 200, r#"{"prompt_feedback":{"block_reason":"PROHIBITED_CONTENT"},"candidates":[]}"#).of(&[Picture]),
    result("finish-reason-snake-case", GOOGLE, 200, r#"{"candidates":[{"content":{},"finish_reason":"IMAGE_SAFETY"}]}"#).of(&[Picture]),
];
