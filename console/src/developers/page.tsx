// API keys, and what one sends with them.

import { me } from "../api/account.js";
import { Curl } from "./curl.js";
import { Keys } from "./keys.js";

export function DevelopersPage() {
  return (
    <div class="sheet developers">
      <header>
        <h1>Developers</h1>
        <a class="button push" href="/docs" target="_blank" rel="noreferrer">
          API reference
        </a>
        <a class="button" href="/openapi.json" target="_blank" rel="noreferrer">
          OpenAPI
        </a>
      </header>
      {me.value && (
        <>
          <Keys />
          <Curl />
        </>
      )}
    </div>
  );
}
