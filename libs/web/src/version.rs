//! The version of the API: the day of its last change that could break a client. A request may name the day that it was
//! written for, and every reply says which version answered.

use domain::FieldError;
use domain::catalog::day_from;
use http::{HeaderMap, HeaderName};

use crate::Parameter;
use crate::parameter::Accepts;

pub(crate) const HEADER: HeaderName = HeaderName::from_static(HUB_VERSION.name);

/// The header of a request that says which version is meant.
pub const HUB_VERSION: Parameter = Parameter {
    name: "hub-version",
    accepts: Accepts::Version,
    about: "The day for which the client was written. It is answered by the newest version that is not younger.",
    example: Some(newest()),
};

/// From the oldest to the newest.
pub(crate) const VERSIONS: [&str; 1] = ["2026-11-27"];

/// The newest version that a request may get: the newest of all unless it names a day.
pub(crate) fn asked(headers: &HeaderMap) -> Result<&'static str, FieldError> {
    let Some(day) = headers.get(HEADER) else { return Ok(newest()) };
    let day = day.to_str().unwrap_or("a value that is no text");
    let refused = |what: &str| FieldError::new(HUB_VERSION.name, format!("{what}, got '{day}'"));
    if day_from(day).is_none() {
        return Err(FieldError::new(HUB_VERSION.name, HUB_VERSION.complaint(day)));
    }
    // Days in this form sort as texts.
    let answered = VERSIONS.into_iter().rev().find(|version| *version <= day);
    answered.ok_or_else(|| refused(&format!("must not be before {}, the first version", VERSIONS[0])))
}

pub(crate) const fn newest() -> &'static str {
    let [.., newest] = VERSIONS;
    newest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_answered_by_the_newest_version_that_it_may_know() {
        let asked = |day: &str| asked(&HeaderMap::from_iter([(HEADER, day.parse().unwrap())]));
        assert_eq!(super::asked(&HeaderMap::new()), Ok("2026-11-27"));
        for day in ["2026-11-27", "2026-11-28", "2031-01-01"] {
            assert_eq!(asked(day), Ok("2026-11-27"), "{day}");
        }
        for (day, message) in [
            ("2026-11-26", "must not be before 2026-11-27, the first version, got '2026-11-26'"),
            ("2", "must be a day such as 2026-11-27, got '2'"),
            ("2026-13-01", "must be a day such as 2026-11-27, got '2026-13-01'"),
            ("", "must be a day such as 2026-11-27, got ''"),
        ] {
            assert_eq!(asked(day), Err(FieldError::new("hub-version", message)));
        }
    }

    #[test]
    fn versions_ascend() {
        assert!(VERSIONS.is_sorted());
        assert!(VERSIONS.iter().all(|version| day_from(version).is_some()));
    }
}
