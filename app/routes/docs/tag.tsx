import { href } from "react-router";
import { requestContext } from "~/contexts";
import { chapterOf, referenceOf } from "~/contract/document/reference";
import { unknownPage } from "~/http/page";
import { tagged } from "~/http/tags";
import { siteProfile } from "~/models/site/profile.server";
import { DocsLayout } from "~/ui/docs/docs-layout";
import { Operation } from "~/ui/docs/operation";
import { head } from "~/ui/page/head";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/tag";
import { chapterLinks } from "./chapters";

/** All that programs can ask for about one thing. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "site");
  const { tag } = args.params;
  const chapter = chapterOf(tag) ?? unknownPage();
  const operations = referenceOf(chapter.name);
  if (operations.length === 0) unknownPage();
  const { origin } = args.context.get(requestContext);
  const { name } = await siteProfile();
  return { site: { name, origin }, tag, chapter, operations, links: chapterLinks(tag) };
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site, tag, chapter } = loaderData;
  return head({
    site,
    title: `${chapter.name} in the API`,
    path: href("/docs/:tag", { tag }),
    description: `${chapter.description}: what programs can ask for.`,
  });
}

export default function Chapter({ loaderData }: Route.ComponentProps) {
  const { chapter, operations, links } = loaderData;
  return (
    <DocsLayout chapters={links}>
      <PageHeader title={chapter.name} lead={`${chapter.description}.`} />
      {operations.map((operation) => (
        <Operation
          key={operation.id}
          {...operation}
          problemHref={(slug) => href("/problems/:slug", { slug })}
        />
      ))}
    </DocsLayout>
  );
}
