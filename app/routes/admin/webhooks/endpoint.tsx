import { href, Link } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { readQuery } from "~/http/query";
import { titled } from "~/http/title";
import { getEndpoint } from "~/models/webhook/endpoint.server";
import { deliveryStates, LogQuery, lastWord, listDeliveries } from "~/models/webhook/log.server";
import { ALL_TYPES } from "~/models/webhook/types";
import { DeliveryTable } from "~/ui/admin/delivery-table";
import { EndpointActions } from "~/ui/admin/endpoint-actions";
import { EndpointState } from "~/ui/admin/endpoint-state";
import { Pagination } from "~/ui/list/pagination";
import { Toolbar, ToolbarSelect } from "~/ui/list/toolbar";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/endpoint";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { endpointId } = args.params;
  const { types, ...endpoint } = await orErrorPage(find(endpointId));
  const query = readQuery(args.url, LogQuery);
  const { deliveries, page, pages } = await listDeliveries(endpoint.id, query);
  const button = (noun: "test" | "enabling" | "disabling") => {
    const action = `${href("/admin/webhooks/:endpointId", { endpointId })}/${noun}`;
    return { action, token: formToken(args, action) };
  };
  const buttons = endpoint.disabledAt
    ? { enabling: button("enabling") }
    : { test: button("test"), disabling: button("disabling") };
  return {
    endpoint,
    hears: types === ALL_TYPES ? null : types.split(" "),
    buttons,
    states: deliveryStates,
    log: { state: query.state ?? "", page, pages },
    deliveries: deliveries.map(({ attempts: [last], ...delivery }) => ({
      ...delivery,
      last: last ? lastWord(last) : null,
    })),
  };
}

const find = async (id: string) => getEndpoint(idParam(id, "Endpoint"));

export const meta: Route.MetaFunction = ({ matches }) => titled("Endpoint", matches);

const words = { pending: "Waiting", delivered: "Delivered", failed: "Given up", stopped: "Stopped" };

export default function Endpoint({ loaderData, params }: Route.ComponentProps) {
  const { endpoint, hears, buttons, states, log, deliveries } = loaderData;
  const here = href("/admin/webhooks/:endpointId", params);
  return (
    <>
      <PageHeader
        title={new URL(endpoint.url).host}
        lead={endpoint.description || undefined}
        back={{ to: href("/admin/webhooks"), label: "Webhooks" }}
        actions={<EndpointActions here={here} {...buttons} />}
      />
      <EndpointState {...endpoint} hears={hears} replay={`${here}/replay`} />
      <div className="flex flex-wrap items-end justify-between gap-4 pb-6">
        <h2>Deliveries</h2>
        <Toolbar>
          <ToolbarSelect
            name="state"
            label="State"
            value={log.state}
            options={[
              { value: "", label: "All of them" },
              ...states.map((value) => ({ value, label: words[value] })),
            ]}
          />
        </Toolbar>
      </div>
      {deliveries.length === 0 && (
        <EmptyState
          title={log.state ? "None like this" : "Nothing was sent yet"}
          help={
            log.state ? (
              <Link to={here}>Show all of them</Link>
            ) : (
              "Send a test, or wait until something happens."
            )
          }
        />
      )}
      {deliveries.length > 0 && (
        <DeliveryTable deliveries={deliveries} hrefFor={(deliveryId) => `${here}/deliveries/${deliveryId}`} />
      )}
      <Pagination
        page={log.page}
        pages={log.pages}
        hrefFor={(page) =>
          `${here}?${new URLSearchParams({ ...(log.state && { state: log.state }), page: String(page) })}`
        }
      />
    </>
  );
}
