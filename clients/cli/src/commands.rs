//! What each command does.

mod drive;
mod jobs;
mod keys;
mod listing;
mod login;
mod submit;

use clap::CommandFactory;
use serde_json::Value;

use crate::api::{Answer, Api, Call};
use crate::args::{Arguments, Command, Credits};
use crate::environment::Environment;
use crate::failure::Failure;
use crate::shell::{Shell, Watched};
use crate::table::outline;

#[cfg(test)]
pub(crate) use self::listing::LISTINGS;

/// One call of `hub`: where it prints, and which API it calls.
pub(crate) struct Hub<'a> {
    pub(crate) environment: Environment,
    pub(crate) shell: Shell<'a>,
    pub(crate) json: bool,
    pub(crate) watched: Watched,
}

impl Hub<'_> {
    pub(crate) async fn run(&mut self, command: Command) -> Result<(), Failure> {
        match command {
            Command::Make(what) => submit::make(self, &what).await,
            Command::Cost { what } => submit::cost(self, &what).await,
            Command::Jobs(filter) => jobs::list(self, &filter).await,
            Command::Job { id } => self.show_at(format!("/creative-hub/generate/jobs/{id}")).await,
            Command::Wait { id, follow } => jobs::wait(self, id, &follow).await,
            Command::Cancel { id } => jobs::cancel(self, id).await,
            Command::Retry { id, then } => jobs::retry(self, id, &then).await,
            Command::Receipt { id } => {
                self.show_at(format!("/creative-hub/generate/jobs/{id}/receipt")).await
            }
            Command::Models { kind } => listing::models(self, kind).await,
            Command::Voices { pick, language } => listing::voices(self, &pick, language.as_deref()).await,
            Command::Avatars { pick } => listing::avatars(self, &pick).await,
            Command::Upload { files, folder, mime } => {
                drive::upload_all(self, &files, folder, mime.as_deref()).await
            }
            Command::Files { folder, page } => drive::files(self, folder, &page).await,
            Command::Folders { command, page } => drive::folders(self, command, &page).await,
            Command::Keys { command, page } => keys::run(self, command, &page).await,
            Command::Credits { command } => self.credits(command.unwrap_or(Credits::Balance)).await,
            Command::Me => self.show_at("/me").await,
            Command::Login => login::login(self).await,
            Command::Completions { shell } => {
                // It would panic where a pipe is closed, so that it writes to memory.
                let mut script = Vec::new();
                clap_complete::generate(shell, &mut Arguments::command(), "hub", &mut script);
                Ok(self.shell.out.write_all(&script)?)
            }
        }
    }

    /// The API, as options, environment or login say.
    pub(crate) fn api(&self) -> Result<Api, Failure> {
        let login = self.environment.login()?;
        let (http, is_terminal) = (self.shell.http.clone(), self.shell.is_terminal);
        Ok(Api { http, login, first_pause: self.environment.first_pause, is_terminal })
    }

    async fn credits(&mut self, command: Credits) -> Result<(), Failure> {
        match command {
            Credits::Balance => self.show_at("/credits/balance").await,
            Credits::Ledger { line_type, from, to, page } => {
                let call = |call: Call| {
                    call.with("type", line_type.as_deref())
                        .with("from", from.as_deref())
                        .with("to", to.as_deref())
                };
                listing::pages(self, &listing::LEDGER, &page, call).await
            }
        }
    }

    /// Reads one thing and shows all of it.
    async fn show_at(&mut self, path: impl Into<String>) -> Result<(), Failure> {
        let answer = self.api()?.send(&Call::get(path)).await?;
        self.show(&answer)
    }

    pub(crate) fn show(&mut self, answer: &Answer) -> Result<(), Failure> {
        if self.json {
            return self.shell.say(&answer.text);
        }
        let thing: Value = answer.read()?;
        self.shell.say(&outline(&thing))
    }
}
