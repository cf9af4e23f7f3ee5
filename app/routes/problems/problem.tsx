import { href } from "react-router";
import { requestContext } from "~/contexts";
import { isProblem, problemExample, problemTitle, problemTold } from "~/contract/problems";
import { unknownPage } from "~/http/page";
import { tagged } from "~/http/tags";
import { siteProfile } from "~/models/site/profile.server";
import { CodeBlock } from "~/ui/docs/code-block";
import { DocsLayout } from "~/ui/docs/docs-layout";
import { Guide, GuidePart } from "~/ui/docs/guide";
import { head } from "~/ui/page/head";
import { PageHeader } from "~/ui/page/page-header";
import { chapterLinks } from "../docs/chapters";
import type { Route } from "./+types/problem";

/** The page behind the `type` of a problem. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "site");
  const { slug } = args.params;
  if (!isProblem(slug)) unknownPage();
  const { origin } = args.context.get(requestContext);
  const { name } = await siteProfile();
  const { status, cause, fix } = problemTold(slug);
  const example = `HTTP/1.1 ${status}\nContent-Type: application/problem+json\n\n${JSON.stringify(problemExample(slug), null, 2)}`;
  const told = { slug, title: problemTitle(slug), status, cause, fix, example };
  return { site: { name, origin }, ...told, links: chapterLinks() };
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site, slug, title, status, cause } = loaderData;
  return head({
    site,
    title: `${title} (${status})`,
    path: href("/problems/:slug", { slug }),
    description: cause,
  });
}

export default function Problem({ loaderData }: Route.ComponentProps) {
  const { title, status, cause, fix, example, links } = loaderData;
  return (
    <DocsLayout chapters={links}>
      <PageHeader
        back={{ to: href("/problems"), label: "Problems" }}
        title={title}
        lead={`Status ${status}`}
      />
      <Guide>
        <GuidePart id="cause" title="What happened" text={[cause]} />
        <GuidePart id="fix" title="What to do" text={[fix]} />
        <GuidePart id="example" title="How it looks">
          <CodeBlock code={example} />
        </GuidePart>
      </Guide>
    </DocsLayout>
  );
}
