//! Cursors: where the next page of a list begins. They are opaque to clients, and are refused with another query than
//! the one they were given for.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// `query`: everything that decides what is listed, and in which order.
pub fn write(query: &impl Serialize, position: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(json!([query, position]).to_string())
}

/// `None`: the text is no cursor, or one of another query.
pub fn read<T: DeserializeOwned>(cursor: &str, query: &impl Serialize) -> Option<T> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (given_for, position): (Value, T) = serde_json::from_slice(&text).ok()?;
    (given_for == json!(query)).then_some(position)
}

/// The same where the position is the key of a row.
pub fn read_key(cursor: &str, query: &impl Serialize) -> Option<String> {
    read::<String>(cursor, query).filter(|key| is_key(key))
}

/// Whether a text can be the key of a row: DynamoDB refuses to look for an empty one, and for one above 1024 bytes. A cursor
/// that somebody has put together may have either.
pub const fn is_key(text: &str) -> bool {
    !text.is_empty() && text.len() <= 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_goes_on_with_its_own_query_and_no_other() {
        let cursor = write(&("team", Some("image")), &7);
        assert!(cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{cursor}");
        assert_eq!(read(&cursor, &("team", Some("image"))), Some(7));
        assert_eq!(read::<i32>(&cursor, &("team", None::<&str>)), None);
        assert_eq!(read::<i32>(&cursor, &("another team", Some("image"))), None);
    }

    #[test]
    fn a_position_that_no_row_has_is_none() {
        let longest = "k".repeat(1024);
        for (key, expected) in
            [("team", true), (&longest, true), (&format!("{longest}k"), false), ("", false)]
        {
            assert_eq!(read_key(&write(&1, &key), &1).as_deref(), expected.then_some(key));
        }
        assert_eq!(read_key(&write(&1, &7), &1), None);
    }

    #[test]
    fn what_is_no_cursor_reads_as_none() {
        let of_another_shape = URL_SAFE_NO_PAD.encode("[1]");
        let of_another_position = write(&1, &"x");
        for text in ["", "nonsense", "0198a8a0-0000-7000-8000-000000000001", "W10=", &of_another_shape] {
            assert_eq!(read::<i32>(text, &1), None, "{text}");
        }
        assert_eq!(read::<i32>(&of_another_position, &1), None);
    }
}
