//! Reads a function's configuration, and reports everything that is missing or wrong at once.

/// Reads environment variables, and collects the problems.
#[derive(Debug, Default)]
pub struct Env {
    problems: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
#[error("the configuration is incomplete: {}", problems.join("; "))]
pub struct Incomplete {
    problems: Vec<String>,
}

impl Env {
    /// Reads a setting that must be there and must not be empty.
    pub fn required(&mut self, name: &str) -> String {
        let value = self.optional(name);
        if value.is_empty() {
            self.problems.push(format!("{name} is not set"));
        }
        value
    }

    /// Reads a setting, which is empty if it is not set.
    #[expect(clippy::disallowed_methods, reason = "this is where configuration is read")]
    pub fn optional(&mut self, name: &str) -> String {
        std::env::var(name).unwrap_or_default()
    }

    /// Reads and parses a setting. One that is not set is parsed as an empty text.
    pub fn parsed<T: Default, E: std::fmt::Display>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> T {
        let text = self.optional(name);
        parse(&text).unwrap_or_else(|problem| {
            self.problems.push(format!("{name}: {problem}"));
            T::default()
        })
    }

    /// Reads settings that belong together, by what knows them. It gets each by its name.
    pub fn group<T: Default>(
        &mut self,
        read: impl FnOnce(&mut dyn FnMut(&str) -> String) -> Result<T, Vec<String>>,
    ) -> T {
        let group = read(&mut |name| self.optional(name));
        group.unwrap_or_else(|problems| {
            self.problems.extend(problems);
            T::default()
        })
    }

    /// Adds another problem that keeps the function from starting.
    pub(crate) fn problem(&mut self, problem: String) {
        self.problems.push(problem);
    }

    pub fn finish(self) -> Result<(), Incomplete> {
        if self.problems.is_empty() { Ok(()) } else { Err(Incomplete { problems: self.problems }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_missing_is_listed_at_once() {
        let mut env = Env::default();
        env.required("CREATIVE_HUB_TEST_ABSENT_A");
        env.required("CREATIVE_HUB_TEST_ABSENT_B");
        env.parsed::<u8, _>("CREATIVE_HUB_TEST_ABSENT_C", str::parse);
        let message = env.finish().unwrap_err().to_string();
        for name in ["ABSENT_A", "ABSENT_B", "ABSENT_C"] {
            assert!(message.contains(name), "{message}");
        }
    }
}
