// Money in words. The API counts cents and credits in whole numbers; nothing is rounded here.

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const exact = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 3 });

/** `$0.20`, `-$1,234.50`. */
export function money(cents: number): string {
  return dollars.format(cents / 100);
}

/** Credits as money, to the tenth of a cent where there is one: `$94.86`, `$94.865`. */
export function credits(credits: number): string {
  return exact.format(credits / 1000);
}

/** A number of things, such as `1 picture` and `3 pictures`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}

const tenths = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", minimumFractionDigits: 3 });

/** Credits as money. A credit is a tenth of a cent, which is shown only where there is one. */
export function worth(credits: number): string {
  return credits % 10 === 0 ? money(credits / 10) : tenths.format(credits / 1000);
}

/** Dollars as somebody types them, in credits; `undefined` if it is no amount, or is finer than a credit. */
export function creditsOf(dollars: string): number | undefined {
  const written = dollars.trim().replace(/^\$/, "").replaceAll(",", "");
  if (!/^\d+(\.\d{1,3})?$/.test(written)) return undefined;
  return Math.round(Number(written) * 1000);
}
