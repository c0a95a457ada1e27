// The chips below: brand, style, how many, the folder; and what is rarely wanted behind "More".

import { useSignal } from "@preact/signals";

import { catalog } from "../api/account.js";
import { pickFolder } from "../drive/folder_picker.js";
import { Menu } from "../ui/menu.js";
import { count } from "../words/money.js";
import { BrandChip } from "./brand_chip.js";
import { change, form } from "./form.js";
import { isAds } from "./models.js";
import { More } from "./more.js";

export function Extras() {
  const now = form.value;
  const more = useSignal(now.seed !== "" || now.language !== "" || now.colors.length > 0);
  const studio = (now.what === "image" && !isAds(now)) || now.what === "video";
  return (
    <div class="stack">
      <div class="row">
        {studio && <BrandChip />}
        {studio && <StyleChip />}
        {now.what === "image" && <VariantsChip />}
        <FolderChip />
        {(now.what === "image" || now.what === "video") && (
          <button type="button" class="chip" aria-expanded={more.value} onClick={() => (more.value = !more.value)}>
            More
          </button>
        )}
      </div>
      {more.value && <More />}
    </div>
  );
}

function StyleChip() {
  const { style } = form.value;
  return (
    <Menu side="left" class={style === "" ? "chip" : "chip on"} button={style === "" ? "Style" : `Style: ${style}`}>
      <button type="button" onClick={() => change({ style: "" })}>
        No style
      </button>
      {(catalog.value?.style_presets ?? []).map(({ name, description }) => (
        <button key={name} type="button" title={description} onClick={() => change({ style: name })}>
          {name.charAt(0).toUpperCase() + name.slice(1)}
        </button>
      ))}
    </Menu>
  );
}

const VARIANTS = [1, 2, 3, 4];

function VariantsChip() {
  const { variants } = form.value;
  return (
    <Menu side="left" class={variants > 1 ? "chip on" : "chip"} button={count(variants, "variant")}>
      {VARIANTS.map((number) => (
        <button key={number} type="button" onClick={() => change({ variants: number })}>
          {count(number, "variant")}
        </button>
      ))}
    </Menu>
  );
}

function FolderChip() {
  const { folder } = form.value;
  const choose = async () => {
    const chosen = await pickFolder({ title: "Folder of the results", yes: "Use it", current: folder?.id ?? null });
    if (chosen) change({ folder: chosen.id === null ? null : { id: chosen.id, name: chosen.name } });
  };
  return (
    <button type="button" class={folder ? "chip on" : "chip"} onClick={() => void choose()}>
      {folder ? `Folder: ${folder.name}` : "Folder"}
    </button>
  );
}
