// One result as large as the window allows with everything that is known of it, or two side by side.

import { Dialog } from "../ui/dialog.js";
import { Icon, type IconName } from "../ui/icon.js";
import { Compare } from "./compare.js";
import { captionOf } from "./caption.js";
import { ViewOne } from "./view_one.js";
import { viewed } from "./viewed.js";

/** Stands once in the frame. */
export function Viewer() {
  const shown = viewed.value;
  if (!shown) return null;
  const close = () => (viewed.value = undefined);
  if (shown.what === "two") {
    return (
      <Dialog title="Compare" width="full" onClose={close}>
        <Compare pair={shown.pair} />
      </Dialog>
    );
  }
  const { among, at } = shown;
  const result = among[at];
  if (!result) return null;
  return (
    <Dialog title={captionOf(result)} width="full" onClose={close} tools={<Steps at={at} of={among.length} />}>
      <ViewOne result={result} onStep={step} />
    </Dialog>
  );
}

function Steps({ at, of }: { at: number; of: number }) {
  if (of < 2) return null;
  return (
    <div class="row viewer-steps">
      <span class="muted figures small">
        {at + 1} of {of}
      </span>
      <Step by={-1} name="Newer" icon="back" enabled={at > 0} />
      <Step by={1} name="Older" icon="forward" enabled={at < of - 1} />
    </div>
  );
}

interface StepProps {
  by: 1 | -1;
  name: string;
  icon: IconName;
  enabled: boolean;
}

function Step({ by, name, icon, enabled }: StepProps) {
  return (
    <button type="button" class="button quiet icon" aria-label={name} disabled={!enabled} onClick={() => step(by)}>
      <Icon name={icon} />
    </button>
  );
}

function step(by: 1 | -1): void {
  const shown = viewed.value;
  if (shown?.what !== "one") return;
  const at = shown.at + by;
  if (shown.among[at]) viewed.value = { ...shown, at };
}
