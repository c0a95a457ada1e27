//! `/api-keys`: people make keys for themselves, and owners and admins for their team. A key gives nobody more than it has
//! itself.

mod create;
mod list;
mod read;
mod revoke;
pub(crate) mod rotate;
mod view;

pub(crate) use create::ENDPOINT as CREATE;
pub(crate) use list::ENDPOINT as LIST;
pub(crate) use read::ENDPOINT as READ;
pub(crate) use revoke::ENDPOINT as REVOKE;
pub(crate) use rotate::ENDPOINT as ROTATE;
pub(crate) use view::{ApiKeyView, NewKeyView};

use domain::api_key::Secret;

use crate::App;

fn new_secret(app: &App) -> Secret {
    Secret::new(app.key_prefix, rand::random())
}
