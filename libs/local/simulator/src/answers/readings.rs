//! A true answer in another form than the vendor's page shows.

use super::Makes::{Picture, Speech};
use super::Seen::{Documented, Reported, Unconfirmed};
use super::{ALL, At, Base64, Change, RealAnswer, WITH_TASKS, What, answer, start};

const OPENAI: &[&str] = &["openai"];
const GOOGLE: &[&str] = &["google"];
const FAL: &[&str] = &["fal"];
const KLING: &[&str] = &["kling"];
/// Those whose answers have lists around their results.
const WITH_LISTS: &[&str] = &["openai", "google", "byteplus", "luma", "runway", "kling", "fal"];
const IN_BASE64: &[&str] = &["openai", "google"];
const SOUNDS: &[&str] = &["openai", "elevenlabs"];

pub(super) const ANSWERS: &[RealAnswer] = &[
    changed("null-first", WITH_LISTS, Change::NullFirst).seen(Reported),
    changed("only-nulls", &["openai", "google", "byteplus", "luma", "runway", "kling"], Change::OnlyNulls).seen(Reported),
    changed("only-nulls", FAL, Change::OnlyNulls).of(&[Picture]).seen(Reported),
    changed("snake-case", GOOGLE, Change::SnakeCase).seen(Reported),
    changed("base64-data-uri", IN_BASE64, Change::Base64(Base64::DataUri)).of(&[Picture]).seen(Reported),
    changed("base64-line-breaks", IN_BASE64, Change::Base64(Base64::LineBreaks)).of(&[Picture]).seen(Reported),
    changed("base64-spaces", IN_BASE64, Change::Base64(Base64::Spaces)).of(&[Picture]),
    changed("base64-url-safe", IN_BASE64, Change::Base64(Base64::UrlSafe)).of(&[Picture]).seen(Reported),
    changed("base64-unpadded", IN_BASE64, Change::Base64(Base64::Unpadded)).of(&[Picture]).seen(Reported),
    changed("gzip", ALL, Change::Gzip { named: true }).seen(Reported),
    changed("gzip-without-a-header", ALL, Change::Gzip { named: false }),
    changed("deflate", ALL, Change::Deflate),
    answer("start-gzip", WITH_TASKS, At::Start, What::Changed(Change::Gzip { named: true })),
    answer("start-numbers-as-texts", WITH_TASKS, At::Start, What::Changed(Change::NumbersAsTexts)),
    changed("numbers-as-texts", &["openai", "google", "byteplus", "bfl", "luma", "runway", "kling", "heygen", "fal"], Change::NumbersAsTexts).seen(Reported),
    changed("nsfw-as-numbers", FAL, Change::Put("/has_nsfw_concepts", "[0.02, null]")).of(&[Picture]).seen(Reported),
    changed("nsfw-as-one", FAL, Change::Put("/has_nsfw_concepts", "false")).of(&[Picture]),
    start("code-as-text", KLING, 400, r#"{"code":"1201","message":"x","request_id":"r1"}"#).seen(Reported),
    changed("result-as-text", &["bfl"], Change::LinkItself(&["result"])).seen(Reported),
    changed("result-as-text", &["luma"], Change::LinkItself(&["output"])).seen(Reported),
    changed("result-as-text", KLING, Change::LinkItself(&["videos", "audios", "outputs"])).seen(Reported),
    changed("result-as-text", FAL, Change::LinkItself(&["images", "video", "audio"])).seen(Reported),
    changed("result-as-text", &["google"], Change::LinkItself(&["video"])),
    changed("result-as-text", &["byteplus"], Change::LinkItself(&["data", "content"])),
    changed("one-for-a-list", WITH_LISTS, Change::OneForList),
    changed("list-for-one", FAL, Change::ListForOne(&["video", "audio"])),
    changed("list-for-one", KLING, Change::ListForOne(&["data", "task_result"])),
    changed("list-for-one", &["heygen"], Change::ListForOne(&["data"])),
    changed("list-for-one", &["bfl"], Change::ListForOne(&["result"])),
    changed("list-for-one", &["byteplus"], Change::ListForOne(&["content"])),
    changed("list-for-one", GOOGLE, Change::ListForOne(&["content", "video"])),
    changed("second-candidate", GOOGLE, Change::SecondCandidate).of(&[Picture]).seen(Reported),
    changed("url-for-base64", OPENAI, Change::UrlForBase64).of(&[Picture]).seen(Reported),
    changed("other-model", GOOGLE, Change::Put("/modelVersion", r#""gemini-nano-banana-2.1""#)).of(&[Picture]).seen(Reported),
    changed("dated-model", GOOGLE, Change::Put("/modelVersion", r#""gemini-2.5-flash-image-2026-09-01""#)).of(&[Picture]).seen(Documented),
    start("error-as-list", GOOGLE, 429, r#"[{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}}]"#).seen(Reported),
    start("error-as-list-of-a-key", GOOGLE, 400, r#"[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}]"#),
    start("error-as-text", OPENAI, 400, r#"{"error":"Your request was rejected as a result of our safety system."}"#),
    changed("half-of-the-answer", WITH_TASKS, Change::Half),
    changed("half-of-the-sound", SOUNDS, Change::Half).of(&[Speech]),
    changed("streamed-wav", SOUNDS, Change::WavSizes(0xFFFF_FFFF)).of(&[Speech]).seen(Reported),
    changed("streamed-wav-signed", SOUNDS, Change::WavSizes(0x7FFF_FFFF)).of(&[Speech]).seen(Reported),
    changed("streamed-wav-zero", SOUNDS, Change::WavSizes(0)).of(&[Speech]).seen(Unconfirmed),
];

const fn changed(name: &'static str, vendors: &'static [&'static str], change: Change) -> RealAnswer {
    answer(name, vendors, At::Result, What::Changed(change))
}
