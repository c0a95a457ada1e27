//! What is to come of every answer of the simulators' table.

use domain::ErrorCode::{InvalidInput, ModerationRejected, ProviderFailed, ProviderUnavailable, TimedOut};
use domain::catalog::Vendor;

use crate::matrix::Row;
use crate::outcome_kind::OutcomeKind::{
    self, Busy, BusyFor, Canceled, Denied, MadeNothing, NoAnswer, NotHere, Refused, RouteDown, Running,
    Succeeded, Unavailable, Uncertain, UnknownState, Unreadable,
};

/// Answers, and what comes of them: the first case that fits. A case is for a vendor, for a vendor and a kind, for all
/// that answer a start with the result (`at once`), or for all.
type Expectation = (&'static [&'static str], &'static [(&'static str, OutcomeKind)]);

/// `None`: nobody has thought about this answer yet.
pub(crate) fn expected(row: &Row, vendor: Vendor) -> Option<OutcomeKind> {
    let (_, cases) = TABLE.iter().find(|(names, _)| names.contains(&row.answer.name))?;
    let of_kind = format!("{}/{}", vendor.as_str(), row.kind.as_str());
    let fits = |case: &str| match case {
        "" => true,
        "at once" => row.synchronous,
        case => case == vendor.as_str() || case == of_kind,
    };
    cases.iter().find(|(case, _)| fits(case)).map(|(_, outcome)| *outcome)
}

