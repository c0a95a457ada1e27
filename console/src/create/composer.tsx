// What is to be made: the kind at the top, its fields, and the foot with the price and Generate.

import { useEffect } from "preact/hooks";

import { catalog } from "../api/account.js";
import { useDropping } from "../drive/dropping.js";
import { Lines } from "../ui/loadable.js";
import { Segments } from "../ui/segments.js";
import { AvatarFields } from "./avatar_fields.js";
import { Foot } from "./foot.js";
import { change, form, type Family, type What } from "./form.js";
import { ImageFields } from "./image_fields.js";
import { takeFiles } from "./media.js";
import { SpeechFields } from "./speech_fields.js";
import { VideoFields } from "./video_fields.js";

const KINDS: readonly { value: What; text: string }[] = [
  { value: "image", text: "Image" },
  { value: "video", text: "Video" },
  { value: "speech", text: "Speech" },
  { value: "avatar", text: "Avatar" },
];

const FAMILIES: readonly { value: Family; text: string }[] = [
  { value: "ads", text: "Ads" },
  { value: "asset", text: "Asset" },
];

const FIELDS: Record<What, () => preact.JSX.Element> = {
  image: ImageFields,
  video: VideoFields,
  speech: SpeechFields,
  avatar: AvatarFields,
};

export function Composer() {
  const { what, family } = form.value;
  const Fields = FIELDS[what];
  const dropping = useDropping((files) => void takeFiles(files));
  useEffect(() => {
    document.addEventListener("paste", pasted);
    return () => document.removeEventListener("paste", pasted);
  }, []);
  return (
    <section class={dropping.over.value ? "composer dropping" : "composer"} aria-label="Composer" {...dropping.handlers}>
      <div class="composer-fields">
        <div class="composer-head">
          <Segments label="What to make" options={KINDS} value={what} onChange={(what) => change({ what })} />
          {what === "image" && <Segments label="Kind of image" options={FAMILIES} value={family} onChange={(family) => change({ family })} />}
        </div>
        {catalog.value ? <Fields key={what} /> : <Lines lines={6} />}
      </div>
      <Foot />
    </section>
  );
}

/** A picture in the clipboard is a reference, wherever the focus is. A dialog takes its own. */
function pasted(event: ClipboardEvent): void {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0 || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  void takeFiles(files);
}
