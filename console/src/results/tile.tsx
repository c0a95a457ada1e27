// One place of the grid, and what stands in it.

import type { Box } from "./masonry.js";
import { FailedTile } from "./failed_tile.js";
import { MadeTile } from "./made_tile.js";
import { RunningTile } from "./running_tile.js";
import type { Tile } from "./tiles.js";

export interface TilePlaceProps {
  tile: Tile;
  box: Box;
  tabIndex: 0 | -1;
  onOpen: () => void;
}

export function TilePlace({ tile, box, tabIndex, onOpen }: TilePlaceProps) {
  const style = { transform: `translate(${box.left}px, ${box.top}px)`, width: `${box.width}px`, height: `${box.height}px` };
  return (
    <li class="tile" data-key={tile.key} style={style}>
      <Content tile={tile} tabIndex={tabIndex} onOpen={onOpen} />
    </li>
  );
}

function Content({ tile, tabIndex, onOpen }: Omit<TilePlaceProps, "box">) {
  switch (tile.state) {
    case "running":
      return <RunningTile result={tile.result} />;
    case "failed":
      return <FailedTile result={tile.result} message={tile.message} />;
    default:
      return <MadeTile state={tile.state} result={tile.result} tabIndex={tabIndex} onOpen={onOpen} />;
  }
}
