// The shapes of tiles that are coming.

const RATIOS = ["4 / 5", "1 / 1", "9 / 16", "1 / 1", "4 / 5", "16 / 9"];

export function Shapes() {
  return (
    <div class="wall-shapes" aria-busy="true">
      {RATIOS.map((ratio, at) => (
        <div key={at} class="skeleton" style={{ aspectRatio: ratio }} />
      ))}
    </div>
  );
}
