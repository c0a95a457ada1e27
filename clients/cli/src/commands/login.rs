//! `hub login`: keeps an address and a key, once the API has taken the key.

use std::io;

use console::Term;

use super::Hub;
use crate::api::Call;
use crate::environment::{Environment, base_url};
use crate::failure::Failure;
use crate::keep::{self, Login};
use crate::replies::Me;

pub(super) async fn login(hub: &mut Hub<'_>) -> Result<(), Failure> {
    let url = hub.environment.url.clone().ok_or_else(|| {
        Failure::usage(
            "there is no address to log in to. Give it as `hub login --url ADDRESS`, or set HUB_URL.",
        )
    })?;
    let file = hub.environment.config.clone();
    let file = file.ok_or_else(|| Failure::usage("there is no home folder to keep a login in."))?;
    let key = match hub.environment.key.clone() {
        Some(key) => key,
        None => ask(hub)?,
    };
    let login = Login { url: base_url(&url)?, key };
    let asking =
        Environment { url: Some(login.url.clone()), key: Some(login.key.clone()), ..hub.environment.clone() };
    hub.environment = asking;
    let answer = hub.api()?.send(&Call::get("/me")).await?;
    keep::write(&file, &login)?;
    if hub.json {
        return hub.shell.say(&answer.text);
    }
    let me: Me = answer.read()?;
    let kept = file.display();
    hub.shell
        .say(&format!("You are {} of team {} at {}. {kept} has the key.", me.user.id, me.team.id, login.url))
}

/// The key is not an argument, because those stay in the shell's history and are seen by every user of the machine.
fn ask(hub: &mut Hub<'_>) -> Result<String, Failure> {
    let unreadable = |error: io::Error| Failure::Usage(format!("no key can be read from stdin: {error}"));
    let terminal = Term::stderr();
    let key = if hub.shell.is_terminal && io::IsTerminal::is_terminal(&io::stdin()) {
        hub.shell.tell("API key (it is not shown):");
        terminal.read_secure_line().map_err(unreadable)?
    } else {
        let mut line = String::new();
        io::stdin().read_line(&mut line).map_err(unreadable)?;
        line
    };
    let key = key.trim();
    if key.is_empty() {
        return Err(Failure::usage("there is no key on stdin."));
    }
    Ok(key.to_owned())
}
