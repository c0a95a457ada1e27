// A result as large as its place: a picture that can be looked at closely, a film or a sound that plays.

import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { what } from "../words/job.js";
import { freshLink } from "./links.js";
import { Placeholder } from "./placeholder.js";
import { keyOf, kindOf, ratioOf, type Result } from "./result.js";
import { clicked, dragged, type Zoom } from "./zoom.js";

export function Stage({ result, zoom }: { result: Result; zoom: Signal<Zoom> }) {
  const source = useSignal<string | undefined>(undefined);
  const problem = useSignal(false);
  const key = keyOf(result);
  useEffect(() => {
    let left = false;
    source.value = undefined;
    problem.value = false;
    freshLink(result).then(
      (url) => {
        if (!left) source.value = url;
      },
      () => {
        if (!left) problem.value = true;
      },
    );
    return () => void (left = true);
  }, [key]);
  if (problem.value) return <p class="stage-problem">It cannot be shown now. Close this and open it again.</p>;
  switch (kindOf(result.job)) {
    case "image":
      return <BigPicture key={key} result={result} source={source.value} zoom={zoom} />;
    case "video":
      return <div class="stage">{source.value && <video key={key} src={source.value} controls autoPlay loop playsInline />}</div>;
    case "audio":
      return (
        <div class="stage sound">
          <p>{what(result.job)}</p>
          {source.value && <audio key={key} src={source.value} controls autoPlay />}
        </div>
      );
  }
}

interface BigPictureProps {
  result: Result;
  source: string | undefined;
  zoom: Signal<Zoom>;
}

function BigPicture({ result, source, zoom }: BigPictureProps) {
  const loaded = useSignal(false);
  const from = useRef<{ x: number; y: number; far: boolean } | undefined>(undefined);
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.currentTarget instanceof Element)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, y: event.clientY, far: false };
  };
  const move = (event: PointerEvent) => {
    const at = from.current;
    if (!at) return;
    const x = event.clientX - at.x;
    const y = event.clientY - at.y;
    if (!at.far && Math.hypot(x, y) < 4) return;
    from.current = { x: event.clientX, y: event.clientY, far: true };
    zoom.value = dragged(zoom.value, x, y);
  };
  const up = (event: PointerEvent) => {
    const at = from.current;
    from.current = undefined;
    if (!at || at.far || !(event.currentTarget instanceof Element)) return;
    const box = event.currentTarget.getBoundingClientRect();
    zoom.value = clicked(zoom.value, event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
  };
  const { scale, x, y } = zoom.value;
  const preview = result.variant.thumbnail_url;
  const style = { transform: `translate(${x}px, ${y}px) scale(${scale})` };
  return (
    <div
      class={scale > 1 ? "stage near" : "stage"}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => (from.current = undefined)}
    >
      <div class="stage-picture" style={{ ...style, "--ratio": String(ratioOf(result)) }}>
        {!loaded.value && <Placeholder hash={result.variant.thumbhash} />}
        {!loaded.value && preview && <img src={preview} alt="" draggable={false} />}
        {source && <img src={source} alt={what(result.job)} draggable={false} onLoad={() => (loaded.value = true)} />}
      </div>
    </div>
  );
}
