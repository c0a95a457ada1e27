//! The query of a request, read parameter by parameter. All mistakes are collected, so that a client sees them at
//! once.

use std::collections::BTreeMap;

use domain::drive::ROOT;
use domain::fields::Lines;
use domain::given::{quoted, shown};
use domain::near::is_not;
use domain::{FieldError, FolderId};
use lambda_http::{Request, RequestExt};

use crate::Parameter;
use crate::parameter::Accepts;

/// The query parameters that an endpoint has. No parameter may be repeated, not even an ignored one.
#[derive(Debug, Clone, Copy)]
pub enum Parameters {
    /// The endpoint reads no query and accepts any.
    Ignored,
    /// The same, but the endpoint also takes a body or a key: its handler reports a repeated parameter together with the
    /// mistakes of those, by [`Call::read`](crate::Call::read) or
    /// [`Call::key_and_query`](crate::Call::key_and_query).
    IgnoredBesideBody,
    /// The endpoint has no parameters and refuses all.
    None,
    /// One that is `true` or `false`. Misspelling it is refused: it decides over money.
    Switch(&'static Parameter),
    /// Those of a list.
    List(&'static [&'static Parameter]),
}

impl Parameters {
    pub const fn all(&self) -> &[&'static Parameter] {
        match self {
            Self::Ignored | Self::IgnoredBesideBody | Self::None => &[],
            Self::Switch(parameter) => std::slice::from_ref(parameter),
            Self::List(parameters) => parameters,
        }
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.all().iter().map(|parameter| parameter.name).collect()
    }

    /// Why a value is refused for one of its characters, if it is.
    fn complaint(&self, value: &str) -> Option<String> {
        if matches!(self, Self::Ignored | Self::IgnoredBesideBody) {
            None
        } else {
            Lines::One.complaint(value)
        }
    }

    /// Why `name` is refused, if it is.
    fn refusal(&self, name: &str) -> Option<String> {
        match self {
            Self::Ignored | Self::IgnoredBesideBody => None,
            known if known.names().contains(&name) => None,
            Self::List(_) => Some(is_not("parameter", "this list", name, &self.names())),
            Self::Switch(known) => Some(is_not("parameter", "this request", name, &[known.name])),
            Self::None => Some(is_not("parameter", "this request", name, &[])),
        }
    }
}

/// A query that is being read.
#[derive(Debug)]
pub struct Query {
    /// The names of the endpoint's parameters.
    declared: Vec<&'static str>,
    given: BTreeMap<String, String>,
    errors: Vec<FieldError>,
}

impl Query {
    pub(crate) fn new(request: &Request, parameters: Parameters) -> Self {
        let all = request.query_string_parameters();
        let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, value) in all.iter() {
            values.entry(name).or_default().push(value);
        }
        let mut query = Self { declared: parameters.names(), given: BTreeMap::new(), errors: Vec::new() };
        for (name, values) in values {
            match (parameters.refusal(name), values.as_slice()) {
                (Some(message), _) => query.refuse(&shown(name), message),
                (None, [value]) => match parameters.complaint(value) {
                    Some(complaint) => query.refuse(name, complaint),
                    None => {
                        query.given.insert(name.to_owned(), (*value).to_owned());
                    }
                },
                (None, several) => query.refuse(&shown(name), must_be_once(several)),
            }
        }
        query
    }

    /// The value that `read` makes of a parameter. Where it makes none, or where the declaration does not admit the value,
    /// the parameter is refused as it declares.
    pub fn read<T>(&mut self, parameter: &Parameter, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        debug_assert!(self.declared.contains(&parameter.name), "{} is read and not declared", parameter.name);
        let given = self.given.get(parameter.name)?;
        let value = if parameter.admits(given) { read(given) } else { None };
        if value.is_none() {
            let complaint = parameter.complaint(given);
            self.refuse(parameter.name, complaint);
        }
        value
    }

    /// One of the `known` values, each of which has a word.
    pub fn one_of<T: Copy>(
        &mut self,
        parameter: &Parameter,
        known: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        self.read(parameter, |text| known.iter().copied().find(|value| word(*value) == text))
    }

    /// A text, of which the declaration says all.
    pub fn text(&mut self, parameter: &Parameter) -> Option<String> {
        self.read(parameter, |text| Some(text.to_owned()))
    }

    /// `true`, `false`, or what being absent means.
    pub fn switch(&mut self, parameter: &Parameter) -> Option<bool> {
        let given = self.read(parameter, |text| text.parse().ok());
        given.or(match parameter.accepts {
            Accepts::Switch { default } => default,
            _ => None,
        })
    }

    /// How many items are asked for.
    pub fn limit(&mut self, parameter: &Parameter) -> usize {
        let given = self.read(parameter, |text| text.parse().ok());
        given.unwrap_or(match parameter.accepts {
            Accepts::WholeNumber { default, .. } => default,
            _ => 1,
        })
    }

    pub fn refuse(&mut self, name: &str, message: impl Into<String>) {
        self.errors.push(FieldError::new(name, message));
    }

    pub fn finish(self) -> Result<(), Vec<FieldError>> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.errors) }
    }
}

