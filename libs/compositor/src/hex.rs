//! Colours as requests write them.

/// Reads `#rrggbb` or `#rrggbbaa`; the request has been validated.
pub(crate) fn rgba(text: &str) -> [u8; 4] {
    let digits = text.trim_start_matches('#');
    let byte = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    [0, 2, 4, 6].map(|at| byte(at).unwrap_or(u8::MAX))
}

/// Reads a colour without its opacity.
pub(crate) fn rgb(text: &str) -> [u8; 3] {
    let [red, green, blue, _] = rgba(text);
    [red, green, blue]
}
