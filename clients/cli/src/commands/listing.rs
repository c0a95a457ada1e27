//! Lists, page by page: as tables for people, and as the API's own pages with `--json`.

use domain::Kind;
use serde_json::Value;

use super::Hub;
use crate::api::{Answer, Call};
use crate::args::{Page, Pick};
use crate::failure::Failure;
use crate::table::table;

/// A list of the API, and which fields of its items a table shows.
#[derive(Debug)]
pub(crate) struct Listing {
    /// Below `/api/v1`.
    pub(crate) path: &'static str,
    /// The reply's field that has the items.
    pub(crate) list: &'static str,
    pub(crate) columns: &'static [&'static str],
}

pub(super) const JOBS: Listing = Listing {
    path: "/creative-hub/generate/jobs",
    list: "jobs",
    columns: &["id", "type", "status", "provider", "credits_charged", "created_at", "prompt"],
};
pub(super) const FILES: Listing = Listing {
    path: "/creative-hub/drive/files",
    list: "files",
    columns: &["asset", "name", "mime", "bytes", "created_at"],
};
pub(super) const FOLDERS: Listing = Listing {
    path: "/creative-hub/drive/folders",
    list: "folders",
    columns: &["id", "name", "parent_id", "children"],
};
pub(super) const KEYS: Listing = Listing {
    path: "/api-keys",
    list: "api_keys",
    columns: &[
        "id",
        "name",
        "last_four",
        "user_id",
        "role",
        "monthly_cap",
        "expires_at",
        "revoked_at",
        "last_used_at",
    ],
};
pub(super) const LEDGER: Listing = Listing {
    path: "/credits/transactions",
    list: "transactions",
    columns: &["seq", "type", "amount", "balance_after", "created_at", "job_id", "reason"],
};
const MODELS: Listing = Listing {
    path: "/creative-hub/catalog",
    list: "models",
    columns: &["id", "kind", "name", "available", "strengths"],
};
const VOICES: Listing = Listing {
    path: "/creative-hub/voices",
    list: "voices",
    columns: &["voice_id", "name", "language", "gender", "provider"],
};
const AVATARS: Listing = Listing {
    path: "/creative-hub/avatars",
    list: "avatars",
    columns: &["avatar_id", "name", "gender", "default_voice_id", "provider"],
};
/// All of them, so that a test can look at each.
#[cfg(test)]
pub(crate) const LISTINGS: [Listing; 8] = [JOBS, FILES, FOLDERS, KEYS, LEDGER, MODELS, VOICES, AVATARS];

/// Shows a page of a list, or all of them. `filtered` adds the list's own parameters.
pub(super) async fn pages(
    hub: &mut Hub<'_>,
    listing: &Listing,
    page: &Page,
    filtered: impl Fn(Call) -> Call,
) -> Result<(), Failure> {
    let mut cursor = page.cursor.clone();
    loop {
        let call = Call::get(listing.path).with("limit", page.limit).with("cursor", cursor.as_deref());
        let answer = hub.api()?.send(&filtered(call)).await?;
        cursor = show(hub, listing, &answer, |_| true)?;
        if cursor.is_none() || !page.all {
            break;
        }
    }
    if let Some(cursor) = cursor.filter(|_| !hub.json) {
        hub.shell.tell(&format!("There are more: --all shows all, and --cursor {cursor} goes on."));
    }
    Ok(())
}

/// Shows what of a page is wanted, and returns where the list goes on.
fn show(
    hub: &mut Hub<'_>,
    listing: &Listing,
    answer: &Answer,
    wanted: impl Fn(&Value) -> bool,
) -> Result<Option<String>, Failure> {
    let page: Value = answer.read()?;
    let items = page.get(listing.list).and_then(Value::as_array).ok_or_else(|| {
        Failure::NoAnswer(format!(
            "the API answered without `{}`, which this version of hub needs.",
            listing.list
        ))
    })?;
    if hub.json {
        hub.shell.say(&answer.text)?;
    } else {
        let items: Vec<&Value> = items.iter().filter(|item| wanted(item)).collect();
        hub.shell.say(&table(listing.columns, &items))?;
    }
    Ok(page.get("next_cursor").and_then(Value::as_str).map(str::to_owned))
}

/// The catalog has no parameters: the kind only narrows the table.
pub(super) async fn models(hub: &mut Hub<'_>, kind: Option<Kind>) -> Result<(), Failure> {
    let answer = hub.api()?.send(&Call::get(MODELS.path)).await?;
    let wanted =
        |model: &Value| kind.is_none_or(|kind| model.get("kind").is_some_and(|it| it == kind.as_str()));
    show(hub, &MODELS, &answer, wanted).map(drop)
}

pub(super) async fn voices(hub: &mut Hub<'_>, pick: &Pick, language: Option<&str>) -> Result<(), Failure> {
    picks(hub, &VOICES, pick, language).await
}

pub(super) async fn avatars(hub: &mut Hub<'_>, pick: &Pick) -> Result<(), Failure> {
    picks(hub, &AVATARS, pick, None).await
}

async fn picks(
    hub: &mut Hub<'_>,
    listing: &Listing,
    pick: &Pick,
    language: Option<&str>,
) -> Result<(), Failure> {
    let page = Page { limit: None, cursor: pick.cursor.clone(), all: pick.all };
    let (provider, words) = (pick.provider.as_deref(), pick.words.as_deref());
    let filtered = |call: Call| call.with("provider", provider).with("q", words).with("language", language);
    pages(hub, listing, &page, filtered).await
}
