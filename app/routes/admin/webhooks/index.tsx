import { href, Link } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { titled } from "~/http/title";
import { listEndpoints } from "~/models/webhook/endpoint.server";
import { ALL_TYPES } from "~/models/webhook/types";
import { StateDot } from "~/ui/list/state-dot";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { ButtonLink } from "~/ui/page/button-link";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/index";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const endpoints = await listEndpoints();
  return {
    endpoints: endpoints.map(({ id, url, description, types, disabledAt, failingSince, lastSuccessAt }) => {
      const state = disabledAt ? ("off" as const) : failingSince ? ("failing" as const) : ("on" as const);
      const hears = types === ALL_TYPES ? "everything" : `${types.split(" ").length} kinds of events`;
      return { id, url, description, hears, lastSuccessAt, state };
    }),
  };
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Webhooks", matches);

const states = {
  on: { dot: "good", word: "On" },
  failing: { dot: "bad", word: "Failing" },
  off: { dot: "off", word: "Off" },
} as const;

export default function Webhooks({ loaderData: { endpoints } }: Route.ComponentProps) {
  return (
    <>
      <PageHeader
        title="Webhooks"
        lead="What happens in the shop is told to your other programs, signed, in order and again until they have it."
        actions={
          <>
            <ButtonLink to={href("/admin/webhooks/bench")}>Test a signature</ButtonLink>
            <ButtonLink to={href("/admin/webhooks/sources")}>Incoming</ButtonLink>
            <ButtonLink kind="main" to={href("/admin/webhooks/new")}>
              New endpoint
            </ButtonLink>
          </>
        }
      />
      {endpoints.length === 0 && (
        <EmptyState
          title="Nobody is told yet"
          help="Give the address of a program that should hear of new products and reviews."
          links={<ButtonLink to={href("/admin/webhooks/new")}>New endpoint</ButtonLink>}
        />
      )}
      {endpoints.length > 0 && (
        <Table label="Endpoints" columns={["Address", "State", "Hears", "Last success"]}>
          {endpoints.map(({ id, url, description, hears, state, lastSuccessAt }) => (
            <Row key={id}>
              <RowHead>
                <Link to={href("/admin/webhooks/:endpointId", { endpointId: id })} className="break-all">
                  {url}
                </Link>
                {description && <span className="block text-sm font-normal text-muted">{description}</span>}
              </RowHead>
              <Cell>
                <StateDot state={states[state].dot}>{states[state].word}</StateDot>
              </Cell>
              <Cell label="hears">{hears}</Cell>
              <Cell label="last success">
                {lastSuccessAt ? (
                  <When at={lastSuccessAt} as="minute" />
                ) : (
                  <span className="text-muted">never</span>
                )}
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </>
  );
}
