// Makes a kit or changes one.

import { useEffect } from "preact/hooks";
import type { BrandKit } from "@creative-hub/client";

import { useAction } from "../api/action.js";
import { hub } from "../api/hub.js";
import { Dialog } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { Field } from "../ui/field.js";
import { focused } from "../ui/focused.js";
import { ColorsField } from "./colors_field.js";
import { FontsField } from "./fonts_field.js";
import { begin, form, giveUp, LONGEST_VOICE, request, write } from "./form.js";
import { LogoField } from "./logo_field.js";

export interface KitDialogProps {
  kit: BrandKit | "new";
  saved: (kit: BrandKit) => void;
  close: () => void;
}

export function KitDialog({ kit, saved, close }: KitDialogProps) {
  useEffect(() => begin(kit), [kit]);
  const save = useAction(async () => {
    const wanted = request(form.value);
    saved(kit === "new" ? await hub.brandKits.create(wanted) : await hub.brandKits.update(kit.id, wanted));
    giveUp();
  });
  const mistake = (field: string) => mistakeOf(save.problem.value?.fields, field);
  const leave = () => {
    giveUp();
    close();
  };
  return (
    <Dialog
      title={kit === "new" ? "New brand kit" : `Edit ${kit.name}`}
      onClose={leave}
      foot={
        <>
          <button type="button" class="button" onClick={leave}>
            Cancel
          </button>
          <button type="submit" form="kit-form" class="button primary" disabled={save.running.value || form.value.name.trim() === ""}>
            Save
          </button>
        </>
      }
    >
      <form
        id="kit-form"
        class="kit-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <Field label="Name" hint="for people; it is in no prompt" mistake={mistake("name")}>
          {(attributes) => (
            <input
              {...attributes}
              ref={focused}
              class="input"
              maxLength={255}
              value={form.value.name}
              onInput={({ currentTarget }) => write({ name: currentTarget.value })}
            />
          )}
        </Field>
        <ColorsField mistake={mistake("colors")} />
        <FontsField mistake={mistake("fonts")} />
        <LogoField mistake={mistake("logo")} />
        <Field label="Voice" hint={`${form.value.voice.length} / ${LONGEST_VOICE}`} mistake={mistake("voice")}>
          {(attributes) => (
            <textarea
              {...attributes}
              class="input"
              rows={3}
              maxLength={LONGEST_VOICE}
              placeholder="Warm and plain. Natural light."
              value={form.value.voice}
              onInput={({ currentTarget }) => write({ voice: currentTarget.value })}
            />
          )}
        </Field>
        {save.problem.value && save.problem.value.fields.size === 0 && <Failed problem={save.problem.value} />}
      </form>
    </Dialog>
  );
}

/** Of a list, the first item that is wrong stands for it. */
function mistakeOf(fields: ReadonlyMap<string, string> | undefined, field: string): string | undefined {
  return [...(fields ?? [])].find(([name]) => name === field || name.startsWith(`${field}[`))?.[1];
}
