//! A parameter of a query, a path or a header. What is read, the complaint about a wrong value and the schema all come from
//! one declaration.

use domain::Catalog;
use domain::drive::{ROOT, no_folder};
use domain::fields::Lines;
use domain::given::quoted;
use domain::near::must_be_one_of;
use serde_json::{Value, json};

#[derive(Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub accepts: Accepts,
    /// What it means, in whole sentences.
    pub about: &'static str,
    /// A value that anybody may send at any time. `None`: there is none.
    pub example: Option<&'static str>,
}

/// Which values a parameter may have.
#[derive(Debug)]
pub enum Accepts {
    /// From 1 to `most`.
    WholeNumber { default: usize, most: usize },
    /// One of these words.
    OneOf(fn() -> Vec<&'static str>),
    /// The id of a model of the catalog. Which of them the endpoint takes is checked behind the query.
    Model(fn(&Catalog) -> Vec<String>),
    /// `true` or `false`. `None`: being absent is neither.
    Switch { default: Option<bool> },
    /// A point in time, as RFC 3339 writes it.
    Time,
    /// A calendar month, UTC.
    Month,
    /// A text of so many characters.
    Characters { least: usize, most: usize },
    /// A text of one to so many bytes.
    Bytes { most: usize },
    /// A text of one to so many printable ASCII characters.
    Printable { most: usize },
    /// The same without spaces.
    Name { most: usize },
    /// The id of a folder, or `root`.
    FolderOrRoot,
    /// An id that the service made.
    Id,
    /// Where a page of a list begins. `with`: whether the list has parameters that it depends on.
    Cursor { with_parameters: bool },
    /// A version of the API.
    Version,
}

/// How many items a page of a list has, unless the client says so.
const DEFAULT_LIMIT: usize = 50;
/// The most items that a page of a list may have.
const MAX_LIMIT: usize = 200;

/// How long a page is.
pub const LIMIT: Parameter = Parameter::limit(DEFAULT_LIMIT, MAX_LIMIT);
/// The same where a page is as long as it may be, unless the client says so.
pub const LONG_LIMIT: Parameter = Parameter::limit(MAX_LIMIT, MAX_LIMIT);
/// Where a page of a list without other parameters begins.
pub const CURSOR: Parameter = Parameter::cursor(false);
/// Where a page of a list with other parameters begins. It goes with the values that they had.
pub const CURSOR_WITH_PARAMETERS: Parameter = Parameter::cursor(true);
/// The `{id}` of a path.
pub const ID: Parameter = Parameter { name: "id", accepts: Accepts::Id, about: "The id.", example: None };
/// The `{team_id}` of a path, or a team in a query.
pub const TEAM_ID: Parameter = Parameter {
    name: "team_id",
    accepts: Accepts::Characters { least: 1, most: 64 },
    about: "A team's id.",
    example: Some("acme"),
};
/// The `{user_id}` of a path.
pub const USER_ID: Parameter = Parameter {
    name: "user_id",
    accepts: Accepts::Name { most: 128 },
    about: "A user's id.",
    example: Some("ann"),
};
/// The `{token}` of a path.
pub const TOKEN: Parameter = Parameter {
    name: "token",
    accepts: Accepts::Bytes { most: 4096 },
    about: "What the link of a shared file ends with.",
    example: None,
};

impl Parameter {
    pub const fn limit(default: usize, most: usize) -> Self {
        let accepts = Accepts::WholeNumber { default, most };
        Self { name: "limit", accepts, about: "How many items a page has at most.", example: Some("10") }
    }

    const fn cursor(with_parameters: bool) -> Self {
        Self {
            name: "cursor",
            accepts: Accepts::Cursor { with_parameters },
            about: "Where the page begins: the `next_cursor` of the page before it.",
            example: None,
        }
    }

    /// The placeholder of a path that has this name.
    pub fn of_path(name: &str) -> Option<&'static Self> {
        [&ID, &TEAM_ID, &USER_ID, &TOKEN].into_iter().find(|known| known.name == name)
    }