/// A result that stays a 404 or a 5xx is `Unreadable` at fal, because fal has said before that the task is over. Kling
/// speaks a script before it starts an avatar, and nothing is uncertain about a recording that is lost.
const TABLE: &[Expectation] = &[
    (
        &[
            "origin-down-521",
            "origin-timeout-522",
            "origin-unreachable-523",
            "origin-tls-525",
            "origin-certificate-526",
            "origin-unknown-530",
            "redirect-301",
            "redirect-302",
            "redirect-303",
            "redirect-307",
            "redirect-308",
            "unavailable-503",
            "overloaded-529",
        ],
        &[("", Unavailable)],
    ),
    (
        &["edge-error-520", "edge-timeout-524", "gateway-502", "gateway-504", "timeout-408"],
        &[("kling/avatar", Unavailable), ("", Uncertain)],
    ),
    (&["firewall-403"], &[("", NotHere(ProviderUnavailable))]),
    (
        &["bare-403", "bare-404"],
        &[("heygen", NotHere(InvalidInput)), ("elevenlabs", NotHere(InvalidInput)), ("", RouteDown)],
    ),
    (&["rate-limit-with-a-long-wait"], &[("", BusyFor(120))]),
    (&["rate-limit-with-a-fraction"], &[("", BusyFor(2))]),
    (&["rate-limit-until-a-date"], &[("", BusyFor(86_400))]),
    (
        &[
            "exhausted-balance",
            "bad-key",
            "model-gone",
            "billing-limit",
            "billing-not-active",
            "account-deactivated",
            "key-lacks-permission",
            "organisation-not-verified",
            "country-not-supported",
            "key-leaked",
            "error-as-list-of-a-key",
            "set-limit-exceeded",
            "quota-exceeded",
            "model-not-open",
            "no-credits-in-other-words",
            "account-suspended",
            "plan-lacks-the-api",
            "account-locked",
        ],
        &[("", RouteDown)],
    ),
    (
        &[
            "picture-pixel-invalid",
            "code-as-text",
            "sound-too-short",
            "avatar-of-another",
            "avatar-gone",
            "avatar-refused-by-a-sentence",
            "avatar-refused-by-a-text",
            "look-gone",
            "avatar-not-ready",
            "voice-of-another",
            "voice-not-ready",
            "result-input-refused",
        ],
        &[("", Refused(InvalidInput))],
    ),
    (
        &[
            "moderated-at-start-400",
            "moderated-at-start-403",
            "moderated-at-start-422",
            "state-moderated",
            "error-as-text",
            "image-safety",
            "image-prohibited-content",
            "prompt-blocked-snake-case",
            "finish-reason-snake-case",
            "result-flagged-by-a-number",
            "result-flagged-by-a-text",
            "result-moderated-by-a-sentence",
        ],
        &[("", Refused(ModerationRejected))],
    ),
    (&["result-401"], &[("at once", RouteDown), ("", Denied)]),
    (&["result-403"], &[("heygen/tts", NotHere(InvalidInput)), ("at once", RouteDown), ("", Denied)]),
    (
        &["result-404", "result-404-twice"],
        &[("heygen/tts", NotHere(InvalidInput)), ("at once", RouteDown), ("", Unreadable)],
    ),
    (&["result-429-once"], &[("at once", Busy), ("", NoAnswer)]),
    (&["result-500", "result-503-once"], &[("fal", Unreadable), ("at once", Unavailable), ("", NoAnswer)]),
    (&["result-504-twice"], &[("fal", Unreadable), ("at once", Uncertain), ("", NoAnswer)]),
    (
        &["result-page-200", "result-nothing-200", "half-of-the-answer"],
        &[("at once", Uncertain), ("", Unreadable)],
    ),
    (
        &["result-empty-object", "result-null"],
        &[("fal", Refused(ProviderFailed)), ("at once", MadeNothing), ("", Unreadable)],
    ),
    (
        &[
            "state-in-capitals",
            "state-in-small-letters",
            "state-with-a-capital",
            "state-queued",
            "state-running",
        ],
        &[("", Running)],
    ),
    (
        &["state-failed", "state-FAILED", "state-failure", "state-error", "state-rejected"],
        &[("", Refused(ProviderFailed))],
    ),
    (&["state-canceled", "state-cancelled"], &[("", Canceled)]),
    (&["state-expired", "state-timed-out"], &[("", Refused(TimedOut))]),
    (
        &[
            "state-succeeded",
            "gzip",
            "gzip-without-a-header",
            "deflate",
            "start-gzip",
            "start-numbers-as-texts",
            "numbers-as-texts",
            "result-as-text",
            "picture-avif",
            "picture-gif",
            "picture-webp",
            "link-with-spaces",
            "link-with-umlauts",
            "download-503-once",
            "download-404-once",
            "download-403",
            "download-404",
            "download-503",
            "download-page-200",
            "download-nothing-200",
            "download-half",
            "download-gzip",
            "null-first",
            "base64-data-uri",
            "base64-line-breaks",
            "base64-spaces",
            "base64-url-safe",
            "base64-unpadded",
            "one-for-a-list",
            "url-for-base64",
            "half-of-the-sound",
            "streamed-wav",
            "streamed-wav-signed",
            "streamed-wav-zero",
            "snake-case",
            "second-candidate",
            "other-model",
            "dated-model",
            "clip-quicktime",
            "nsfw-as-numbers",
            "nsfw-as-one",
            "download-streamed-wav",
        ],
        &[("", Succeeded)],
    ),
    (&["state-unknown"], &[("", UnknownState)]),
    (
        &[
            "state-empty",
            "look-null",
            "look-without-a-state",
            "look-page-200",
            "look-400",
            "result-still-in-progress",
        ],
        &[("", Unreadable)],
    ),
    (&["look-401", "look-403", "look-403-once", "result-exhausted-balance"], &[("", Denied)]),
    (&["look-429"], &[("", NoAnswer)]),
    (&["list-for-one"], &[("", Succeeded)]),
    (
        &["only-nulls"],
        &[
            ("openai/tts", Succeeded),
            ("byteplus/video", Succeeded),
            ("at once", MadeNothing),
            ("", Refused(ProviderFailed)),
        ],
    ),
    (
        &["voice-gone"],
        &[
            ("openai", NotHere(InvalidInput)),
            ("elevenlabs", NotHere(InvalidInput)),
            ("", Refused(InvalidInput)),
        ],
    ),
    (
        &[
            "stop-without-a-picture",
            "no-image",
            "image-other",
            "malformed-response",
            "words-without-a-picture",
            "no-candidates",
        ],
        &[("", MadeNothing)],
    ),
    (&["error-as-list", "too-many-at-a-time-400", "too-many-at-a-time-403"], &[("", Busy)]),
    (&["daily-quota"], &[("", BusyFor(300))]),
    (
        &["data-null"],
        &[("heygen/tts", MadeNothing), ("heygen/avatar", Unreadable), ("", Refused(ProviderFailed))],
    ),
    (&["plan-lacks-voice-402"], &[("elevenlabs", NotHere(InvalidInput)), ("", Refused(InvalidInput))]),
    (
        &[
            "plan-lacks-voice-401",
            "voice-not-fine-tuned",
            "voice-not-available",
            "voice-access-denied",
            "voice-limit-reached",
        ],
        &[("", NotHere(InvalidInput))],
    ),
    (&["result-422", "result-only-null-pictures", "result-a-sentence"], &[("", Refused(ProviderFailed))]),
];
