//! Reads the input of a model. Everything that is wrong with it is found at once, and a field that nobody reads is
//! wrong too.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::asked::Source;
use super::fault::Fault;
use crate::fields::{Fields, Why, Wrong};

/// One object of the body. What it gives is to be used only if it ends without faults.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    fields: Fields<'a>,
    known: Vec<&'static str>,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(body: &'a Value) -> Result<Self, Wrong> {
        Ok(Self::on(Fields::new(body)?))
    }

    fn on(fields: Fields<'a>) -> Self {
        Self { fields, known: Vec::new(), faults: Vec::new() }
    }

    pub(super) fn end(mut self) -> Vec<Fault> {
        if let Err(wrong) = self.fields.only(&self.known) {
            self.faults.push(Fault::from_wrong(&wrong, None));
        }
        self.faults
    }

    pub(super) fn text(&mut self, name: &'static str) -> Option<&'a str> {
        self.keep(name, |fields| fields.text(name))
    }

    /// Required, and not empty.
    pub(super) fn needed_text(&mut self, name: &'static str, most: usize) -> &'a str {
        let text = self.keep(name, |fields| fields.text_within(name, 1, most));
        self.need(name, text).unwrap_or_default()
    }

    pub(super) fn choice(&mut self, name: &'static str, allowed: &[&'static str]) -> Option<&'static str> {
        let given = self.keep(name, |fields| fields.choice(name, allowed))?;
        allowed.iter().find(|word| **word == given).copied()
    }

    pub(super) fn needed_choice(&mut self, name: &'static str, allowed: &[&'static str]) -> &'static str {
        let choice = self.choice(name, allowed);
        self.need(name, choice).unwrap_or_default()
    }

    pub(super) fn integer(&mut self, name: &'static str) -> Option<i64> {
        self.keep(name, |fields| fields.integer(name))
    }

    /// Never outside of the bounds.
    pub(super) fn count(&mut self, name: &'static str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let (least, most) = (i64::from(*bounds.start()), i64::from(*bounds.end()));
        let given = self.keep(name, |fields| fields.integer_within(name, least..=most))?;
        u32::try_from(given).ok()
    }

    pub(super) fn number(&mut self, name: &'static str, bounds: RangeInclusive<f64>) -> Option<f64> {
        self.keep(name, |fields| fields.number_within(name, bounds))
    }

    pub(super) fn flag(&mut self, name: &'static str) -> Option<bool> {
        self.keep(name, |fields| fields.flag(name))
    }

    /// Of any type.
    pub(super) fn any(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.fields.get(name)
    }

    pub(super) fn url(&mut self, name: &'static str) -> Option<Source<'a>> {
        let url = self.text(name)?;
        Some(Source { path: self.path(name), url })
    }

    pub(super) fn needed_url(&mut self, name: &'static str) -> Option<Source<'a>> {
        let url = self.url(name);
        self.need(name, url)
    }

    /// One at least.
    pub(super) fn needed_urls(&mut self, name: &'static str) -> Vec<Source<'a>> {
        let list = self.keep(name, |fields| fields.list_within(name, 1, usize::MAX));
        let list = self.need(name, list);
        let mut sources = Vec::new();
        for (place, entry) in list.into_iter().flatten().enumerate() {
            let path = self.path(&format!("{name}[{place}]"));
            match entry.as_str() {
                Some(url) => sources.push(Source { path, url }),
                None => self.push(&Wrong { field: path, why: Why::Type("string") }, Some(entry)),
            }
        }
        sources
    }

    /// An object within this one.
    pub(super) fn object<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Reader<'a>) -> T,
    ) -> Option<T> {
        let fields = self.keep(name, |fields| fields.object(name))?;
        let mut inner = Reader::on(fields);
        let found = read(&mut inner);
        self.faults.extend(inner.end());
        Some(found)
    }

    /// A fault if it is missing.
    pub(super) fn need<T>(&mut self, name: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() && self.fields.get(name).is_none() {
            self.push(&self.fields.wrong(name, Why::Missing), None);
        }
        found
    }

    /// A fault of a field that is there.
    pub(super) fn fault(&mut self, name: &str, kind: &str, msg: &str) {
        self.faults.push(Fault::new(&self.path(name), kind, msg));
    }

    fn path(&self, name: &str) -> String {
        self.fields.wrong(name, Why::Missing).field
    }

    fn keep<T: Default>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Fields<'a>) -> Result<T, Wrong>,
    ) -> T {
        self.known.push(name);
        read(&self.fields).unwrap_or_else(|wrong| {
            self.push(&wrong, self.fields.get(name));
            T::default()
        })
    }

    fn push(&mut self, wrong: &Wrong, input: Option<&Value>) {
        self.faults.push(Fault::from_wrong(wrong, input));
    }
}
