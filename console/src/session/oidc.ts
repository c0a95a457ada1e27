// Signs in at the deployment's identity provider: the authorization code flow with PKCE, by oauth4webapi.

import * as oauth from "oauth4webapi";

import { CALLBACK, config } from "./config.js";
import type { OidcSession } from "./oidc_session.js";

const PLACE = "hub.sign-in";

/** What must be known again when the person comes back. */
interface Pending {
  verifier: string;
  state: string;
  back: string;
}

interface Provider {
  server: oauth.AuthorizationServer;
  client: oauth.Client;
  scopes: string;
  audience: string | null;
}

/** Leaves the page for the identity provider's. `back` is where to be afterwards. */
export async function leave(back: string): Promise<void> {
  const { server, client, scopes, audience } = await provider();
  if (!server.authorization_endpoint) throw new Error("the identity provider names no authorization_endpoint");
  const pending: Pending = { verifier: oauth.generateRandomCodeVerifier(), state: oauth.generateRandomState(), back };
  sessionStorage.setItem(PLACE, JSON.stringify(pending));
  const address = new URL(server.authorization_endpoint);
  const parameters = {
    client_id: client.client_id,
    redirect_uri: redirectUri(),
    response_type: "code",
    scope: scopes,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: "S256",
    state: pending.state,
    ...(audience === null ? {} : { audience }),
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  location.assign(address);
}

/** The session of somebody who has come back, and where they were. */
export async function arrive(): Promise<{ tokens: OidcSession; back: string }> {
  const kept = sessionStorage.getItem(PLACE);
  if (kept === null) throw new Error("this sign-in was not begun in this tab");
  const { verifier, state, back } = JSON.parse(kept) as Pending;
  const { server, client } = await provider();
  const answer = oauth.validateAuthResponse(server, client, new URL(location.href), state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answer,
    redirectUri(),
    verifier,
    options(server),
  );
  const tokens = sessionOf(await oauth.processAuthorizationCodeResponse(server, client, response));
  sessionStorage.removeItem(PLACE);
  return { tokens, back };
}

export async function renew(refreshToken: string): Promise<OidcSession> {
  const { server, client } = await provider();
  const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, options(server));
  return { refreshToken, ...sessionOf(await oauth.processRefreshTokenResponse(server, client, response)) };
}

async function provider(): Promise<Provider> {
  const { issuer, client_id, scopes, audience } = await config();
  if (issuer === null || client_id === null) throw new Error("this deployment has no identity provider");
  const address = new URL(issuer);
  const answer = await oauth.discoveryRequest(address, insecure(address));
  const server = await oauth.processDiscoveryResponse(address, answer);
  return { server, client: { client_id }, scopes: scopes ?? "openid", audience };
}

function sessionOf({ access_token, refresh_token, expires_in }: oauth.TokenEndpointResponse): OidcSession {
  const endsAt = Date.now() + (expires_in ?? 3_600) * 1_000;
  return { accessToken: access_token, endsAt, ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }) };
}

function redirectUri(): string {
  return location.origin + CALLBACK;
}

function options({ issuer }: oauth.AuthorizationServer) {
  return insecure(new URL(issuer));
}

/** Plain HTTP is for an identity provider on this very machine, and for no other. */
function insecure({ protocol, hostname }: URL) {
  const local = protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost");
  return { [oauth.allowInsecureRequests]: local };
}
