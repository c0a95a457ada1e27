//! What the endpoints read from a body, as schemas. As with [`Replies`](crate::Replies), each function has a table of it
//! beside its endpoints, and nothing that is deployed reads it: the description of the API is made of it.

use domain::Catalog;
use serde_json::Value;

use crate::MethodAndPath;

/// The body that one endpoint takes.
#[derive(Debug, Clone, Copy)]
pub struct Takes {
    pub endpoint: MethodAndPath,
    /// Whether a request may come without a body.
    pub optional: bool,
    /// Its schema, which may depend on what the models of a catalog take. A part of it that has a `title` is a type of its
    /// own.
    pub schema: fn(&Catalog) -> Value,
}
