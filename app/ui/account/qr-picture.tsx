type QrPictureProps = { size: number; path: string; label: string };

/** Dark on light in every scheme: scanners read it no other way. */
export function QrPicture({ size, path, label }: QrPictureProps) {
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="block w-60 max-w-full rounded-base border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
