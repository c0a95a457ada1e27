// A picture or film upon the stage.

import { useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";

import type { Overlay } from "./ad.js";
import { ad, changeOverlay } from "./drafts.js";
import { useFollow } from "./follow.js";
import { Layer } from "./layer.js";
import { frameOf } from "./place.js";
import { at } from "./player.js";
import { useLink } from "./sources.js";

export function OverlayLayer({ overlay }: { overlay: Overlay }) {
  const { media } = overlay;
  const link = useLink(media.source);
  const film = useRef<HTMLVideoElement>(null);
  const shape = useSignal(media.width && media.height ? media.height / media.width : 1);
  useFollow(film, Math.max(0, at.value - (overlay.start ?? 0)), 0);
  const width = Math.round(overlay.width * frameOf(ad.value).width);
  const size = { width, height: Math.round(width * shape.value) };
  const look = { opacity: overlay.opacity };
  return (
    <Layer
      label={`Overlay: ${media.name}`}
      name={overlay.key}
      position={overlay.position}
      size={size}
      onMove={(position) => changeOverlay(overlay.key, { position })}
    >
      {link !== undefined && media.kind === "image" && (
        <img src={link} alt="" draggable={false} style={look} onLoad={({ currentTarget: { naturalWidth: w, naturalHeight: h } }) => (shape.value = h / w)} />
      )}
      {link !== undefined && media.kind === "video" && (
        <video
          ref={film}
          src={link}
          muted
          playsInline
          style={look}
          onLoadedMetadata={({ currentTarget: { videoWidth: w, videoHeight: h } }) => (shape.value = h / w)}
        />
      )}
    </Layer>
  );
}
