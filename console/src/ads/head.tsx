// The ad's name and its drafts, its shapes, and whose safe area is shown.

import { useSignal } from "@preact/signals";

import { catalog } from "../api/account.js";
import { confirmed } from "../ui/confirm.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { Segments } from "../ui/segments.js";
import { emptyAd, type Ratio } from "./ad.js";
import { ad, addAd, ads, change, deleteAd, duplicate, openAd } from "./drafts.js";
import { JsonDialog } from "./json_dialog.js";

const RATIOS: readonly { value: Ratio; text: string }[] = (["9:16", "1:1", "4:5", "16:9"] as const).map((value) => ({ value, text: value }));

async function throwAway(): Promise<void> {
  const { name } = ad.peek();
  if (await confirmed({ title: `Delete “${name}”?`, text: "The draft is gone then. What was rendered from it stays.", yes: "Delete" })) deleteAd();
}

export function Head() {
  const json = useSignal(false);
  const { ratio, placement, name } = ad.value;
  const placements = catalog.value?.placements.filter((one) => one.aspect_ratio === ratio && one.safe_area !== null) ?? [];
  return (
    <header class="ad-head">
      <h1 class="unseen">Ads</h1>
      <input class="input ad-title" aria-label="Name of the ad" value={name} onInput={({ currentTarget }) => change({ name: currentTarget.value })} />
      <Menu label="Drafts" side="left" class="button" button={<>Drafts <Icon name="down" /></>}>
        {ads.value.map((one) => (
          <button key={one.id} type="button" aria-current={one.id === ad.value.id ? "true" : undefined} onClick={() => openAd(one.id)}>
            {one.name}
          </button>
        ))}
        <button type="button" onClick={() => addAd(emptyAd(`Untitled ad ${ads.value.length + 1}`))}>
          New ad
        </button>
        <button type="button" onClick={duplicate}>
          Duplicate
        </button>
        <button type="button" onClick={() => void throwAway()}>
          Delete
        </button>
      </Menu>
      <Segments label="Shape" options={RATIOS} value={ratio} onChange={(ratio) => change({ ratio, placement: null })} />
      {placements.length > 0 && (
        <select
          class="input ad-placement"
          aria-label="Safe area of"
          value={placement ?? ""}
          onChange={({ currentTarget }) => change({ placement: currentTarget.value || null })}
        >
          <option value="">No safe area shown</option>
          {placements.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <button type="button" class="button push" onClick={() => (json.value = true)}>
        JSON
      </button>
      {json.value && <JsonDialog onClose={() => (json.value = false)} />}
    </header>
  );
}
