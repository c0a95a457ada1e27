// The shapes of tiles that are coming.

export function TileSkeletons({ tiles = 12 }: { tiles?: number }) {
  return (
    <div class="picks" aria-busy="true">
      {Array.from({ length: tiles }, (_, tile) => (
        <div key={tile} class="skeleton" />
      ))}
    </div>
  );
}
