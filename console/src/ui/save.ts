// Saves bytes on this machine under a name.

/** The browser has begun to save long before they are gone from here. */
const KEPT_MS = 60_000;

export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
