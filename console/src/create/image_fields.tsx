// The fields of a picture.

import { form } from "./form.js";
import { Extras } from "./extras.js";
import { ModelCards } from "./model_cards.js";
import { isAds, modelFor } from "./models.js";
import { Prompt } from "./prompt.js";
import { References } from "./references.js";
import { Shapes } from "./shapes.js";
import { Sizes } from "./sizes.js";

export function ImageFields() {
  const model = modelFor(form.value);
  const ads = isAds(form.value);
  return (
    <>
      <Prompt label="Prompt" placeholder="What is to be seen: a sleek black headphone on marble, soft shadow…" model={model} extra="negative" />
      <ModelCards />
      {!ads && <References />}
      {ads ? <Sizes /> : <Shapes />}
      <Extras />
    </>
  );
}
