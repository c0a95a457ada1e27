// A key's secret, which nobody can show again: it does not close before somebody says that they have it.

import { useSignal } from "@preact/signals";
import type { NewApiKey } from "@creative-hub/client";

import { Dialog } from "../ui/dialog.js";
import { Notice } from "../ui/notice.js";
import { CopyButton } from "./copy_button.js";

export function Secret({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  const insisted = useSignal(false);
  return (
    <Dialog
      title={`The key “${made.name}”`}
      onClose={() => (insisted.value = true)}
      foot={
        <button type="button" class="button primary" onClick={onClose}>
          I have saved it
        </button>
      }
    >
      <p>Copy it now. It is shown this once, and is stored nowhere.</p>
      <div class="secret">
        <code>{made.key}</code>
        <CopyButton text={made.key ?? ""} what="the key" />
      </div>
      {insisted.value && <Notice tone="warn">Without it the key is of no use. Say that you have saved it.</Notice>}
    </Dialog>
  );
}
