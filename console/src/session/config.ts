// What this deployment says of itself to its console, and where people come back to after signing in.

export const CALLBACK = "/console/signed-in";

export interface Config {
  /** The identity provider that people sign in with; null where there are only API keys. */
  issuer: string | null;
  client_id: string | null;
  scopes: string | null;
  /** For providers that want to be told which API a token is for. */
  audience: string | null;
}

const NOTHING: Config = { issuer: null, client_id: null, scopes: null, audience: null };

let asked: Promise<Config> | undefined;

export function config(): Promise<Config> {
  asked ??= read().catch(() => {
    asked = undefined;
    return NOTHING;
  });
  return asked;
}

async function read(): Promise<Config> {
  const answer = await fetch("/console/config.json");
  return { ...NOTHING, ...((await answer.json()) as Partial<Config>) };
}
