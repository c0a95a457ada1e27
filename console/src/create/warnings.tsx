// What may not be as wanted although nothing is wrong, with the way to mend it where there is one.

import { Notice } from "../ui/notice.js";
import { money } from "../words/money.js";
import { chooseModel } from "./form.js";
import { inWords, shortName } from "./models.js";
import { better, price } from "./quote.js";

export function Warnings() {
  const quote = price.value?.quote;
  if (!quote) return null;
  // That films are silent is so with every model: it is no reason to look twice.
  const loud = quote.warnings.filter(({ code }) => code !== "silent");
  return (
    <>
      {quote.would_fail !== null && <Notice tone="bad">{quote.would_fail}</Notice>}
      {loud.length > 0 && (
        <Notice tone="warn">
          {loud.map(({ code, message }) => (
            <p key={code + message}>
              {inWords(message)} {code === "text_drawn_poorly" && <Instead />}
            </p>
          ))}
        </Notice>
      )}
      {loud.length === 0 && quote.warnings.length > 0 && <p class="small muted">The film is silent. Add speech or music under Ads.</p>}
    </>
  );
}

function Instead() {
  if (!better.value) return null;
  const { model, moreCents } = better.value;
  return (
    <>
      <button type="button" class="link" onClick={() => chooseModel(model)}>
        Use {shortName(model)}
      </button>{" "}
      {moreCents > 0 ? `for ${money(moreCents)} more.` : moreCents < 0 ? `for ${money(-moreCents)} less.` : "at the same price."}
    </>
  );
}
