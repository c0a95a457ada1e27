use serde_json::Value;

use super::*;
use crate::unique_keys::UniqueKeys;

fn of(body: &[u8]) -> String {
    told(body, &serde_json::from_slice::<UniqueKeys>(body).unwrap_err())
}

#[test]
fn every_slip_is_told_with_its_place_and_what_to_do() {
    for (body, expected) in [
        ("", "The body is empty. Send a JSON object, such as {\"name\": \"value\"}."),
        (" \n\t", "The body is empty. Send a JSON object, such as {\"name\": \"value\"}."),
        (
            "{'a': 1}",
            "there is a single quote at line 1, column 2. Put names and texts into double quotes (\").",
        ),
        (
            "{\"a\": “x”}",
            "there is a typographic quotation mark (“) at line 1, column 7. Put names and texts into double quotes (\").",
        ),
        ("{\"a\": 1,\n}", "there is a comma with nothing after it at line 1, column 8. Remove it."),
        ("{\"a\": [1, 2, ]}", "there is a comma with nothing after it at line 1, column 12. Remove it."),
        (
            "{\n  // x\n  \"a\": 1}",
            "there is a comment at line 2, column 3. JSON has no comments: remove it.",
        ),
        ("{\"a\": 1 /* x */}", "there is a comment at line 1, column 9. JSON has no comments: remove it."),
        ("# x\n{}", "there is a comment at line 1, column 1. JSON has no comments: remove it."),
        ("{a: 1}", "the name 'a' has no quotes at line 1, column 2. Put it into double quotes (\")."),
        ("{\"a\": kite}", "there is 'kite' at line 1, column 7. Put texts into double quotes (\")."),
        ("prompt=a+kite", "there is 'prompt' at line 1, column 1. Put texts into double quotes (\")."),
        ("{\"a\": True}", "there is 'True' at line 1, column 7. Write true."),
        ("{\"a\": None}", "there is 'None' at line 1, column 7. Write null, or leave the field out."),
        (
            "{\"a\": NaN}",
            "there is 'NaN' at line 1, column 7. JSON has no such number: write another, or leave the field out.",
        ),
        (
            "{\"a\": 007}",
            "'007' is not a number at line 1, column 7. Write numbers as 5, -5 or 0.5, without a plus sign and without zeros in front.",
        ),
        ("{\"a\": 1e999}", "the number '1e999' is too large at line 1, column 7. Write a smaller one."),
        ("{\"a\": \"é\nb\"}", "a text has a line break at line 1, column 9. Write it as \\n."),
        (
            "{\"a\": \"\u{1}\"}",
            "a text has a control character (U+0001) at line 1, column 8. Write it as \\u0001.",
        ),
        (
            "{\"a\": \"C:\\x\"}",
            "a text has the escape '\\x' at line 1, column 10. Write a backslash as \\\\, and other characters as they are.",
        ),
        (
            "{\"a\": \"b",
            "the body ends within a text at line 1, column 9. Close the text with \", or send the rest of it.",
        ),
        (
            "{\"a\": [1, {\"b\": 2",
            "the body ends too early at line 1, column 18. Send the rest of it: `}]}` is missing at the end.",
        ),
        ("{", "the body ends too early at line 1, column 2. Send the rest of it: `}` is missing at the end."),
        (
            "{\"a\": tr",
            "the body ends too early at line 1, column 9. Send the rest of it: `}` is missing at the end.",
        ),
        (
            "{: 1}",
            "a name is missing at line 1, column 2. Write \"name\": value, with the name in double quotes.",
        ),
        ("{\"a\" 1}", "a colon is missing at line 1, column 6. Write a colon between name and value."),
        ("{\"a\": }", "a value is missing at line 1, column 7. Write one, or null for none."),
        (
            "{\"a\": 1 \"b\": 2}",
            "a comma or } is missing at line 1, column 9. Put a comma between any two entries.",
        ),
        (
            "{} {}",
            "there is more after the end of the JSON at line 1, column 4. Send one object and nothing after it.",
        ),
        (
            "{\"é\": 1, \"é\": 2}",
            "it has `é` twice in one object, again at line 1, column 12. Give each name once.",
        ),
    ] {
        let whole = if body.trim().is_empty() {
            expected.to_owned()
        } else {
            format!("The body is not valid JSON: {expected}")
        };
        assert_eq!(of(body.as_bytes()), whole, "{body}");
    }
}

#[test]
fn another_encoding_is_named() {
    let mark = of(b"\xef\xbb\xbf{}");
    assert_eq!(mark, "The body begins with a byte order mark at line 1, column 1. Send UTF-8 without one.");
    for body in [&b"\xff\xfe{\0}\0"[..], b"\xfe\xff\0{\0}", b"{\0}\0"] {
        assert!(of(body).starts_with("The body is in UTF-16"), "{body:?}");
    }
    let latin = of(b"{\"a\":\n \"caf\xe9\"}");
    assert_eq!(latin, "The body is not UTF-8 from line 2, column 6 on. Send it in UTF-8.");
}

#[test]
fn a_long_word_or_name_is_not_repeated_at_length() {
    let long = "x".repeat(5000);
    for body in
        [format!("{{{long}: 1}}"), format!("{{\"a\": {long}}}"), format!("{{\"{long}\": 1, \"{long}\": 1}}")]
    {
        let told = of(body.as_bytes());
        assert!(told.len() < 250 && told.contains(&format!("{}…", "x".repeat(60))), "{told}");
    }
}

/// Whatever is changed in a body by one character, the scan agrees with the decoder on whether it is JSON.
#[test]
fn the_scan_finds_a_mistake_exactly_where_there_is_one() {
    let sample = r#" {"a": [1, -2.5e+3, "b\n\u00e9\ud83d\ude00", true, null, {}], "c": {"d": []}} "#;
    let changes =
        ["", "0", "-", "\"", "\\", "'", ",", ":", "{", "}", "]", "e", "u", ".", " ", "\n", "\t", "/", "é"];
    for (at, character) in sample.char_indices() {
        let (before, rest) = sample.split_at(at);
        let after = rest.strip_prefix(character).unwrap();
        for change in changes {
            for body in [format!("{before}{change}{after}"), format!("{before}{change}{character}{after}")] {
                let is_json = serde_json::from_str::<Value>(&body).is_ok();
                assert_eq!(scan::first_mistake(&body).is_none(), is_json, "{body}");
            }
        }
        let is_whole = sample.trim_end().len() == at;
        assert_eq!(scan::first_mistake(before).is_none(), is_whole, "{before}");
    }
    for depth in [DEEPEST, DEEPEST + 1] {
        let body = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let is_json = serde_json::from_str::<UniqueKeys>(&body).is_ok();
        assert_eq!((is_json, scan::first_mistake(&body).is_none()), (depth == DEEPEST, depth == DEEPEST));
    }
}
