import { href } from "react-router";
import { requestContext } from "~/contexts";
import { eventReference } from "~/contract/document/reference";
import { tagged } from "~/http/tags";
import { siteProfile } from "~/models/site/profile.server";
import { CodeBlock } from "~/ui/docs/code-block";
import { DocsLayout } from "~/ui/docs/docs-layout";
import { EventTypes } from "~/ui/docs/event-types";
import { Guide, GuidePart } from "~/ui/docs/guide";
import { head } from "~/ui/page/head";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/webhook-events";
import { chapterLinks } from "./chapters";

/** What the shop tells others, and how they know that it was the shop. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "site");
  const { origin } = args.context.get(requestContext);
  const { name } = await siteProfile();
  return { site: { name, origin }, shapes: eventReference(), links: chapterLinks() };
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site } = loaderData;
  return head({
    site,
    title: "Webhook events",
    path: href("/docs/webhook-events"),
    description: `What ${site.name} tells other programs when something happens.`,
  });
}

const HEADERS =
  "webhook-id: msg_0192d4a07c1e7b3a\nwebhook-timestamp: 1795339800\nwebhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=";

export default function Events({ loaderData }: Route.ComponentProps) {
  const { shapes, links } = loaderData;
  return (
    <DocsLayout chapters={links}>
      <PageHeader
        title="Webhook events"
        lead="The shop calls your address when something happens, so nobody has to ask every minute."
      />
      <Guide>
        <GuidePart
          id="verifying"
          title="Verifying"
          text={[
            "Every call is signed as [Standard Webhooks](https://www.standardwebhooks.com) says: any of its libraries verifies it with the secret of the endpoint, which begins with `whsec_`. Verify the bytes as they came, before they are parsed.",
          ]}
        >
          <CodeBlock code={HEADERS} />
        </GuidePart>
        <GuidePart
          id="delivery"
          title="Delivery"
          text={[
            "Answer 2xx within 15 seconds. Anything else, a redirect too, is tried again, ten times over about three days; `Retry-After` is honoured, and 410 switches the endpoint off.",
            "An event may come more than once: drop repeats by `webhook-id`. Where two events tell of one thing, the greater `data.version` is the newer.",
          ]}
        />
        <GuidePart id="types" title="Types">
          <EventTypes shapes={shapes} />
        </GuidePart>
      </Guide>
    </DocsLayout>
  );
}
