import { href } from "react-router";
import { requestContext } from "~/contexts";
import { problemSlugs, problemTitle, problemTold } from "~/contract/problems";
import { tagged } from "~/http/tags";
import { siteProfile } from "~/models/site/profile.server";
import { DocsLayout } from "~/ui/docs/docs-layout";
import { ProblemList } from "~/ui/docs/problem-list";
import { head } from "~/ui/page/head";
import { PageHeader } from "~/ui/page/page-header";
import { chapterLinks } from "../docs/chapters";
import type { Route } from "./+types/index";

/** Every kind of problem that an answer can name. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "site");
  const { origin } = args.context.get(requestContext);
  const { name } = await siteProfile();
  const problems = problemSlugs.map((slug) => {
    const { status, cause } = problemTold(slug);
    return { to: href("/problems/:slug", { slug }), title: problemTitle(slug), status, cause };
  });
  return { site: { name, origin }, problems, links: chapterLinks() };
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site } = loaderData;
  return head({
    site,
    title: "Problems",
    path: href("/problems"),
    description: "What the API answers when something is wrong, and what to do then.",
  });
}

export default function Problems({ loaderData }: Route.ComponentProps) {
  const { problems, links } = loaderData;
  return (
    <DocsLayout chapters={links}>
      <PageHeader
        title="Problems"
        lead="What the API answers when something is wrong. The type of an answer leads to one of these pages."
      />
      <ProblemList problems={problems} />
    </DocsLayout>
  );
}
