// A small picture of something that the request names. What lies elsewhere is not loaded: the page asks no foreign host.

import type { Media } from "../handoff.js";
import { Thumbnail } from "../drive/thumbnail.js";
import { Icon } from "../ui/icon.js";
import { linkTo } from "./media.js";

export function Picture({ media }: { media: Media }) {
  if (media.source.startsWith("https:")) {
    return (
      <span class="thumbnail elsewhere">
        <Icon name="link" />
      </span>
    );
  }
  return <Thumbnail key={media.source} kind={media.kind} thumbnail={media.thumbnail} link={() => linkTo(media)} />;
}
