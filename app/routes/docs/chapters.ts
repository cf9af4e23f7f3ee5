import { href } from "react-router";
import { chapters } from "~/contract/document/reference";

/** Where one can go in the documentation; the operations of `slug` are listed below it. */
export function chapterLinks(slug?: string) {
  return [
    { to: href("/docs"), label: "How it works" },
    ...chapters().map((chapter) => ({
      to: href("/docs/:tag", { tag: chapter.slug }),
      label: chapter.name,
      sections:
        chapter.slug === slug
          ? chapter.operations.map(({ id, summary }) => ({ to: `#${id}`, label: summary }))
          : [],
    })),
    { to: href("/docs/webhook-events"), label: "Webhook events" },
    { to: href("/docs/devices"), label: "Devices" },
    { to: href("/problems"), label: "Problems" },
  ];
}
