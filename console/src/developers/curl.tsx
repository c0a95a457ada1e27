// A request of each kind as curl, out of the catalog's own examples. The key is named and never shown.

import { useSignal } from "@preact/signals";
import type { Catalog } from "@creative-hub/client";

import { catalog } from "../api/account.js";
import { Segments } from "../ui/segments.js";
import { kindName } from "../words/job.js";
import { worth } from "../words/money.js";
import { CopyButton } from "./copy_button.js";

type Kind = Catalog["models"][number]["kind"];

const KINDS: readonly Kind[] = ["image", "video", "avatar", "tts", "composite"];

export function Curl() {
  const kind = useSignal<Kind>("image");
  const example = exampleOf(catalog.value, kind.value);
  return (
    <section class="stack" aria-labelledby="developers-curl">
      <div class="row">
        <h2 id="developers-curl">The first request</h2>
        <Segments label="What to make" options={KINDS.map((kind) => ({ value: kind, text: kindName(kind) }))} value={kind.value} onChange={(value) => (kind.value = value)} />
      </div>
      {example && (
        <>
          <p class="muted small figures">
            {example.what}: {example.at_most ? "at most " : ""}
            {worth(example.credits)}. Add <code>?dry_run=true</code> to the address to ask for the price alone.
          </p>
          <div class="curl">
            <pre tabIndex={0}>{curlOf(example)}</pre>
            <CopyButton text={curlOf(example)} what="the command" />
          </div>
        </>
      )}
    </section>
  );
}

type Example = Catalog["models"][number]["price_examples"][number];

function exampleOf(catalog: Catalog | undefined, kind: Kind): Example | undefined {
  const ofKind = catalog?.models.filter((model) => model.kind === kind && model.available) ?? [];
  return ofKind.flatMap(({ price_examples }) => price_examples)[0];
}

function curlOf({ endpoint, request }: Example): string {
  const address = new URL(endpoint, location.origin).href;
  // A quote within the body would end the shell's own.
  const body = JSON.stringify(request, null, 2).replaceAll("'", "'\\''");
  return `curl ${address} \\\n  -H "authorization: Bearer $HUB_KEY" \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`;
}
