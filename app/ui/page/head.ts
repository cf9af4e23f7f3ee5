import type { MetaDescriptor } from "react-router";

type Head = {
  title: string;
  site: { name: string; origin: string };
  /** The path that this page is known by. */
  path: string;
  description?: string;
  /** The path of a picture for whoever links here. */
  picture?: string;
  /** False keeps the page out of search engines; its links are followed all the same. */
  indexed?: boolean;
  previous?: string;
  next?: string;
  /** What schema.org says of it. */
  linkedData?: object;
};

/** What a page says in its head, for search engines and for whoever links to it. */
export function head({ title, site, path, indexed = true, ...told }: Head): MetaDescriptor[] {
  const whole = title === site.name ? title : `${title} · ${site.name}`;
  const { description, picture, previous, next, linkedData } = told;
  return [
    { title: whole },
    ...(description ? [{ name: "description", content: description }] : []),
    ...(indexed
      ? [{ tagName: "link", rel: "canonical", href: site.origin + path }]
      : [{ name: "robots", content: "noindex,follow" }]),
    ...(previous ? [{ tagName: "link", rel: "prev", href: previous }] : []),
    ...(next ? [{ tagName: "link", rel: "next", href: next }] : []),
    { property: "og:title", content: title },
    { property: "og:type", content: "website" },
    { property: "og:site_name", content: site.name },
    { property: "og:url", content: site.origin + path },
    ...(description ? [{ property: "og:description", content: description }] : []),
    ...(picture ? [{ property: "og:image", content: site.origin + picture }] : []),
    { name: "twitter:card", content: picture ? "summary_large_image" : "summary" },
    // React Router writes it with every < > & escaped, so that no text ends the script.
    ...(linkedData ? [{ "script:ld+json": linkedData }] : []),
  ] as MetaDescriptor[];
}
