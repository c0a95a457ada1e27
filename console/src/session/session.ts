// Who is signed in in this tab: a pasted key or a token of the deployment's identity provider. It is kept as long as the
// tab is, and is sent to the API and nowhere else.

import { signal } from "@preact/signals";

import { oidcSession, type OidcSession } from "./oidc_session.js";

const PLACE = "hub.session";

export type Session = { by: "key"; key: string } | { by: "oidc"; tokens: OidcSession };

/** `out`: nobody has signed in. `over`: the API does not take it any more; the page stays, so that nothing typed is lost. */
export type State = { state: "out" } | { state: "in"; session: Session } | { state: "over"; session: Session };

export const session = signal<State>(begin());

export function signIn(by: Session): void {
  session.value = { state: "in", session: by };
  sessionStorage.setItem(PLACE, JSON.stringify(by));
}

export function signOut(): void {
  sessionStorage.removeItem(PLACE);
  session.value = { state: "out" };
}

export function sessionIsOver(): void {
  const { value } = session;
  if (value.state === "in") session.value = { state: "over", session: value.session };
}

/** What the API is shown. Tokens that end are renewed before. */
export async function token(): Promise<string> {
  const { value } = session;
  if (value.state === "out") return "";
  if (value.session.by === "key") return value.session.key;
  const tokens = await oidcSession.fresh(value.session.tokens);
  if (tokens !== value.session.tokens && value.state === "in") signIn({ by: "oidc", tokens });
  return tokens.accessToken;
}

/** A link may carry a key behind its `#`, which browsers send to nobody. It is taken out of the address at once. */
function begin(): State {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key) {
    history.replaceState(null, "", location.pathname + location.search);
    const session: Session = { by: "key", key };
    sessionStorage.setItem(PLACE, JSON.stringify(session));
    return { state: "in", session };
  }
  const kept = sessionStorage.getItem(PLACE);
  return kept === null ? { state: "out" } : { state: "in", session: JSON.parse(kept) as Session };
}
