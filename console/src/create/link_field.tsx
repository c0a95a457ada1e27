// A picture by its address elsewhere.

import { useSignal } from "@preact/signals";

import type { Media } from "../handoff.js";
import { focused } from "../ui/focused.js";
import { mediaOfLink } from "./media.js";

export function LinkField({ take }: { take: (media: Media) => void }) {
  const address = useSignal("");
  const wrong = useSignal(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const media = mediaOfLink(address.value);
    wrong.value = media === undefined;
    if (media) take(media);
  };
  return (
    <form class="row link-field" onSubmit={submit}>
      <input
        ref={focused}
        class="input"
        aria-label="Address of a picture"
        placeholder="https://…"
        aria-invalid={wrong.value || undefined}
        value={address.value}
        onInput={({ currentTarget }) => (address.value = currentTarget.value)}
      />
      <button type="submit" class="button">
        Use it
      </button>
      {wrong.value && <p class="mistake">An address begins with https://.</p>}
    </form>
  );
}
