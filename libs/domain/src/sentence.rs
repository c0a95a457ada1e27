//! How what we say to clients is put together: lists, and one sentence after another.
//!
//! A complaint completes the sentence "`field` …" and begins with a verb or with the value. One that is a single sentence
//! has no mark at its end; one of several ends with its last mark.

/// `a`, `a or b`, or `a, b or c`.
pub fn or(items: &[impl AsRef<str>]) -> String {
    joined(items, "or")
}

/// `a`, `a and b`, or `a, b and c`.
pub fn and(items: &[impl AsRef<str>]) -> String {
    joined(items, "and")
}

/// What something must be that is one of these: `a`, `a or b`, or `one of a, b or c`.
pub fn one_of(items: &[impl AsRef<str>]) -> String {
    let several = if items.len() > 2 { "one of " } else { "" };
    format!("{several}{}", or(items))
}

/// With a mark at its end.
pub fn ended(sentence: &str) -> String {
    let mark = if sentence.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{sentence}{mark}")
}

/// Two sentences, one after the other, each with one mark.
pub fn then(first: &str, next: &str) -> String {
    format!("{} {}", ended(first), ended(next))
}

/// `1 picture`, `2 pictures`.
pub fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

/// A length in seconds, as exact as it is known: `60`, `60.3`.
pub fn seconds(millis: u64) -> String {
    std::time::Duration::from_millis(millis).as_secs_f64().to_string()
}

fn joined(items: &[impl AsRef<str>], last: &str) -> String {
    let Some((end, before)) = items.split_last() else { return String::new() };
    if before.is_empty() {
        return end.as_ref().to_owned();
    }
    let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
    format!("{} {last} {}", before.join(", "), end.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_aloud_as_it_is_written() {
        assert_eq!(or(&[""; 0]), "");
        assert_eq!((or(&["a"]), one_of(&["a"])), ("a".to_owned(), "a".to_owned()));
        assert_eq!((and(&["a", "b"]), one_of(&["a", "b"])), ("a and b".to_owned(), "a or b".to_owned()));
        assert_eq!(and(&["a", "b", "c"]), "a, b and c");
        assert_eq!(one_of(&["a", "b", "c"]), "one of a, b or c");
        assert_eq!([0, 1, 2].map(|count| counted(count, "day")), ["0 days", "1 day", "2 days"]);
    }

    #[test]
    fn a_length_is_never_rounded() {
        for (millis, said) in [(60_000, "60"), (60_300, "60.3"), (59_999, "59.999"), (1, "0.001"), (0, "0")] {
            assert_eq!(seconds(millis), said);
        }
    }

    #[test]
    fn every_sentence_has_one_mark_at_its_end() {
        assert_eq!(then("is red", "Did you mean blue?"), "is red. Did you mean blue?");
        assert_eq!(then("is red.", "Paint it"), "is red. Paint it.");
    }
}
