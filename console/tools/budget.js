// Fails the build if the page has grown too heavy: the script, compressed as it is sent, may have 120 kB in all.

import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 120_000;
const assets = new URL("../dist/assets/", import.meta.url);

const scripts = readdirSync(assets)
  .filter((name) => name.endsWith(".js"))
  .map((name) => ({ name, bytes: gzipSync(readFileSync(new URL(name, assets))).length }));
const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);

for (const { name, bytes } of scripts) console.log(`${name}: ${(bytes / 1000).toFixed(1)} kB gzip`);
console.log(`script: ${(total / 1000).toFixed(1)} of ${BUDGET_BYTES / 1000} kB gzip`);
if (total > BUDGET_BYTES) process.exit(1);
