import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { site } from "~/http/site.server";
import { titled } from "~/http/title";
import { getSource } from "~/models/webhook/source.server";
import { Wire } from "~/ui/admin/wire";
import { ButtonLink } from "~/ui/page/button-link";
import { CopyValue } from "~/ui/page/copy-value";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/source";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const source = await orErrorPage(find(args.params.sourceId));
  return { ...source, address: `${site || args.url.origin}/api/webhooks/in/${source.word}` };
}

const find = async (id: string) => getSource(idParam(id, "Source"));

export const meta: Route.MetaFunction = ({ matches }) => titled("Incoming webhooks", matches);

export default function Source({ loaderData, params }: Route.ComponentProps) {
  const { name, address, messages, word } = loaderData;
  return (
    <>
      <PageHeader
        title={name}
        back={{ to: href("/admin/webhooks/sources"), label: "Incoming webhooks" }}
        actions={
          <ButtonLink kind="danger" to={href("/admin/webhooks/sources/:sourceId/removal", params)}>
            Remove
          </ButtonLink>
        }
      />
      <div className="pb-10">
        <CopyValue label="Address" value={address} />
      </div>
      {messages.length === 0 && (
        <EmptyState title="Nothing came yet" help="Its messages will stand here, newest first." />
      )}
      {messages.map(({ id, messageId, type, body, receivedAt }) => (
        <Section
          key={id}
          title={<span className="break-all">{type ?? "Without a type"}</span>}
          lead={<When at={receivedAt} as="minute" />}
        >
          <Wire line={`POST /api/webhooks/in/${word}`} headers={{ id: messageId }} body={body} />
        </Section>
      ))}
    </>
  );
}
