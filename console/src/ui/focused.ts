// For `ref` of what appears because somebody wants to type into it.

/** Gives it the focus, also in a dialog that opens with it. */
export function focused(element: HTMLElement | null): void {
  if (!element) return;
  element.autofocus = true;
  element.focus();
}

/** The same with its text selected, up to the ending if it is a file's name. */
export function focusedName(input: HTMLInputElement | null): void {
  if (!input) return;
  focused(input);
  const ending = input.value.lastIndexOf(".");
  input.setSelectionRange(0, ending > 0 ? ending : input.value.length);
}
