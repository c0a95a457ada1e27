// Who speaks, by their pictures.

import { useSignal } from "@preact/signals";
import type { Avatar } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { usePages } from "../api/pages.js";
import { Failed } from "../ui/failed.js";
import { Icon } from "../ui/icon.js";
import { Lines } from "../ui/loadable.js";
import { More } from "../ui/more.js";
import { walk } from "../ui/walk.js";
import { change, form } from "./form.js";
import { Mistake } from "./mistake.js";
import { Section } from "./section.js";

export function Faces() {
  const { face } = form.value;
  const search = useSignal("");
  const faces = usePages((signal) => hub.listAvatars(search.value === "" ? {} : { q: search.value }, { signal }), [search.value]);
  const found = faces.items.value;
  return (
    <Section name="Who speaks" hint={face?.name}>
      <input class="input" aria-label="Find a face" placeholder="Find a face" value={search.value} onInput={({ currentTarget }) => (search.value = currentTarget.value)} />
      {faces.problem.value && <Failed problem={faces.problem.value} again={faces.again} />}
      {faces.state.value === "reading" && found.length === 0 && <Lines lines={3} />}
      <ul class="faces" aria-label="Faces" onKeyDown={(event) => walk(event, ".face")}>
        {found.map((avatar) => (
          <li key={avatar.avatar_id}>
            <Face avatar={avatar} chosen={avatar.avatar_id === face?.id} />
          </li>
        ))}
        {found.length > 0 && (
          <li class="rest">
            <More of={faces} />
          </li>
        )}
      </ul>
      {faces.state.value === "complete" && found.length === 0 && <p class="small muted">Nobody is called so.</p>}
      <Mistake of={["avatar_id"]} />
    </Section>
  );
}

function Face({ avatar: { avatar_id, name, preview_url }, chosen }: { avatar: Avatar; chosen: boolean }) {
  const failed = useSignal(false);
  return (
    <button
      type="button"
      class="face"
      aria-pressed={chosen}
      title={name}
      onClick={() => change({ face: { id: avatar_id, name, picture: preview_url } })}
    >
      {preview_url !== null && !failed.value ? (
        <img src={preview_url} alt="" loading="lazy" decoding="async" onError={() => (failed.value = true)} />
      ) : (
        <span class="no-picture">
          <Icon name="person" />
        </span>
      )}
      <span>{name}</span>
    </button>
  );
}
