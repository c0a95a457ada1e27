import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `npm run dev` stands before a local stack that runs already, as if it were served by it. */
const stack = process.env["HUB_URL"] ?? "http://127.0.0.1:8787";
const proxy = { "/api": stack, "/openapi.json": stack, "/docs": stack, "/console/config.json": stack };

export default defineConfig({
  base: "/console/",
  resolve: {
    alias: {
      // Our own client, from its source: what it lacks, it gets.
      "@creative-hub/client": here("../clients/typescript/src/index.ts"),
      "openapi-fetch": here("node_modules/openapi-fetch"),
    },
  },
  build: {
    target: "es2023",
    // One stylesheet; and no files inlined into it, because the page takes fonts from its own origin only.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy },
  preview: { proxy },
});
