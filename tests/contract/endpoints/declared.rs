//! The endpoints as the functions declare them.

use web::{Access, Endpoint, Parameters};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Declared {
    /// The crate of the function.
    pub(crate) function: &'static str,
    pub(crate) method: &'static str,
    /// With the base path.
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    pub(crate) parameters: Parameters,
}

pub(crate) fn declared() -> Vec<Declared> {
    [
        of_function("submit", submit::ENDPOINTS),
        of_function("poll", poll::ENDPOINTS),
        of_function("account", account::ENDPOINTS),
        of_function("drive", drive::ENDPOINTS),
    ]
    .concat()
}

/// What people read and use in a browser, which is not below the base path and is no part of what the document describes.
pub(crate) fn pages() -> Vec<Declared> {
    [of_function("docs", docs::ENDPOINTS), of_function("console", hub_console::ENDPOINTS)].concat()
}

fn of_function<App>(function: &'static str, endpoints: &[Endpoint<App>]) -> Vec<Declared> {
    let declared = endpoints.iter().map(|endpoint| {
        let Endpoint { method, path, access, parameters, .. } = *endpoint;
        Declared { function, method, path, access, parameters }
    });
    declared.collect()
}
