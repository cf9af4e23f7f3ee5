import { type ReactNode, useId } from "react";

type GalleryProps = {
  label: string;
  /** Full pictures, `Picture` or `Cover`, each with a name for its link. */
  pictures: readonly { id: string; name: string; picture: ReactNode; thumbnail: ReactNode }[];
};

/** Pictures to swipe through, or to reach by the links below. One picture stands alone. */
export function Gallery({ label, pictures }: GalleryProps) {
  const prefix = useId();
  if (pictures.length <= 1) return pictures[0]?.picture;
  return (
    <section aria-label={label} className="grid gap-1">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll it */}
      <ul tabIndex={0} aria-label={label} className="filmstrip">
        {pictures.map(({ id, picture }) => (
          <li key={id} id={`${prefix}${id}`}>
            {picture}
          </li>
        ))}
      </ul>
      <ol className="flex flex-wrap gap-2 pt-2">
        {pictures.map(({ id, name, thumbnail }, index) => (
          <li key={id} className="w-20">
            <a
              href={`#${prefix}${id}`}
              aria-label={`Picture ${index + 1}: ${name}`}
              className="block opacity-80 transition-opacity hover:opacity-100"
            >
              {thumbnail}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
