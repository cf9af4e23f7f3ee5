import type { CoverKind } from "./cover-traits";

type Drawing = { width: number; height: number; turn?: number; path: string };

const drawings: Record<CoverKind, Drawing> = {
  rules: { width: 320, height: 14, path: "M0 13.5h320M292.5 0v14M296.5 0v14" },
  dots: { width: 14, height: 14, path: "M3 3h.01M10 10h.01" },
  hatch: { width: 9, height: 9, turn: 45, path: "M.5 0v9" },
  waves: { width: 32, height: 14, path: "M0 7q8-8 16 0t16 0" },
  bricks: { width: 36, height: 24, path: "M0 .5h36M0 12.5h36M9.5 0v12M27.5 12v12" },
  stitches: { width: 22, height: 22, path: "M6 3v6M3 6h6M17 14v6M14 17h6" },
};

/** One of six drawn papers, for `fill="url(#id)"`. */
export function CoverPattern({ id, kind }: { id: string; kind: CoverKind }) {
  const { width, height, turn, path } = drawings[kind];
  return (
    <pattern
      id={id}
      width={width}
      height={height}
      patternUnits="userSpaceOnUse"
      patternTransform={turn ? `rotate(${turn})` : undefined}
    >
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeOpacity=".32"
        strokeWidth={kind === "dots" ? 2.4 : 1}
        strokeLinecap="round"
      />
    </pattern>
  );
}
