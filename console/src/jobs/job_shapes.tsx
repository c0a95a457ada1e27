// The shapes of rows that are coming.

export function JobShapes() {
  return (
    <div class="stack" aria-busy="true">
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} class="skeleton job-shape" />
      ))}
    </div>
  );
}
