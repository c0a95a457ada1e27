//! The words by which a refusal is known as one of moderation, where a vendor has no code for it.

const WORDS: [&str; 33] = [
    "moderat",
    "safety system",
    "safety check",
    "safety filter",
    "safety polic",
    "safety violation",
    "safety guideline",
    "safety.",
    "unsafe",
    "content policy",
    "content security",
    "content safety",
    "content filter",
    "content checker",
    "content risk",
    "content guideline",
    "content review",
    "community guideline",
    "usage polic",
    "platform policy",
    "terms of service",
    "risk control",
    "riskdetection",
    "risk detection",
    "sensitive",
    "nsfw",
    "prohibited",
    "inappropriate",
    "explicit content",
    "flagged",
    "blocked words",
    "responsible ai",
    "风控",
];

/// `text` in any case.
pub(crate) fn is_moderation(text: &str) -> bool {
    // Which letters are written large matters to a parameter, and is no matter of content.
    // `safety_checker` is the name of a switch.
    let text = text.to_lowercase().replace("safety_checker", "").replace(['_', '-'], " ");
    let text = text.replace("case sensitive", "");
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    has(&WORDS) || (has(&["safety"]) && has(&AGAINST)) || (has(&["violat"]) && has(&["guideline", "polic"]))
}

/// Words that tell safety as a reason from safety as a name of something.
const AGAINST: [&str; 7] = ["reject", "refus", "block", "fail", "violat", "reason", "concern"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_moderation_are_taken_for_it() {
        for text in [
            "Failure to pass the risk control system",
            "Your request was rejected as a result of our safety system.",
            "The prompt was FLAGGED",
            "Content policy violation",
            "Prompt not allowed because advanced moderation failed",
            "The prompt violates our usage policies",
            "SAFETY.INPUT.TEXT",
            "content_moderated",
            "InputTextRiskDetection",
            "may contain sensitive information",
            "content-policy",
            "safety_violation",
            "content_filter",
            "policy_violation",
            "Rejected for safety reasons",
            "This violates our guidelines.",
            "未通过风控",
        ] {
            assert!(is_moderation(text), "{text}");
        }
        for text in [
            "",
            "Internal error",
            "The image is too small",
            "The name is case-sensitive",
            "retention policy",
            "safety_checker",
            "modern art",
        ] {
            assert!(!is_moderation(text), "{text}");
        }
    }
}
