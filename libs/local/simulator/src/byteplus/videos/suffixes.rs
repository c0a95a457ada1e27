//! The old style of options: `--ratio 16:9 --dur 5` at the end of the text. Weakly checked: what is not
//! understood is passed over, and a field of the body wins.

/// What the text asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Suffixes {
    pub(super) ratio: Option<String>,
    pub(super) resolution: Option<String>,
    pub(super) seconds: Option<i64>,
}

pub(super) fn of(text: &str) -> Suffixes {
    let mut found = Suffixes::default();
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        let &[name, value] = pair else { continue };
        match name {
            "--ratio" | "--rt" => found.ratio = Some(value.to_owned()),
            "--resolution" | "--rs" => found.resolution = Some(value.to_owned()),
            "--duration" | "--dur" => found.seconds = value.parse().ok(),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_in_the_text() {
        let found = of("a fox --rs 480p --ratio 9:16 --dur 7 --wm false");
        let (ratio, resolution) = (Some("9:16".to_owned()), Some("480p".to_owned()));
        assert_eq!(found, Suffixes { ratio, resolution, seconds: Some(7) });
        assert_eq!(of("a fox --dur long"), Suffixes::default());
    }
}
