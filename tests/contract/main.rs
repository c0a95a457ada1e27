//! Whole scenarios over the local stack that hold the service to docs/API.md and docs/ARCHITECTURE.md. Each module
//! begins with the heading that it tests.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic as tests do"
)]

mod alerts;
mod api_keys;
mod assets;
mod aws_calls;
mod billed_failures;
mod bounded_lists;
mod brand_kits;
mod branded_ads;
mod branding;
mod broken_routes;
mod browsers;
mod callers;
mod cancel;
mod caps;
mod catalog;
mod composites;
mod console;
mod credits;
mod documents;
mod drive;
mod endpoints;
mod errors;
mod examples;
mod failover;
mod faults;
mod files;
mod filing;
mod generations;
mod hostile_links;
mod hub;
mod idempotency;
mod images;
mod job_rows;
mod kinds;
mod ledger_model;
mod lifecycle_model;
mod lists;
mod looks;
mod media_files;
mod money;
mod newcomers;
mod one_customers_fault;
mod operator;
mod parameters;
mod picks;
mod pixels;
mod real_vendors;
mod receipts;
mod recovery;
mod reference;
mod renders;
mod retention;
mod retries;
mod route_limits;
mod runbook;
mod sources;
mod stampedes;
mod stored_items;
mod submits;
mod sunsets;
mod teams;
mod template;
mod tenants;
mod trap;
mod uploads;
mod variants;
mod vendors;
mod winners;
