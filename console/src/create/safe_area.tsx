// A placement in small, with the part that the app covers.

import type { Catalog } from "@creative-hub/client";

type Placement = Catalog["placements"][number];

export function SafeArea({ placement, area }: { placement: Placement; area: NonNullable<Placement["safe_area"]> }) {
  const { width, height, name } = placement;
  const across = (pixels: number) => `${(100 * pixels) / width}%`;
  const down = (pixels: number) => `${(100 * pixels) / height}%`;
  const free = { top: down(area.top), bottom: down(area.bottom), left: across(area.left), right: across(area.right) };
  return (
    <span class="safe-area" role="img" aria-label={`What ${name} leaves free`} style={{ aspectRatio: `${width} / ${height}` }}>
      <i style={free} />
    </span>
  );
}
