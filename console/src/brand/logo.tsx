// A kit's logo on light and on dark ground, because it must hold on both.

import { linkOf } from "../drive/links.js";
import { useLoad } from "../api/load.js";

export function Logo({ logo, name }: { logo: string; name: string }) {
  const link = useLoad(() => linkOf(logo.replace("asset:", "")), [logo]);
  const loaded = link.loaded.value;
  if (loaded.state === "failed") return <p class="small muted">The logo is no longer in the library.</p>;
  return (
    <div class="logos">
      {(["light", "dark"] as const).map((ground) => (
        <span key={ground} class={`logo-ground ${ground}`}>
          {loaded.state === "ready" && <img src={loaded.value} alt={`Logo of ${name} on ${ground} ground`} />}
        </span>
      ))}
    </div>
  );
}
