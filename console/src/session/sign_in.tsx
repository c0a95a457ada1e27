// Asks who somebody is: with the team's account where the deployment has an identity provider, or with an API key.

import { CreativeHub } from "@creative-hub/client";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import mark from "../mark.svg";
import { go } from "../route.js";
import { Failed } from "../ui/failed.js";
import { Field } from "../ui/field.js";
import { problemOf, type Problem } from "../api/problem.js";
import { Notice } from "../ui/notice.js";
import { CALLBACK, config, type Config } from "./config.js";
import { signIn } from "./session.js";

/** The whole page, where nobody is signed in. */
export function SignInPage() {
  return (
    <main class="sign-in">
      <h1>
        <img src={mark} alt="" width="28" height="28" />
        Creative Hub
      </h1>
      <SignIn />
    </main>
  );
}

/** The form alone: on its page, or over a page whose session is over. */
export function SignIn() {
  const deployment = useSignal<Config | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const provider = useSignal<string | undefined>(undefined);
  useEffect(() => {
    void config().then((read) => (deployment.value = read));
    if (location.pathname === CALLBACK) void finish().catch((error) => (provider.value = said(error)));
  }, []);
  const withProvider = () => {
    const back = location.pathname === CALLBACK ? "/console/create" : location.pathname + location.search;
    import("./oidc.js").then(({ leave }) => leave(back)).catch((error: unknown) => (provider.value = said(error)));
  };
  const { issuer } = deployment.value ?? { issuer: null };
  return (
    <div class="stack sign-in-form">
      {issuer !== null && (
        <>
          <button type="button" class="button primary" onClick={withProvider}>
            Sign in with {new URL(issuer).hostname}
          </button>
          {provider.value !== undefined && <Notice tone="bad">{provider.value}</Notice>}
          <p class="or">or</p>
        </>
      )}
      <KeyForm problem={problem.value} onProblem={(seen) => (problem.value = seen)} main={issuer === null} />
    </div>
  );
}

function KeyForm({ problem, onProblem, main }: { problem: Problem | undefined; onProblem: (problem: Problem | undefined) => void; main: boolean }) {
  const key = useSignal("");
  const trying = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    trying.value = true;
    onProblem(undefined);
    try {
      await check(key.value.trim());
      signIn({ by: "key", key: key.value.trim() });
    } catch (error) {
      onProblem(problemOf(error));
    } finally {
      trying.value = false;
    }
  };
  return (
    <form class="stack" onSubmit={submit}>
      <Field label="API key" hint="kept until this tab is closed">
        {(attributes) => (
          <input
            {...attributes}
            class="input"
            type="password"
            autocomplete="off"
            placeholder="chub_live_…"
            required
            autofocus
            value={key.value}
            onInput={(event) => (key.value = event.currentTarget.value)}
          />
        )}
      </Field>
      {problem && <Failed problem={problem} />}
      <button type="submit" class={main ? "button primary" : "button"} disabled={trying.value}>
        {trying.value ? "Signing in…" : "Sign in"}
      </button>
      <p class="small muted">Owners and admins make keys under Developers. A key is shown once, when it is made.</p>
    </form>
  );
}

/** Asks the API before the key is kept. It has a client of its own, because nobody is signed in yet. */
async function check(key: string): Promise<void> {
  await new CreativeHub({ baseUrl: location.origin, apiKey: key, maxRetries: 0 }).me();
}

async function finish(): Promise<void> {
  const { arrive } = await import("./oidc.js");
  const { tokens, back } = await arrive();
  signIn({ by: "oidc", tokens });
  go(back, "replace");
}

function said(error: unknown): string {
  return `Signing in did not work: ${error instanceof Error ? error.message : String(error)}`;
}
