import { href } from "react-router";
import { requestContext } from "~/contexts";
import { chapters } from "~/contract/document/reference";
import { tagged } from "~/http/tags";
import { siteProfile } from "~/models/site/profile.server";
import { ChapterList } from "~/ui/docs/chapter-list";
import { CodeBlock } from "~/ui/docs/code-block";
import { DocsLayout } from "~/ui/docs/docs-layout";
import { Guide, GuidePart } from "~/ui/docs/guide";
import { ButtonLink } from "~/ui/page/button-link";
import { head } from "~/ui/page/head";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/index";
import { chapterLinks } from "./chapters";
import { guide } from "./guide";

/** How programs speak with the shop. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "site");
  const { origin } = args.context.get(requestContext);
  const { name } = await siteProfile();
  return { site: { name, origin }, links: chapterLinks(), chapters: chapters() };
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site } = loaderData;
  return head({
    site,
    title: "The API",
    path: href("/docs"),
    description: `How programs read and look after what ${site.name} has.`,
  });
}

export default function Docs({ loaderData }: Route.ComponentProps) {
  const { site, links, chapters } = loaderData;
  return (
    <DocsLayout chapters={links}>
      <PageHeader
        title="The API"
        lead="Everything a person can do with the catalogue, for programs: JSON in, JSON out, safe to repeat."
        actions={
          <ButtonLink to={href("/api/openapi.json")} reloadDocument>
            OpenAPI document
          </ButtonLink>
        }
      />
      <Guide>
        <GuidePart title="Begin" id="begin">
          <p>
            The examples on these pages are lines for a shell. Say once where the shop is and what your key
            is; then each of them runs as it stands.
          </p>
          <CodeBlock code={`SHOP=${site.origin}\nKEY=atl_key_…`} />
        </GuidePart>
        {guide.map(({ id, title, text, code }) => (
          <GuidePart key={id} id={id} title={title} text={text}>
            {code && <CodeBlock code={code} />}
          </GuidePart>
        ))}
        <GuidePart title="What there is" id="chapters">
          <ChapterList
            chapters={chapters.map(({ slug, name, description }) => ({
              to: href("/docs/:tag", { tag: slug }),
              name,
              description,
            }))}
          />
        </GuidePart>
      </Guide>
    </DocsLayout>
  );
}