fn must_be_once(given: &[&str]) -> String {
    let first: Vec<String> = given.iter().take(2).map(|value| quoted(value)).collect();
    format!("must be given once, got {} of them: {}", given.len(), first.join(", "))
}

/// Reads a folder's id. `root`, like nothing at all, stands for the root, which has no id.
pub fn folder_or_root(text: &str) -> Option<Option<FolderId>> {
    match text {
        ROOT => Some(None),
        id => id.parse().ok().map(Some),
    }
}

#[cfg(test)]
mod tests {
    use aws_lambda_events::query_map::QueryMap;
    use lambda_http::Body;

    use super::*;

    const LIMIT: Parameter = Parameter::limit(5, 10);
    const TYPE: Parameter = Parameter {
        name: "type",
        accepts: Accepts::OneOf(|| vec!["a", "b"]),
        about: "What is listed.",
        example: Some("a"),
    };
    const LIST: Parameters = Parameters::List(&[&LIMIT, &TYPE]);
    const SWITCH: Parameter =
        Parameter { name: "a", accepts: Accepts::Switch { default: None }, about: "", example: Some("true") };
    const OTHER: Parameter = Parameter { name: "b", ..SWITCH };

    /// A query as `lambda_http` reads it.
    fn query(text: &str, parameters: Parameters) -> Query {
        let request = http::Request::builder().body(Body::Empty).unwrap();
        Query::new(&request.with_query_string_parameters(text.parse::<QueryMap>().unwrap()), parameters)
    }

    fn mistakes(of: &str, parameters: Parameters) -> Vec<String> {
        let errors = query(of, parameters).finish().err().unwrap_or_default();
        errors.iter().map(|error| format!("{} {}", error.field, error.message)).collect()
    }

    #[test]
    fn an_unknown_parameter_is_refused_with_those_there_are() {
        let near = "limits is not a parameter of this list. Did you mean `limit`? The parameters are limit and type.";
        assert_eq!(mistakes("limits=1", LIST), [near]);
        for (parameters, expected) in [
            (Parameters::None, "a is not a parameter of this request. There are no parameters."),
            (Parameters::Switch(&OTHER), "a is not a parameter of this request. The only parameter is b."),
            (LIST, "a is not a parameter of this list. The parameters are limit and type."),
        ] {
            assert_eq!(mistakes("a=1", parameters), [expected]);
            assert_eq!(mistakes("a=1&a=2", parameters), [expected]);
        }
        for ignored in [Parameters::Ignored, Parameters::IgnoredBesideBody] {
            assert!(mistakes("a=1&b=2", ignored).is_empty());
        }
    }

    #[test]
    fn a_repeated_parameter_is_refused_and_not_read() {
        for (given, parameters) in [
            ("a=1&a=1", Parameters::Ignored),
            ("a=1&a=1", Parameters::IgnoredBesideBody),
            ("a=1&a=2", Parameters::Switch(&SWITCH)),
            ("a=&a=", Parameters::List(&[&SWITCH])),
        ] {
            let told = mistakes(given, parameters);
            assert!(
                matches!(&told[..], [one] if one.starts_with("a must be given once, got 2 of them: '")),
                "{told:?}"
            );
            assert_eq!(query(given, parameters).given.get("a"), None);
        }
    }

    #[test]
    fn a_value_is_a_text_of_one_line() {
        for value in ["%00", "a%0Ab", "%E2%80%AE", "%EF%BB%BF"] {
            let told = mistakes(&format!("type={value}"), LIST);
            assert!(
                matches!(&told[..], [one] if one.starts_with("type must not contain")),
                "{value}: {told:?}"
            );
            assert_eq!(query(&format!("type={value}"), LIST).given.get("type"), None);
        }
    }

    #[test]
    fn all_mistakes_are_collected() {
        let mut query = query("limit=0&type=c&colour=red", LIST);
        assert_eq!(query.limit(&LIMIT), 5);
        assert_eq!(query.one_of(&TYPE, &["a", "b"], |word| word), None);
        let errors = query.finish().unwrap_err();
        let mistakes: Vec<(&str, &str)> =
            errors.iter().map(|error| (error.field.as_str(), error.message.as_str())).collect();
        assert_eq!(
            mistakes,
            [
                ("colour", "is not a parameter of this list. The parameters are limit and type."),
                ("limit", "must be a whole number from 1 to 10, got '0'"),
                ("type", "must be a or b, got 'c'"),
            ]
        );
    }

    #[test]
    fn values_are_read() {
        let mut query = query("limit=10&type=b", LIST);
        assert_eq!((query.limit(&LIMIT), query.one_of(&TYPE, &["a", "b"], |word| word)), (10, Some("b")));
        assert_eq!(query.finish(), Ok(()));
    }
}
