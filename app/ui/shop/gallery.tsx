import { type ReactNode, useId } from "react";

type GalleryProps = {
  label: string;
  /** Full pictures, `Picture` or `Cover`, each with a name for its link. */
  pictures: readonly { id: string; name: string; picture: ReactNode }[];
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
      <ol className="-ml-4 flex flex-wrap font-mono text-sm">
        {pictures.map(({ id, name }, index) => (
          <li key={id}>
            <a
              href={`#${prefix}${id}`}
              aria-label={`Picture ${index + 1}: ${name}`}
              className="flex size-11 items-center justify-center text-muted hover:text-ink"
            >
              {index + 1}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
