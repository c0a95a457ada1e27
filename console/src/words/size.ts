// Sizes of files in words.

const UNITS = ["KB", "MB", "GB"] as const;

/** `48 KB`, `1.2 MB`. */
export function size(bytes: number): string {
  let left = bytes / 1000;
  for (const unit of UNITS) {
    if (left < 999.5 || unit === "GB") return `${left < 9.95 && unit !== "KB" ? left.toFixed(1) : Math.max(1, Math.round(left))} ${unit}`;
    left /= 1000;
  }
  return "";
}