    /// Whether a value is one of those that the declaration alone can tell from others.
    pub(crate) fn admits(&self, value: &str) -> bool {
        let length = || value.chars().count();
        match &self.accepts {
            Accepts::WholeNumber { most, .. } => {
                value.parse().is_ok_and(|number: usize| (1..=*most).contains(&number))
            }
            Accepts::OneOf(words) => words().contains(&value),
            Accepts::Switch { .. } => value.parse::<bool>().is_ok(),
            Accepts::Characters { least, most } => (*least..=*most).contains(&length()),
            Accepts::Model(_) => (1..=MODEL_BYTES).contains(&value.len()),
            Accepts::Bytes { most } => (1..=*most).contains(&value.len()),
            Accepts::Printable { most } => {
                (1..=*most).contains(&value.len()) && value.bytes().all(|byte| matches!(byte, b' '..=b'~'))
            }
            Accepts::Name { most } => {
                (1..=*most).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic())
            }
            Accepts::Time
            | Accepts::Month
            | Accepts::FolderOrRoot
            | Accepts::Id
            | Accepts::Cursor { .. }
            | Accepts::Version => true,
        }
    }

    /// Why a value is refused that it may not have.
    pub fn complaint(&self, given: &str) -> String {
        let wanted = match &self.accepts {
            Accepts::OneOf(words) => return must_be_one_of(given, &words()),
            Accepts::FolderOrRoot => return no_folder(given),
            Accepts::WholeNumber { most, .. } => format!("must be a whole number from 1 to {most}"),
            Accepts::Switch { .. } => "must be true or false".to_owned(),
            Accepts::Time => format!("must be a time such as {}", self.example.unwrap_or_default()),
            Accepts::Month => format!("must be a month such as {}", self.example.unwrap_or_default()),
            Accepts::Characters { least, most } => format!("must have {least} to {most} characters"),
            Accepts::Model(_) => format!("must be 1 to {MODEL_BYTES} bytes long"),
            Accepts::Bytes { most } => format!("must be 1 to {most} bytes long"),
            Accepts::Printable { most } | Accepts::Name { most } => {
                format!("must be 1 to {most} printable ASCII characters")
            }
            Accepts::Id => "must be an id".to_owned(),
            Accepts::Cursor { with_parameters: false } => "is not a cursor of this list".to_owned(),
            Accepts::Cursor { with_parameters: true } => {
                "is not a cursor of this list with these parameters".to_owned()
            }
            Accepts::Version => format!("must be a day such as {}", self.example.unwrap_or_default()),
        };
        format!("{wanted}, got {}", quoted(given))
    }

    /// The schema of its values.
    pub fn schema(&self, catalog: &Catalog) -> Value {
        match &self.accepts {
            Accepts::WholeNumber { default, most } => {
                json!({"type": "integer", "minimum": 1, "maximum": most, "default": default})
            }
            Accepts::OneOf(words) => json!({"type": "string", "enum": words()}),
            Accepts::Model(models) => json!({"type": "string", "enum": models(catalog)}),
            Accepts::Switch { default: None } => json!({"type": "boolean"}),
            Accepts::Switch { default: Some(default) } => json!({"type": "boolean", "default": default}),
            Accepts::Time => json!({"type": "string", "format": "date-time"}),
            Accepts::Month => json!({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
            Accepts::Characters { least, most } => {
                json!({"type": "string", "minLength": least, "maxLength": most, "pattern": Lines::One.pattern(0)})
            }
            Accepts::Bytes { most } => {
                json!({"type": "string", "minLength": 1, "maxLength": most, "pattern": Lines::One.pattern(0)})
            }
            Accepts::Printable { most } => {
                json!({"type": "string", "minLength": 1, "maxLength": most, "pattern": PRINTABLE})
            }
            Accepts::Name { most } => {
                json!({"type": "string", "minLength": 1, "maxLength": most, "pattern": "^[!-~]+$"})
            }
            Accepts::FolderOrRoot => {
                json!({"anyOf": [{"const": ROOT, "type": "string"}, {"type": "string", "format": "uuid"}]})
            }
            Accepts::Id => json!({"type": "string", "format": "uuid"}),
            // A format of our own: nobody but a list writes cursors.
            Accepts::Cursor { .. } => json!({"type": "string", "format": "cursor", "minLength": 1}),
            Accepts::Version => json!({"type": "string", "format": "date", "enum": crate::version::VERSIONS}),
        }
    }
}

/// No id of a model is longer.
const MODEL_BYTES: usize = 256;
/// A header's value neither begins nor ends with a space.
const PRINTABLE: &str = "^[!-~]([ -~]*[!-~])?$";

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(Accepts, &str, &str, &str); 12] = [
        (
            Accepts::WholeNumber { default: 5, most: 10 },
            "10",
            "11",
            "must be a whole number from 1 to 10, got '11'",
        ),
        (Accepts::OneOf(|| vec!["a", "b"]), "b", "c", "must be a or b, got 'c'"),
        (Accepts::Switch { default: None }, "true", "yes", "must be true or false, got 'yes'"),
        (Accepts::Characters { least: 1, most: 2 }, "éé", "ééé", "must have 1 to 2 characters, got 'ééé'"),
        (Accepts::Bytes { most: 2 }, "é", "éé", "must be 1 to 2 bytes long, got 'éé'"),
        (
            Accepts::Printable { most: 9 },
            "ann",
            "änn",
            "must be 1 to 9 printable ASCII characters, got 'änn'",
        ),
        (Accepts::Time, "", "noon", "must be a time such as EXAMPLE, got 'noon'"),
        (Accepts::Month, "", "May", "must be a month such as EXAMPLE, got 'May'"),
        (Accepts::FolderOrRoot, "", "x", "'x' is not a folder of your team."),
        (Accepts::Model(|_| Vec::new()), "flux", "", "must be 1 to 256 bytes long, got ''"),
        (Accepts::Cursor { with_parameters: false }, "", "x", "is not a cursor of this list, got 'x'"),
        (
            Accepts::Cursor { with_parameters: true },
            "",
            "x",
            "is not a cursor of this list with these parameters, got 'x'",
        ),
    ];

    #[test]
    fn a_value_is_admitted_or_complained_about_as_declared() {
        for (accepts, right, wrong, complaint) in ALL {
            let parameter = Parameter { name: "p", accepts, about: "", example: Some("EXAMPLE") };
            assert!(parameter.admits(right), "{right}");
            let told = parameter.complaint(wrong);
            assert!(told.starts_with(complaint), "{told}");
        }
    }
}
