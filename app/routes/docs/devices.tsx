import { href } from "react-router";
import { requestContext } from "~/contexts";
import { channelReference, typeReference } from "~/contract/document/async/reference";
import { tagged } from "~/http/tags";
import { siteProfile } from "~/models/site/profile.server";
import { Channel } from "~/ui/docs/channel";
import { CodeBlock } from "~/ui/docs/code-block";
import { DocsLayout } from "~/ui/docs/docs-layout";
import { EventTypes } from "~/ui/docs/event-types";
import { Guide, GuidePart } from "~/ui/docs/guide";
import { RefusalList } from "~/ui/docs/refusal-list";
import { Told } from "~/ui/docs/told";
import { ButtonLink } from "~/ui/page/button-link";
import { head } from "~/ui/page/head";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/devices";
import { chapterLinks } from "./chapters";
import { guide } from "./devices/guide";
import sample from "./devices/Relay.kt?raw";
import { connectRefused, refused } from "./devices/refused";
import { walk } from "./devices/walk";

/** How apps stay in touch with the shop. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "site");
  const { origin } = args.context.get(requestContext);
  const { name } = await siteProfile();
  return {
    site: { name, origin },
    links: chapterLinks(),
    channels: channelReference(),
    types: typeReference(),
    refusals: { connect: connectRefused, answered: refused },
    sample,
    guide,
    walk,
  };
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site } = loaderData;
  return head({
    site,
    title: "Devices",
    path: href("/docs/devices"),
    description: `How apps stay in touch with ${site.name}.`,
  });
}

export default function Devices({ loaderData }: Route.ComponentProps) {
  const { site, links, channels, types, refusals, sample, guide, walk } = loaderData;
  return (
    <DocsLayout chapters={links}>
      <PageHeader
        title="Devices"
        lead="Apps hear what happens in the shop, and what is said on one of a person's devices reaches the others. Nothing that was acknowledged is lost."
        actions={
          <ButtonLink to={href("/api/asyncapi.json")} reloadDocument>
            AsyncAPI document
          </ButtonLink>
        }
      />
      <Guide>
        <GuidePart id="channels" title="Two channels" text={guide.channels} />
        <GuidePart id="pairing" title="Pairing" text={guide.pairing} />
        <GuidePart id="handshake" title="Coming in" text={guide.handshake}>
          <RefusalList refusals={refusals.connect} />
        </GuidePart>
        <GuidePart id="rules" title="What an app does so that nothing is lost">
          <ul className="grid list-disc gap-2 pl-5">
            {guide.rules.map((rule) => (
              <li key={rule}>
                <Told text={rule} />
              </li>
            ))}
          </ul>
        </GuidePart>
        <GuidePart id="kotlin" title="The same in Kotlin" text={["With `io.socket:socket.io-client:2.1.2`."]}>
          <CodeBlock code={sample} />
        </GuidePart>
        {channels.map(({ name, title, description, sayings }) => (
          <GuidePart key={name} id={name} title={title} text={[description]}>
            <Channel sayings={sayings} />
          </GuidePart>
        ))}
        <GuidePart id="types" title="Types of messages">
          <EventTypes shapes={types} />
        </GuidePart>
        <GuidePart id="refusals" title="When something is not done">
          <RefusalList refusals={refusals.answered} />
        </GuidePart>
        <GuidePart id="http" title="The same by plain HTTP" text={guide.http}>
          <CodeBlock code={`SHOP=${site.origin}\nCODE=…`} />
          {walk.map(({ told, code }) => (
            <div key={told} className="grid gap-4">
              <p>
                <Told text={told} />
              </p>
              <CodeBlock code={code} />
            </div>
          ))}
        </GuidePart>
        <GuidePart id="doze" title="While the phone sleeps" text={guide.doze} />
        <GuidePart id="versions" title="What will not change" text={guide.versions} />
      </Guide>
    </DocsLayout>
  );
}
