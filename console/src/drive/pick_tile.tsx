// Something that can be chosen: its picture, its name, its length. A sound can be heard before.

import { length } from "../words/time.js";
import { Icon } from "../ui/icon.js";
import type { MediaKind } from "./kind.js";
import { Listen } from "./listen.js";
import { Thumbnail } from "./thumbnail.js";

export interface PickTileProps {
  kind: MediaKind;
  name: string;
  source: string;
  seconds?: number | undefined;
  thumbnail?: string | undefined;
  link: () => Promise<string>;
  /** `undefined` where one click chooses and closes. */
  chosen: boolean | undefined;
  choose: () => void;
}

export function PickTile({ kind, name, source, seconds, thumbnail, link, chosen, choose }: PickTileProps) {
  return (
    <li class="pick">
      <button type="button" class="pick-choose" aria-pressed={chosen} onClick={choose}>
        <Thumbnail kind={kind} thumbnail={thumbnail} link={link} />
        {chosen && (
          <span class="pick-mark">
            <Icon name="check" />
          </span>
        )}
        <span class="pick-name">{name}</span>
        {seconds !== undefined && <span class="small muted figures">{length(seconds)}</span>}
      </button>
      {kind === "audio" && <Listen id={source} name={name} link={link} />}
    </li>
  );
}
