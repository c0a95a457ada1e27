//! `make bootstrap`: what a fresh deployment lacks before anybody can call it. That is a team and a key for an operator, and
//! a first team with an owner's key and opening credits. A second run makes only what is still missing.

use std::path::Path;

use boot::Aws;
use clock::Clock;
use domain::api_key::{KeyPrefix, Secret};
use domain::team::NewTeam;
use domain::{ApiKey, Caller, Credits, FieldError, OPERATOR_SCOPE, Role, TeamId, UserId};
use serde_json::json;
use store::{Created, Store, TeamExists};

use crate::Error;
use crate::first_rows::{grant_once, make_key};
use crate::folder_store::FolderStore;

const OPERATORS: &str = "operators";
/// Nobody has more keys before the first one is made.
const MOST_KEYS_READ: usize = 100;

#[derive(Debug)]
pub struct Wanted {
    pub operator: UserId,
    pub team: TeamId,
    pub team_name: String,
    pub owner: UserId,
    pub credits: Credits,
    /// Makes another key where there is one already, for people who have lost theirs.
    pub new_keys: bool,
}

/// The tables of which deployment.
#[derive(Debug)]
pub enum Place<'a> {
    /// Of a local stack, which may run or not.
    Folder(&'a Path),
    /// Of AWS, by the prefix of their names. Credentials and region come from the environment.
    Aws { table_prefix: &'a str },
}

/// Prints what was made and what was there. The keys are shown here and nowhere else.
pub async fn run(place: Place<'_>, wanted: &Wanted) -> Result<(), Error> {
    let clock = Clock::system();
    let lines = match place {
        Place::Folder(data) => {
            make(&FolderStore::open(data).await?.store, KeyPrefix::Test, &clock, wanted).await?
        }
        Place::Aws { table_prefix } => {
            let store = Store::new(Aws::load().await.dynamodb(), table_prefix);
            let made = make(&store, KeyPrefix::Live, &clock, wanted).await;
            made.map_err(|error| {
                format!("the tables {table_prefix}* cannot be used, is the stack deployed there? {error}")
            })?
        }
    };
    for line in lines {
        println!("{line}");
    }
    Ok(())
}

/// One line for each thing.
pub async fn make(
    store: &Store,
    prefix: KeyPrefix,
    clock: &Clock,
    wanted: &Wanted,
) -> Result<Vec<String>, Error> {
    let bootstrap = Bootstrap { store, prefix, clock, wanted };
    let operator = Caller {
        team_id: TeamId::new(OPERATORS),
        user_id: wanted.operator.clone(),
        role: Role::Owner,
        scopes: vec![OPERATOR_SCOPE.to_owned()],
    };
    let owner = Caller {
        team_id: wanted.team.clone(),
        user_id: wanted.owner.clone(),
        role: Role::Owner,
        scopes: Vec::new(),
    };
    Ok(vec![
        bootstrap.team(&operator.team_id, "Operators").await?,
        bootstrap.key(operator).await?,
        bootstrap.team(&wanted.team, &wanted.team_name).await?,
        bootstrap.credits().await?,
        bootstrap.key(owner).await?,
    ])
}

struct Bootstrap<'a> {
    store: &'a Store,
    prefix: KeyPrefix,
    clock: &'a Clock,
    wanted: &'a Wanted,
}

impl Bootstrap<'_> {
    async fn team(&self, id: &TeamId, name: &str) -> Result<String, Error> {
        let now = self.clock.now();
        let new = NewTeam::read(&json!({"id": id, "name": name})).map_err(|mistakes| told(&mistakes))?;
        let team = new.into_team(id.clone(), self.wanted.operator.clone(), now);
        Ok(match self.store.create_team(&team, None, now).await? {
            Created::Refused(TeamExists) => format!("team {id}: there already"),
            _ => format!("team {id}: made"),
        })
    }

    async fn credits(&self) -> Result<String, Error> {
        let Wanted { team, credits, operator, .. } = self.wanted;
        let now = self.clock.now();
        let granted = grant_once(self.store, (team, *credits), "opening credits", operator, now).await?;
        Ok(if granted {
            format!("credits of {team}: {} granted", credits.get())
        } else {
            format!("credits of {team}: there already")
        })
    }

    async fn key(&self, caller: Caller) -> Result<String, Error> {
        let now = self.clock.now();
        let whose = format!("key of {} in {}", caller.user_id, caller.team_id);
        let page =
            self.store.list_api_keys(&caller.team_id, Some(&caller.user_id), None, MOST_KEYS_READ).await?;
        let serves = |key: &&ApiKey| key.is_valid(now) && key.caller == caller;
        if let Some(there) = page.keys.iter().map(|record| &record.key).find(serves)
            && !self.wanted.new_keys
        {
            let end =
                there.shown.as_ref().map_or_else(String::new, |shown| format!(" (…{})", shown.last_four));
            return Ok(format!("{whose}: there already{end}; --new-keys makes another"));
        }
        let secret = Secret::new(self.prefix, rand::random());
        let name = format!("first key of {}", caller.user_id);
        make_key(self.store, secret.as_str(), name, caller, &self.wanted.operator, now).await?;
        Ok(format!("{whose}: {}", secret.as_str()))
    }
}

fn told(mistakes: &[FieldError]) -> Error {
    let each: Vec<String> = mistakes.iter().map(|it| format!("{} {}", it.field, it.message)).collect();
    format!("the team's {}", each.join(", ")).into()
}
