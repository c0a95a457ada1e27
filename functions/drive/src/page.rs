//! Which part of a list is asked for.

use std::collections::BTreeMap;

use domain::FieldError;
use lambda_http::{Request, RequestExt};
use web::ApiError;

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 200;

/// The parameters of a list, each given once.
#[derive(Debug)]
pub(crate) struct Page {
    given: BTreeMap<String, String>,
    errors: Vec<FieldError>,
    pub(crate) limit: usize,
}

impl Page {
    pub(crate) fn read(request: &Request, known: &[&str]) -> Self {
        let mut page = Self { given: BTreeMap::new(), errors: Vec::new(), limit: DEFAULT_LIMIT };
        for (name, value) in request.query_string_parameters().iter() {
            if !known.contains(&name) {
                let message = format!("is not a parameter of this list; it has: {}", known.join(", "));
                page.refuse(name, message);
            } else if page.given.insert(name.to_owned(), value.to_owned()).is_some() {
                page.refuse(name, "must be given once");
            }
        }
        page.read_limit();
        page
    }

    fn read_limit(&mut self) {
        let Some(limit) = self.given.get("limit") else { return };
        match limit.parse() {
            Ok(limit) if (1..=MAX_LIMIT).contains(&limit) => self.limit = limit,
            _ => self.refuse("limit", format!("must be from 1 to {MAX_LIMIT}")),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.given.get(name).map(String::as_str)
    }

    /// What a parameter means; one that `read` cannot make sense of is refused with `message`.
    pub(crate) fn parsed<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
        message: &str,
    ) -> Option<T> {
        let value = read(self.get(name)?);
        if value.is_none() {
            self.refuse(name, message);
        }
        value
    }

    pub(crate) fn finish(self) -> Result<(), ApiError> {
        if self.errors.is_empty() { Ok(()) } else { Err(ApiError::Fields(self.errors)) }
    }

    fn refuse(&mut self, name: &str, message: impl Into<String>) {
        self.errors.push(FieldError::new(name, message));
    }
}
