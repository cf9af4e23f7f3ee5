import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { titled } from "~/http/title";
import { getDelivery, lastWord } from "~/models/webhook/log.server";
import { DeliveryState } from "~/ui/admin/delivery-table";
import { Wire } from "~/ui/admin/wire";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { Spec } from "~/ui/list/spec";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/delivery";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { params } = args;
  const { attempts, endpoint, body, ...delivery } = await orErrorPage(find(params));
  const action = href("/admin/webhooks/:endpointId/deliveries/:deliveryId/redelivery", params);
  const { host, pathname, search } = new URL(endpoint.url);
  return {
    delivery: { ...delivery, body },
    host,
    line: `POST ${pathname}${search}`,
    attempts: attempts.map(({ sent, headers, ...attempt }) => ({
      ...attempt,
      word: lastWord(attempt),
      sent: sent as Record<string, string>,
      headers: (headers ?? {}) as Record<string, string>,
    })),
    redelivery: endpoint.disabledAt ? null : { action, token: formToken(args, action) },
  };
}

const find = async ({ endpointId, deliveryId }: Route.LoaderArgs["params"]) =>
  getDelivery({ id: idParam(deliveryId, "Delivery"), endpointId: idParam(endpointId, "Endpoint") });

export const meta: Route.MetaFunction = ({ matches }) => titled("Delivery", matches);

export default function Delivery({ loaderData, params }: Route.ComponentProps) {
  const { delivery, host, line, attempts, redelivery } = loaderData;
  return (
    <>
      <PageHeader
        title={<span className="font-mono break-all">{delivery.type}</span>}
        back={{ to: href("/admin/webhooks/:endpointId", params), label: host }}
        actions={
          redelivery && (
            <PostForm {...redelivery}>
              <SubmitButton>Send it again</SubmitButton>
            </PostForm>
          )
        }
      />
      <div className="pb-10">
        <Spec
          items={[
            { term: "State", value: <DeliveryState {...delivery} /> },
            { term: "Happened", value: <When at={delivery.at} as="minute" /> },
            { term: "Next try", value: delivery.nextAt && <When at={delivery.nextAt} as="minute" /> },
            { term: "Id", value: <span className="break-all">{delivery.messageId}</span>, mono: true },
          ]}
        />
      </div>
      {attempts.map(({ id, at, durationMs, word, sent, status, headers, answer }, index) => (
        <Section
          key={id}
          title={`Try ${attempts.length - index}`}
          lead={
            <>
              {word}, <When at={at} as="minute" />, after {durationMs} ms
            </>
          }
        >
          <Wire line={line} headers={{ host, ...sent }} body={index === 0 ? delivery.body : null} />
          {status !== null && <Wire line={`HTTP ${status}`} headers={headers} body={answer} />}
        </Section>
      ))}
      {attempts.length === 0 && delivery.body && (
        <Section title="Not tried yet" lead="This is what will be sent, signed at that moment.">
          <Wire line={line} headers={{ host }} body={delivery.body} />
        </Section>
      )}
    </>
  );
}
