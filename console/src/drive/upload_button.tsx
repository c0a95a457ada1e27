// Chooses files on this machine.

import { useRef } from "preact/hooks";

import { Icon } from "../ui/icon.js";
import { acceptOf, type MediaKind } from "./kind.js";

export interface UploadButtonProps {
  kinds: readonly MediaKind[];
  many: boolean;
  text: string;
  class: string;
  take: (files: File[]) => void;
}

export function UploadButton({ kinds, many, text, class: name, take }: UploadButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple={many}
        accept={acceptOf(kinds)}
        onChange={({ currentTarget }) => {
          take([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      <button type="button" class={name} onClick={() => input.current?.click()}>
        <Icon name="upload" />
        {text}
      </button>
    </>
  );
}
