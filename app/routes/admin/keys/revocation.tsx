import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { z } from "zod";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { getApiKey, revokeApiKey } from "~/models/api-key/revocation.server";
import { Question } from "~/ui/admin/question";
import type { Route } from "./+types/revocation";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { keyId } = args.params;
  const { name, prefix } = await orErrorPage(key(keyId));
  return { name, prefix, token: formToken(args, href("/admin/keys/:keyId/revocation", { keyId })) };
}

const key = async (id: string) => getApiKey(idParam(id, "Key"));

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: z.object({}) }, async () => {
    await revokeApiKey({ id: idParam(args.params.keyId, "Key") }, { actor });
    return redirectTelling(args, href("/admin/keys"), "The key is revoked. Nobody gets in with it any more.");
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Revoke a key", matches);

export default function Revocation({ loaderData, actionData }: Route.ComponentProps) {
  const [form] = useForm({ id: "revocation", lastResult: actionData?.result });
  return (
    <Question
      title={`Revoke the key ${loaderData.name}?`}
      lead={
        <>
          The program that holds <code>{loaderData.prefix}…</code> is refused from its next request on. A
          revoked key never comes back.
        </>
      }
      form={form}
      token={loaderData.token}
      yes="Revoke it"
      grave
      no={{ to: href("/admin/keys"), label: "Keep it" }}
    />
  );
}
