// Shows /openapi.json in the viewer. Everything comes from this origin, and nothing is sent elsewhere.
"use strict";

const NAME = "hub";

// An error's doc_url is /docs#errors/<code>. The heading about too_many_jobs is "Too many jobs", of which the viewer makes
// too-many-jobs.
function headingSlug({ slug }) {
  const { codes } = document.getElementById("reference").dataset;
  const code = slug.replaceAll("-", "_");
  return `${NAME}/${codes.split(" ").includes(code) ? `errors/${code}` : slug}`;
}

Scalar.createApiReference("#reference", {
  slug: NAME,
  url: "/openapi.json",
  title: "Creative Hub",
  metaData: { title: "Creative Hub API reference" },
  theme: "default",
  generateHeadingSlug: headingSlug,
  authentication: { preferredSecurityScheme: "apiKey" },
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
  featuredClients: ["shell/curl", "python/requests", "js/fetch", "node/fetch"],
  // A key stays in the page's memory, and is gone with it.
  persistAuth: false,
  telemetry: false,
  withDefaultFonts: false,
  showDeveloperTools: "never",
  hideClientButton: true,
  agent: { disabled: true, hideAddApi: true },
  mcp: { disabled: true },
});
