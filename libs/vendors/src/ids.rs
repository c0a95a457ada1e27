//! Ids that vendors gave us and that become part of an address.

/// Whether an id may stand in an address as it is: letters, digits, `-`, `_` and `.`, and not dots alone.
pub(crate) fn plain(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && id.bytes().any(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_no_way_to_another_address() {
        for good in ["0a1b-2c", "task_1", "v1.2"] {
            assert!(plain(good), "{good}");
        }
        for bad in ["", "..", "a/b", "a?b", "a#b", "a%2f", "a b", "é"] {
            assert!(!plain(bad), "{bad}");
        }
    }
}
