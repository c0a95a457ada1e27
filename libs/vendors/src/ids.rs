//! Ids that vendors gave us and that become part of an address.

use crate::CallError;

/// Whether an id may stand in an address as it is: it consists of letters, digits, `-`, `_` and `.`, and has at least
/// one letter or digit.
pub(crate) fn is_url_safe(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && id.bytes().any(|byte| byte.is_ascii_alphanumeric())
}

/// The id, if it may become part of an address.
pub(crate) fn url_safe(id: &str) -> Result<&str, CallError> {
    if is_url_safe(id) {
        Ok(id)
    } else {
        Err(CallError("the task's id must not become part of an address".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_no_way_to_another_address() {
        for good in ["0a1b-2c", "task_1", "v1.2"] {
            assert!(is_url_safe(good), "{good}");
        }
        for bad in ["", "..", "a/b", "a?b", "a#b", "a%2f", "a b", "é"] {
            assert!(!is_url_safe(bad), "{bad}");
            assert!(url_safe(bad).is_err(), "{bad}");
        }
    }
}
