// The picture, film or sound itself.

import type { DriveFile } from "@creative-hub/client";

import { useLoad } from "../api/load.js";
import { Loadable } from "../ui/loadable.js";
import { Icon } from "../ui/icon.js";
import { kindOfMime } from "./kind.js";
import { linkOf } from "./links.js";

export function FileStage({ file }: { file: DriveFile }) {
  const link = useLoad(() => linkOf(file.id), [file.id]);
  return (
    <div class="file-stage">
      <Loadable of={link} skeleton={<div class="skeleton stage-skeleton" />}>
        {(url) => <Media file={file} url={url} />}
      </Loadable>
    </div>
  );
}

function Media({ file, url }: { file: DriveFile; url: string }) {
  switch (kindOfMime(file.mime)) {
    case "image":
      return <img src={url} alt={file.name} width={file.width ?? undefined} height={file.height ?? undefined} />;
    case "video":
      return <video src={url} controls playsInline aria-label={file.name} width={file.width ?? undefined} height={file.height ?? undefined} />;
    case "audio":
      return (
        <div class="stage-sound">
          <Icon name="sound" />
          <audio src={url} controls aria-label={file.name} />
        </div>
      );
  }
}
