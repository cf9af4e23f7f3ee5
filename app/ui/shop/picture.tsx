type PictureProps = {
  /** The address of the picture at a width. */
  srcFor: (width: number) => string;
  /** The widths there are, smallest first. */
  widths: readonly number[];
  alt: string;
  width: number;
  height: number;
  /** How wide it stands on the page, as in the HTML attribute. */
  sizes: string;
  /** For the first picture in view. */
  eager?: boolean;
};

/** A photograph or screenshot, in the width the screen needs. */
export function Picture({ srcFor, widths, alt, width, height, sizes, eager = false }: PictureProps) {
  return (
    <img
      src={srcFor(widths.at(-1) ?? width)}
      srcSet={widths.map((width) => `${srcFor(width)} ${width}w`).join(", ")}
      sizes={sizes}
      width={width}
      height={height}
      alt={alt}
      loading={eager ? "eager" : "lazy"}
      fetchPriority={eager ? "high" : undefined}
      decoding="async"
      className="aspect-8/5 w-full rounded-base border border-line bg-raised object-cover"
    />
  );
}
