// For `ref` of what appears because somebody wants to type into it.

/** Gives it the focus. */
export function focused(element: HTMLElement | null): void {
  element?.focus();
}

/** Gives it the focus with its text selected, up to the ending if it is a file's name. */
export function focusedName(input: HTMLInputElement | null): void {
  if (!input) return;
  input.focus();
  const ending = input.value.lastIndexOf(".");
  input.setSelectionRange(0, ending > 0 ? ending : input.value.length);
}
