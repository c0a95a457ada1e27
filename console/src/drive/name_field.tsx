// A name that is changed in its place. Enter keeps it, Escape gives it up, and so does going elsewhere without a change.

import { useSignal } from "@preact/signals";

import { focusedName } from "../ui/focused.js";

export interface NameFieldProps {
  label: string;
  name: string;
  /** Whether it went well; if not, the field stays. */
  save: (name: string) => Promise<boolean>;
  close: () => void;
}

export function NameField({ label, name, save, close }: NameFieldProps) {
  const value = useSignal(name);
  const saving = useSignal(false);
  const keep = async () => {
    const wanted = value.value.trim();
    if (saving.value) return;
    if (wanted === "" || wanted === name) return close();
    saving.value = true;
    if (await save(wanted)) close();
    saving.value = false;
  };
  return (
    <input
      ref={focusedName}
      class="input name-field"
      aria-label={label}
      maxLength={255}
      value={value.value}
      onInput={({ currentTarget }) => (value.value = currentTarget.value)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") void keep();
        if (event.key === "Escape") {
          event.preventDefault();
          close();
        }
      }}
      onBlur={() => void keep()}
    />
  );
}
