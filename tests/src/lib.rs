//! contract-tests.
