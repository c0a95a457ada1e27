//! `local sunsets`: what of the shipped catalog ends soon or has ended, on any day. `make check` prints it. A finding does
//! not fail the check, because a vendor's calendar is no mistake in the code.

use std::collections::BTreeMap;

use domain::sunsets::{Severity, findings};
use domain::{Catalog, Timestamp};

use crate::Error;

/// Prints one line for each finding. What vendors have told is in a deployment's table, so it is not known here.
pub fn run(now: Timestamp) -> Result<(), Error> {
    let found = findings(&Catalog::shipped()?, &BTreeMap::new(), now);
    for finding in &found {
        let severity = match finding.severity {
            Severity::Warning => "warning",
            Severity::Error => "ERROR",
        };
        println!("sunset, {severity}: {finding}");
    }
    println!("sunsets as of {}: {} to look at", now.date(), found.len());
    Ok(())
}
