//! What somebody may have meant by a name that does not exist, and how a complaint about such a name reads.

use strsim::damerau_levenshtein;

use crate::given::quoted;
use crate::sentence::{and, one_of, then};

/// The shortest part of a name that says which one is meant.
const LEAST_PART: usize = 4;
/// No name of ours is longer, and the time to compare grows with the length.
const LONGEST: usize = 64;

/// The complaint about a value that is none of a closed set's: those that there are, and the one that was probably meant.
pub fn must_be_one_of(asked: &str, allowed: &[&str]) -> String {
    with_meant(format!("must be {}, got {}", one_of(allowed), quoted(asked)), asked, allowed)
}

/// The complaint about a name that is no `thing` of a `whole`, such as no field of this request.
pub fn is_not(thing: &str, whole: &str, asked: &str, known: &[&str]) -> String {
    let mut complaint = format!("is not a {thing} of {whole}.");
    if let Some(meant) = near(asked, known) {
        complaint = then(&complaint, &format!("Did you mean `{meant}`?"));
    }
    let there_are = match known {
        [] => format!("There are no {thing}s"),
        [one] => format!("The only {thing} is {one}"),
        several => format!("The {thing}s are {}", and(several)),
    };
    then(&complaint, &there_are)
}

/// The complaint, and a question where the value is nearly one of `allowed`.
pub fn with_meant(complaint: String, asked: &str, allowed: &[&str]) -> String {
    match near(asked, allowed) {
        Some(meant) => then(&complaint, &format!("Did you mean {meant}?")),
        None => complaint,
    }
}

/// The one of `known` that `name` is nearly: with other capitals, a part of it or it with something added, or with a
/// third of its letters wrong at most. Of several, the one with the fewest wrong letters is meant (none are in a part);
/// of those, the very same word, then one that begins with the same letter, then the first in the order of `known`.
pub fn near<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let rank = |known: &str| {
        let known = known.to_lowercase();
        (wrong_letters(&name, &known), name != known, name.chars().next() != known.chars().next())
    };
    let ((wrong, ..), nearest) =
        known.iter().map(|known| (rank(known), *known)).min_by_key(|(rank, _)| *rank)?;
    (wrong <= name.chars().count() / 3).then_some(nearest)
}

fn wrong_letters(name: &str, known: &str) -> usize {
    let is_part = |part: &str, whole: &str| part.len() >= LEAST_PART && whole.contains(part);
    if is_part(name, known) || is_part(known, name) { 0 } else { damerau_levenshtein(name, known) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_understood_and_another_word_is_not() {
        let known = ["drive_folder_id", "prompt", "num_variants", "veo_3_1", "kling_2_6", "kling_3_0"];
        for (name, meant) in [
            ("folder_id", Some("drive_folder_id")),
            ("Prompt", Some("prompt")),
            ("promt", Some("prompt")),
            ("pormpt", Some("prompt")),
            ("variants", Some("num_variants")),
            ("veo-3-1", Some("veo_3_1")),
            ("veo_3", Some("veo_3_1")),
            ("kling_2_5", Some("kling_2_6")),
            ("dall_e", None),
            ("colour", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(near(name, &known), meant, "{name:?}");
        }
        assert_eq!(near("prompt", &[]), None);
        assert_eq!(near(&"prompt".repeat(10_000), &known), None);
    }

    #[test]
    fn of_several_the_same_word_wins_then_the_first_letter_then_the_order() {
        for (name, known, meant) in [
            // A part of both, or both one letter away: the first of them.
            ("kling", &["kling_3_0", "kling_2_6"][..], "kling_3_0"),
            ("kling", &["kling_2_6", "kling_3_0"], "kling_2_6"),
            ("cat", &["cut", "cot"], "cut"),
            ("cat", &["cot", "cut"], "cot"),
            // The same first letter comes before the order.
            ("image", &["reference_image_url", "image_url"], "image_url"),
            ("fade", &["wade", "fado"], "fado"),
            // The word itself comes before all that contain it.
            ("PROMPT", &["prompt_extra", "negative_prompt", "prompt"], "prompt"),
            // Fewer wrong letters come before the first letter.
            ("tpo_up", &["top_down", "top_up"], "top_up"),
            ("rodmap", &["rodent", "wrodmap"], "wrodmap"),
        ] {
            assert_eq!(near(name, known), Some(meant), "{name:?} of {known:?}");
        }
    }

    #[test]
    fn a_complaint_lists_what_there_is_and_what_was_meant() {
        assert_eq!(must_be_one_of("gift", &["grant", "top_up"]), "must be grant or top_up, got 'gift'");
        assert_eq!(
            must_be_one_of("topup", &["grant", "top_up", "adjustment"]),
            "must be one of grant, top_up or adjustment, got 'topup'. Did you mean top_up?"
        );
        let of = |asked, known| is_not("parameter", "this list", asked, known);
        let plain = "is not a parameter of this list.";
        for (asked, known, told) in [
            ("colour", &["limit", "type"][..], "The parameters are limit and type."),
            ("limits", &["limit", "type"], "Did you mean `limit`? The parameters are limit and type."),
            ("colour", &["limit"], "The only parameter is limit."),
            ("colour", &[], "There are no parameters."),
        ] {
            assert_eq!(of(asked, known), format!("{plain} {told}"));
        }
    }
}
