// The shape of the result, drawn; and the placement that it is for, with what the app lays over it.

import type { Catalog } from "@creative-hub/client";

import { catalog } from "../api/account.js";
import { Menu } from "../ui/menu.js";
import { change, form } from "./form.js";
import { ratioOf, ratiosOf, wantedRatio } from "./fit.js";
import { modelFor, RATIOS, type Ratio } from "./models.js";
import { SafeArea } from "./safe_area.js";
import { Section } from "./section.js";

type Placement = Catalog["placements"][number];

export function Shapes() {
  const now = form.value;
  const model = modelFor(now);
  const taken = ratiosOf(now, model);
  const chosen = ratioOf(now, model);
  const wanted = wantedRatio(now);
  const placements = catalog.value?.placements ?? [];
  const placement = placements.find(({ id }) => id === now.placement);
  const fits = placement !== undefined && placement.aspect_ratio === chosen;
  const choose = (ratio: Ratio | null, placement = "") => {
    change(now.what === "image" ? { imageRatio: ratio ?? "1:1", placement } : now.what === "video" ? { videoRatio: ratio, placement } : { avatarRatio: ratio, placement });
  };
  const offered = RATIOS.filter((ratio) => taken.includes(ratio) || now.what === "image" || ratio === "16:9" || ratio === "9:16" || ratio === "1:1");
  return (
    <Section name="Placement" hint={fits ? sizeOf(placement) : undefined}>
      <div class="shapes">
        {now.what !== "image" && (
          <button type="button" class="shape" aria-pressed={chosen === undefined} onClick={() => choose(null)}>
            <i class="any" />
            {now.what === "video" && now.startFrame ? "As the frame" : "Any"}
          </button>
        )}
        {offered.map((ratio) => (
          <button
            key={ratio}
            type="button"
            class="shape figures"
            aria-pressed={ratio === chosen}
            disabled={!taken.includes(ratio)}
            title={taken.includes(ratio) ? undefined : "Not with this model"}
            onClick={() => choose(ratio)}
          >
            <i style={drawn(ratio)} />
            {ratio}
          </button>
        ))}
        {fits && placement.safe_area && <SafeArea placement={placement} area={placement.safe_area} />}
      </div>
      <div class="row">
        <Menu side="left" class={placement ? "chip on" : "chip"} button={placement ? `For ${placement.name}` : "For a placement…"}>
          {placement && (
            <button type="button" onClick={() => change({ placement: "" })}>
              No placement
            </button>
          )}
          {placements
            .filter(({ aspect_ratio }) => taken.includes(aspect_ratio))
            .map(({ id, name, aspect_ratio }) => (
              <button key={id} type="button" onClick={() => choose(aspect_ratio, id)}>
                <span>{name}</span>
                <span class="muted push figures">{aspect_ratio}</span>
              </button>
            ))}
        </Menu>
        {wanted !== null && !taken.includes(wanted) && <span class="small warn-text">{wanted} is not possible with this model.</span>}
      </div>
    </Section>
  );
}

function sizeOf({ width, height, safe_area }: Placement): string {
  return `${width} × ${height}${safe_area ? ", safe area shown" : ""}`;
}

/** All shapes have about the same area. */
function drawn(ratio: Ratio): { width: string; height: string } {
  const [width = 1, height = 1] = ratio.split(":").map(Number);
  const scale = Math.sqrt(400 / (width * height));
  return { width: `${Math.round(width * scale)}px`, height: `${Math.round(height * scale)}px` };
}
