import { href, Link } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { addressOf } from "~/http/address";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { readQuery } from "~/http/query";
import { titled } from "~/http/title";
import { describeApiKey } from "~/models/api-key/register.server";
import { listRequests } from "~/models/api-key/request-log.server";
import { PageQuery } from "~/models/paging";
import { KeyState } from "~/ui/admin/key-table";
import { RequestTable } from "~/ui/admin/request-table";
import { Pagination } from "~/ui/list/pagination";
import { Spec } from "~/ui/list/spec";
import { ButtonLink } from "~/ui/page/button-link";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/key";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const key = await orErrorPage(find(args.params.keyId));
  return { key, ...(await listRequests(key.id, readQuery(args.url, PageQuery))) };
}

const find = async (id: string) => describeApiKey(idParam(id, "Key"));

export const meta: Route.MetaFunction = ({ matches, loaderData }) =>
  titled(loaderData?.key.name ?? "Key", matches);

export default function Key({ loaderData, params }: Route.ComponentProps) {
  const { key, requests, page, pages } = loaderData;
  const here = href("/admin/keys/:keyId", params);
  return (
    <>
      <PageHeader
        title={key.name}
        back={{ to: href("/admin/keys"), label: "Keys" }}
        actions={key.state === "live" && <Changes keyId={key.id} />}
      />
      <div className="pb-10">
        <Facts {...key} />
      </div>
      <Section
        title="Requests"
        lead="The last 30 days, newest first. The program reads the same at /api/me/requests."
      >
        {requests.length > 0 ? (
          <RequestTable requests={requests} />
        ) : (
          <EmptyState
            title={page > 1 ? `There is no page ${page}` : "Nothing was asked with it yet"}
            links={page > 1 && <Link to={here}>Go to the newest requests</Link>}
          />
        )}
        <Pagination page={page} pages={pages} hrefFor={(number) => addressOf(here, { page: number })} />
      </Section>
    </>
  );
}

function Changes({ keyId }: { keyId: string }) {
  return (
    <>
      <ButtonLink to={href("/admin/keys/:keyId/rotation", { keyId })}>Rotate</ButtonLink>
      <ButtonLink kind="danger" to={href("/admin/keys/:keyId/revocation", { keyId })}>
        Revoke
      </ButtonLink>
    </>
  );
}

function Facts(key: Route.ComponentProps["loaderData"]["key"]) {
  const { lastUsedAt, lastUsedFrom, oldUntil } = key;
  return (
    <Spec
      items={[
        { term: "State", value: <KeyState state={key.state} /> },
        { term: "Begins with", value: `${key.prefix}…`, mono: true },
        { term: "May", value: key.scopes.join(", "), mono: true },
        { term: "Requests a minute", value: key.limitPerMinute ?? "as every key" },
        { term: "Issued", value: <When at={key.createdAt} as="minute" /> },
        { term: "Issued by", value: key.issuedBy?.name ?? "the command line" },
        {
          term: "Ends",
          value: key.expiresAt ? <When at={key.expiresAt} as="minute" /> : "when it is revoked",
        },
        { term: "Last use", value: lastUsedAt ? <When at={lastUsedAt} as="minute" /> : "never" },
        { term: "Last used from", value: lastUsedFrom, mono: true },
        { term: "Token before", value: key.oldPrefix && `${key.oldPrefix}…`, mono: true },
        { term: "It works until", value: oldUntil && <When at={oldUntil} as="minute" /> },
      ]}
    />
  );
}
