//! For how long a vendor asks us to wait: `Retry-After` as seconds or as a date, or the milliseconds that some send
//! beside it.

use reqwest::header::HeaderMap;

/// Whoever asks for more is asked again after this, in seconds: a day.
const LONGEST: u32 = 24 * 60 * 60;

/// Whole seconds, rounded up.
pub(crate) fn seconds(headers: &HeaderMap) -> Option<u32> {
    let given = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let seconds = given("retry-after").and_then(|text| number(text).or_else(|| until(text, given("date")?)));
    let millis = || given("retry-after-ms").and_then(number).map(|millis| millis.div_ceil(1000));
    seconds.or_else(millis).map(|seconds| seconds.min(LONGEST))
}

/// `7`, `7.0` and `6.2` as whole numbers.
fn number(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = fraction.bytes().all(|digit| digit.is_ascii_digit());
    let started = fraction.bytes().any(|digit| digit != b'0');
    let whole = whole.parse::<u32>().ok().filter(|_| digits)?;
    Some(whole.saturating_add(started.into()))
}

/// The seconds between two dates. The answer's own date counts as now, so that no clock has to agree with the vendor's.
fn until(date: &str, now: &str) -> Option<u32> {
    let (date, now) = (httpdate::parse_http_date(date).ok()?, httpdate::parse_http_date(now).ok()?);
    let left = date.duration_since(now).unwrap_or_default();
    Some(u32::try_from(left.as_secs()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(named: &[(&'static str, &str)]) -> Option<u32> {
        let pairs = named
            .iter()
            .map(|(name, value)| (reqwest::header::HeaderName::from_static(name), value.parse().unwrap()));
        seconds(&pairs.collect())
    }

    #[test]
    fn every_form_is_read() {
        let now = ("date", "Fri, 27 Nov 2026 08:00:00 GMT");
        for (headers, expected) in [
            (vec![("retry-after", "7")], Some(7)),
            (vec![("retry-after", " 7.0 ")], Some(7)),
            (vec![("retry-after", "0.25")], Some(1)),
            (vec![("retry-after", "1.5")], Some(2)),
            (vec![("retry-after", "Fri, 27 Nov 2026 08:02:00 GMT"), now], Some(120)),
            (vec![("retry-after", "Fri, 27 Nov 2026 07:00:00 GMT"), now], Some(0)),
            (vec![("retry-after", "Friday, 27-Nov-26 08:00:09 GMT"), now], Some(9)),
            (vec![("retry-after", "Sat, 27 Nov 2027 08:00:00 GMT"), now], Some(LONGEST)),
            (vec![("retry-after", "Fri, 27 Nov 2026 08:02:00 GMT")], None),
            (vec![("retry-after", "soon"), ("retry-after-ms", "6500")], Some(7)),
            (vec![("retry-after-ms", "250.5")], Some(1)),
            (vec![("retry-after", "3"), ("retry-after-ms", "9000")], Some(3)),
            (vec![("retry-after", "-1")], None),
            (vec![("retry-after", "1.x")], None),
            (vec![], None),
        ] {
            assert_eq!(read(&headers), expected, "{headers:?}");
        }
    }
}
