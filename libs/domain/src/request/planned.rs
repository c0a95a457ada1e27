//! Tests that begin with a body: it is read, and quoted under today's catalog.

use serde_json::Value;

use super::{Facts, Family, NotQuoted, Plan, Request};
use crate::fields::FieldError;
use crate::{Catalog, Kind};

/// Quoted while nothing is known of what the request names.
pub(super) fn planned(kind: Kind, family: Family, body: &Value) -> Result<Plan, Vec<FieldError>> {
    Ok(quoted(Request::read(kind, family, body, &Catalog::shipped().unwrap())?, &Facts::default()))
}

pub(super) fn quoted(request: Request, facts: &Facts) -> Plan {
    let quoted = request.quote(facts, &Catalog::shipped().unwrap());
    quoted.unwrap_or_else(|reason: NotQuoted| panic!("{reason:?}"))
}
