// Line drawings of 20 × 20. They only decorate: what they mean is written beside them or in a label.

const PATHS = {
  create: "M10 3v14M3 10h14",
  jobs: "M4 6h12M4 10h12M4 14h7",
  library: "M5 4h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM3 13l4-4 4 4 2-2 4 4",
  ads: "M4.5 5h11a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM7 5v10M13 5v10",
  brand: "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  billing: "M4 16V9M10 16V4M16 16v-5",
  developers: "m7 6-4 4 4 4M13 6l4 4-4 4",
  operator: "M3 10h3l2-5 4 10 2-5h3",
  close: "M5 5l10 10M15 5L5 15",
  check: "m4 10.5 4 4 8-9",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM13 13l4 4",
  folder: "M3 6a1.5 1.5 0 0 1 1.5-1.5h3L9.5 6.5h6A1.5 1.5 0 0 1 17 8v6a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14z",
  file: "M6 3h6l3 3v11H6zM12 3v3h3",
  upload: "M10 14V4M6 8l4-4 4 4M4 16h12",
  download: "M10 4v10M6 10l4 4 4-4M4 16.5h12",
  play: "M7 5v10l8-5z",
  pause: "M7.5 5v10M12.5 5v10",
  back: "M12 5l-5 5 5 5",
  forward: "M8 5l5 5-5 5",
  down: "m5 8 5 5 5-5",
  warning: "M10 3 2.5 16.5h15zM10 8v4M10 14.5v.2",
  info: "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 9v4.5M10 6.5v.2",
  star: "m10 3 2.1 4.5 4.9.6-3.6 3.4.9 4.9L10 14l-4.3 2.4.9-4.9L3 8.1l4.9-.6z",
  link: "M8.5 11.5l3-3M9 6.5l1.5-1.5a3 3 0 0 1 4.5 4.5L13.5 11M11 13.5 9.5 15A3 3 0 0 1 5 10.5L6.5 9",
  trash: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6",
  copy: "M7 7h9v9H7zM4 13V4h9",
  retry: "M15.5 8A6 6 0 1 0 16 11M16 4v4h-4",
  theme: "M10 3.5v13a6.5 6.5 0 0 0 0-13zM10 3.5a6.5 6.5 0 0 0 0 13",
  person: "M10 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 16.5c0-3 2.7-4.5 6-4.5s6 1.5 6 4.5",
  sound: "M4 8v4h3l4 3V5L7 8zM14 7.5a3.5 3.5 0 0 1 0 5",
  text: "M5 5h10M10 5v11",
  grid: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z",
  list: "M7 5h9M7 10h9M7 15h9M4 5h.01M4 10h.01M4 15h.01",
  expand: "M12 4h4v4M8 16H4v-4M16 4l-5 5M4 16l5-5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="glyph" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
