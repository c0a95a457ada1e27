//! What an endpoint is found by.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MethodAndPath {
    pub method: &'static str,
    /// With API Gateway's placeholders: `{id}` stands for one segment, and `{rest+}` at the end for one or more.
    pub path: &'static str,
}

impl MethodAndPath {
    /// As API Gateway writes it: `GET /path/{id}`.
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The values of the placeholders, if `path` matches.
    pub fn path_parameters(&self, path: &str) -> Option<Vec<(&'static str, String)>> {
        let mut values = Vec::new();
        let mut rest = Some(path);
        for pattern in self.path.split('/') {
            let left = rest?;
            let name = pattern.strip_prefix('{').and_then(|pattern| pattern.strip_suffix('}'));
            if let Some(name) = name.and_then(|name| name.strip_suffix('+')) {
                values.push((name, left.to_owned()));
                return (!left.is_empty() && !left.split('/').any(is_dots)).then_some(values);
            }
            let (segment, behind) =
                left.split_once('/').map_or((left, None), |(it, behind)| (it, Some(behind)));
            match name {
                Some(name) if !segment.is_empty() && !is_dots(segment) => {
                    values.push((name, segment.to_owned()));
                }
                None if segment == pattern => {}
                _ => return None,
            }
            rest = behind;
        }
        rest.is_none().then_some(values)
    }
}

/// `.` and `..`, which go nowhere here, however they are written.
fn is_dots(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// The methods that a path has; empty where there is no such path.
pub fn allowed_methods<'a>(
    endpoints: impl IntoIterator<Item = &'a MethodAndPath>,
    path: &str,
) -> Vec<&'static str> {
    let matching = endpoints.into_iter().filter(|endpoint| endpoint.path_parameters(path).is_some());
    matching.map(|endpoint| endpoint.method).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: MethodAndPath = MethodAndPath { method: "GET", path: "/jobs/{id}" };
    const RECEIPT: MethodAndPath = MethodAndPath { method: "GET", path: "/jobs/{id}/receipt" };
    const DELETE: MethodAndPath = MethodAndPath { method: "DELETE", path: "/jobs/{id}" };

    #[test]
    fn a_placeholder_stands_for_exactly_one_segment() {
        assert_eq!(JOB.path_parameters("/jobs/7"), Some(vec![("id", "7".to_owned())]));
        for path in
            ["/jobs/7/8", "/jobs/", "/jobs", "/job/7", "/jobs/..", "/jobs/.", "/jobs/%2e%2E", "/jobs/.%2e"]
        {
            assert_eq!(JOB.path_parameters(path), None, "{path}");
        }
    }

    #[test]
    fn a_placeholder_with_a_plus_stands_for_all_that_is_left() {
        const PAGE: MethodAndPath = MethodAndPath { method: "GET", path: "/page/{proxy+}" };
        for rest in ["a", "a/b", "a/b/c.js", "a/", "/a"] {
            let found = PAGE.path_parameters(&format!("/page/{rest}"));
            assert_eq!(found, Some(vec![("proxy", rest.to_owned())]), "{rest}");
        }
        for path in ["/page", "/page/", "/pages/a", "/page/..", "/page/a/../b", "/page/%2e%2E/a"] {
            assert_eq!(PAGE.path_parameters(path), None, "{path}");
        }
    }

    #[test]
    fn a_known_path_has_its_methods() {
        let all = [JOB, RECEIPT, DELETE];
        assert_eq!(allowed_methods(&all, "/jobs/7"), ["GET", "DELETE"]);
        assert!(allowed_methods(&all, "/jobs").is_empty());
    }
}
