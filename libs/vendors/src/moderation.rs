//! The words by which a refusal is known as one of moderation, where a vendor has no code for it.

const WORDS: [&str; 34] = [
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
    "content_policy",
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
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

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
            "未通过风控",
        ] {
            assert!(is_moderation(text), "{text}");
        }
        for text in [
            "",
            "Internal error",
            "The image is too small",
            "retention policy",
            "safety_checker",
            "modern art",
        ] {
            assert!(!is_moderation(text), "{text}");
        }
    }
}
