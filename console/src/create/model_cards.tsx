// The models to choose from, each with its price, what it is good at, and why it cannot be used just now.

import { useSignal } from "@preact/signals";

import { money } from "../words/money.js";
import { duration } from "../words/time.js";
import { durationOf, ratioOf } from "./fit.js";
import { chooseModel, form, type Form } from "./form.js";
import { inWords, isAds, modelFor, modelsFor, shortName, usualSeconds, whyNot, type Model } from "./models.js";
import { Section } from "./section.js";

/** As many as are taken in at once. */
const FEW = 4;

export function ModelCards() {
  const now = form.value;
  const models = modelsFor(now);
  const chosen = modelFor(now);
  const available = models.filter((model) => model.available).length;
  const all = useSignal(false);
  const few = models.slice(0, chosen && models.indexOf(chosen) >= FEW ? FEW - 1 : FEW);
  const shown = all.value ? models : models.filter((model) => few.includes(model) || model === chosen);
  return (
    <Section name="Model" hint={`${available} available`}>
      <div class="models">
        {shown.map((model) => (
          <ModelCard key={model.id} model={model} chosen={model.id === chosen?.id} now={now} />
        ))}
      </div>
      <div class="models-foot small muted">
        {chosen && <p>{inWords(chosen.strengths)}</p>}
        {models.length > FEW && (
          <button type="button" class="link small" aria-expanded={all.value} onClick={() => (all.value = !all.value)}>
            {all.value ? "Show fewer" : `Show all ${models.length}`}
          </button>
        )}
      </div>
    </Section>
  );
}

function ModelCard({ model, chosen, now }: { model: Model; chosen: boolean; now: Form }) {
  const reason = whyNot(model);
  const price = example(model, now);
  const weak = weakness(model);
  return (
    <button type="button" class="model-card" aria-pressed={chosen} disabled={reason !== undefined} onClick={() => chooseModel(model)}>
      <span class="model-name">
        <b>{shortName(model)}</b>
        {price && (
          <span class="figures" title={price.what}>
            {money(price.cost_cents)}
          </span>
        )}
      </span>
      <small>
        {capital(head(model.best_for[0] ?? ""))} · <span class="time">{duration(usualSeconds(model))}</span>
      </small>
      {price && (now.what === "speech" || now.what === "avatar") && <small>{price.what}</small>}
      {reason !== undefined && <em>{reason}</em>}
      {reason === undefined && weak !== undefined && <em>Weak at {weak}</em>}
    </button>
  );
}

type Example = Model["price_examples"][number];

/** The example of the catalog that is most like what is wanted. */
function example(model: Model, now: Form): Example | undefined {
  const wanted: Record<string, unknown> = {
    ...(isAds(now) ? { width: now.width, height: now.height } : {}),
    ...(now.what === "image" && !isAds(now) ? { aspect_ratio: ratioOf(now, model), resolution: now.imageResolution } : {}),
    ...(now.what === "video" ? { duration: durationOf(now, model) } : {}),
    ...(now.what === "avatar" ? { resolution: now.avatarResolution } : {}),
  };
  const alike = ({ request, endpoint }: Example): number => {
    const fields = request as Record<string, unknown>;
    const same = Object.entries(wanted).filter(([name, value]) => fields[name] === value).length;
    const away = (fields["num_variants"] ?? 1) !== 1 || fields["reference_image_urls"] !== undefined ? 3 : 0;
    return same - away + (endpoint.includes("studio") === !isAds(now) ? 1 : 0);
  };
  return [...model.price_examples].sort((a, b) => alike(b) - alike(a))[0];
}

/** The first thing that it does badly. What the fields and prices show by themselves is left out. */
function weakness({ weak_at }: Model): string | undefined {
  return weak_at.map(head).find((text) => !/^(price|speed|mp3|a default|another speed|other lengths)/.test(text));
}

/** What stands before a colon. That of `9:16` is none. */
function head(text: string): string {
  return text.split(": ")[0] ?? text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
