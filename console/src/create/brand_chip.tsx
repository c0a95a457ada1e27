// The brand kit whose colours, voice and logo the request uses.

import { useKits } from "../brand/kits.js";
import { to } from "../route.js";
import { Menu } from "../ui/menu.js";
import { change, form } from "./form.js";

export function BrandChip() {
  const { kit } = form.value;
  const kits = useKits();
  return (
    <Menu side="left" class={kit ? "chip on" : "chip"} button={kit ? <Named name={`Brand: ${kit.name}`} colors={kit.colors} /> : "Brand"}>
      {kit && (
        <button type="button" onClick={() => change({ kit: null })}>
          No brand
        </button>
      )}
      {kits.items.value.map(({ id, name, colors }) => (
        <button key={id} type="button" onClick={() => change({ kit: { id, name, colors } })}>
          <Named name={name} colors={colors} />
        </button>
      ))}
      <a href={to("brand-kits")}>{kits.items.value.length === 0 ? "Make a brand kit" : "All brand kits"}</a>
    </Menu>
  );
}

function Named({ name, colors }: { name: string; colors: readonly string[] }) {
  return (
    <>
      {colors.length > 0 && (
        <span class="dots">
          {colors.slice(0, 4).map((color, at) => (
            <i key={at} style={{ background: color }} />
          ))}
        </span>
      )}
      <span>{name}</span>
    </>
  );
}
