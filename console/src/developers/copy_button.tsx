// Copies a text, and says so.

import { useSignal } from "@preact/signals";

import { Icon } from "../ui/icon.js";

export function CopyButton({ text, what }: { text: string; what: string }) {
  const copied = useSignal<"no" | "yes" | "refused">("no");
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => (copied.value = "yes"),
      () => (copied.value = "refused"),
    );
  };
  return (
    <button type="button" class="button" onClick={copy}>
      <Icon name={copied.value === "yes" ? "check" : "copy"} />
      <span aria-live="polite">{copied.value === "yes" ? "Copied" : copied.value === "refused" ? "Select and copy it" : "Copy"}</span>
      <span class="unseen">{what}</span>
    </button>
  );
}
