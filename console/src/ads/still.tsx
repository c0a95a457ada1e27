// A small picture of a clip or an overlay.

import type { Media } from "../handoff.js";
import { useLink } from "./sources.js";

export function Still({ media }: { media: Media }) {
  const link = useLink(media.source);
  if (link === undefined) return <i class="skeleton" />;
  if (media.kind === "image") return <img src={link} alt="" draggable={false} loading="lazy" />;
  return <video src={link} muted playsInline preload="metadata" tabIndex={-1} />;
}
