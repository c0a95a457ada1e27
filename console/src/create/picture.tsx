// A small picture of something that the request names.

import type { Media } from "../handoff.js";
import { Thumbnail } from "../drive/thumbnail.js";
import { linkTo } from "./media.js";

export function Picture({ media }: { media: Media }) {
  return <Thumbnail key={media.source} kind={media.kind} thumbnail={media.thumbnail} link={() => linkTo(media)} />;
}
