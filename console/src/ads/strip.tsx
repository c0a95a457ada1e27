// The clips in their order: dragged or moved by Alt and an arrow, wide as they are long.

import { useSignal } from "@preact/signals";

import { pickMedia } from "../drive/picker.js";
import { Icon } from "../ui/icon.js";
import { clipOf } from "./ad.js";
import { ad, change, chosen, moveClip } from "./drafts.js";
import { seek, timeline } from "./player.js";
import { isWrong } from "./price.js";
import { shown } from "./sources.js";
import { Still } from "./still.js";
import type { Shown } from "./timeline.js";

const SECOND_PX = 28;

export async function addClips(): Promise<void> {
  const media = await pickMedia({ kinds: ["video", "image"], many: true, title: "Add clips" });
  if (media.length > 0) change({ clips: [...ad.peek().clips, ...media.map((one) => clipOf(shown(one)))] });
}

export function Strip() {
  const dragged = useSignal<string | undefined>(undefined);
  const { clips } = timeline.value;
  return (
    <section class="ad-strip" aria-label="Clips">
      <ol>
        {clips.map((one, n) => (
          <ClipTile key={one.clip.key} shown={one} n={n} dragged={dragged} />
        ))}
        <li>
          <button type="button" class="ad-add" onClick={() => void addClips()} disabled={clips.length >= 20}>
            <Icon name="create" />
            Add clips
          </button>
        </li>
      </ol>
    </section>
  );
}

function ClipTile({ shown: { clip, from, to }, n, dragged }: { shown: Shown; n: number; dragged: { value: string | undefined } }) {
  const pressed = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (step === 0 || !event.altKey) return;
    event.preventDefault();
    moveClip(clip.key, n + step);
    const { currentTarget: tile } = event;
    if (tile instanceof HTMLElement) requestAnimationFrame(() => tile.focus());
  };
  const choose = () => {
    chosen.value = clip.key;
    seek(from + 0.01);
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    if (dragged.value !== undefined) moveClip(dragged.value, n);
    dragged.value = undefined;
  };
  const seconds = (to - from).toFixed(1);
  return (
    <li>
      <button
        type="button"
        class={isWrong(`clips[${n}]`) ? "ad-tile wrong" : "ad-tile"}
        aria-pressed={chosen.value === clip.key}
        aria-label={`Clip ${n + 1}, ${clip.media.name}, ${seconds} s. Alt with arrows moves it.`}
        style={{ width: `${Math.max(72, Math.min(280, (to - from) * SECOND_PX))}px` }}
        draggable
        onDragStart={() => (dragged.value = clip.key)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={dropped}
        onClick={choose}
        onKeyDown={pressed}
      >
        <Still media={clip.media} />
        <span class="figures">{seconds} s</span>
      </button>
    </li>
  );
}
