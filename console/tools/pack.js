// Packs every text of the built console, with gzip and with brotli, beside the file: `functions/console` packs nothing itself.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const texts = readdirSync(dist, { recursive: true }).filter((name) => /\.(css|html|js|json|svg)$/.test(name));

for (const name of texts) {
  const text = readFileSync(new URL(name, dist));
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  writeFileSync(new URL(`${name}.gz`, dist), gzipSync(text, { level: 9 }));
  writeFileSync(new URL(`${name}.br`, dist), brotliCompressSync(text, brotli));
}
