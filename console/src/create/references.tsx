// Pictures that the result should be like, in the order that counts: dropped, pasted, picked or by a link.

import { useSignal } from "@preact/signals";

import { pickMedia } from "../drive/picker.js";
import type { Media } from "../handoff.js";
import { Icon } from "../ui/icon.js";
import { change, form } from "./form.js";
import { referencesTaken } from "./fit.js";
import { LinkField } from "./link_field.js";
import { addReferences, arriving } from "./media.js";
import { Mistake } from "./mistake.js";
import { modelFor } from "./models.js";
import { Picture } from "./picture.js";
import { Section } from "./section.js";

export function References() {
  const now = form.value;
  const field = now.what === "video" ? "videoReferences" : "imageReferences";
  const chosen = now[field];
  const most = referencesTaken(now, modelFor(now));
  const dragged = useSignal<number | undefined>(undefined);
  const links = useSignal(false);
  const put = (references: readonly Media[]) => change({ [field]: references });
  const move = (from: number, to: number) => {
    if (to < 0 || to >= chosen.length) return;
    const rest = chosen.filter((_, at) => at !== from);
    const moved = chosen[from];
    if (moved) put([...rest.slice(0, to), moved, ...rest.slice(to)]);
  };
  const hint = most === 0 ? "not with this model" : chosen.length === 0 ? `up to ${most}` : `order counts · ${chosen.length} of ${most}`;
  return (
    <Section name="References" hint={hint}>
      <div class="references">
        {chosen.map((media, at) => (
          <div
            key={media.source}
            class={at >= most ? "reference beyond" : "reference"}
            draggable
            onDragStart={() => (dragged.value = at)}
            onDragOver={(event) => {
              if (dragged.value !== undefined) event.preventDefault();
            }}
            onDrop={() => {
              if (dragged.value !== undefined) move(dragged.value, at);
              dragged.value = undefined;
            }}
          >
            <button
              type="button"
              class="reference-picture"
              aria-label={`Reference ${at + 1}: ${media.name}. Arrow keys move it.`}
              title={media.name}
              onKeyDown={(event) => {
                const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
                if (by !== undefined) {
                  event.preventDefault();
                  move(at, at + by);
                } else if (event.key === "Delete" || event.key === "Backspace") put(chosen.filter((_, other) => other !== at));
              }}
            >
              <Picture media={media} />
              <span class="number">{at + 1}</span>
            </button>
            <button type="button" class="remove" aria-label={`Remove reference ${at + 1}`} onClick={() => put(chosen.filter((_, other) => other !== at))}>
              <Icon name="close" />
            </button>
          </div>
        ))}
        {arriving.value > 0 && <div class="reference arriving" role="status">Uploading…</div>}
        {chosen.length < most && (
          <button type="button" class="reference add" onClick={() => void pickMedia({ kinds: ["image"], many: true, title: "Choose references" }).then(addReferences)}>
            Drop, paste or pick
          </button>
        )}
        {chosen.length < most && (
          <button type="button" class="link small" aria-expanded={links.value} onClick={() => (links.value = !links.value)}>
            By a link
          </button>
        )}
      </div>
      {links.value && chosen.length < most && (
        <LinkField
          take={(media) => {
            links.value = false;
            addReferences([media]);
          }}
        />
      )}
      {chosen.length > most && <p class="small warn-text">{most === 0 ? "This model takes no references; they are left out." : `This model takes ${most}; the others are left out.`}</p>}
      <Mistake of={["reference_image_urls", "reference_image_url"]} />
    </Section>
  );
}
