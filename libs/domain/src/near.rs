//! What somebody may have meant by a name that does not exist.

use strsim::damerau_levenshtein;

/// The shortest part of a name that says which one is meant.
const LEAST_PART: usize = 4;
/// No name of ours is longer, and the time to compare grows with the length.
const LONGEST: usize = 64;

/// The one of `known` that `name` is nearly: with other capitals, a part of it or it with something added, or with a
/// third of its letters wrong at most.
pub fn near<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let distance = |known: &str| {
        let known = known.to_lowercase();
        let is_part = |part: &str, whole: &str| part.len() >= LEAST_PART && whole.contains(part);
        if is_part(&name, &known) || is_part(&known, &name) { 0 } else { damerau_levenshtein(&name, &known) }
    };
    let nearest = known.iter().map(|known| (distance(known), *known)).min()?;
    (nearest.0 <= name.chars().count() / 3).then_some(nearest.1)
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
}
