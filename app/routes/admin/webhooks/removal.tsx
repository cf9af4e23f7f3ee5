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
import { getEndpoint, removeEndpoint } from "~/models/webhook/endpoint.server";
import { Question } from "~/ui/admin/question";
import type { Route } from "./+types/removal";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { endpointId } = args.params;
  const { url } = await orErrorPage(find(endpointId));
  return { url, token: formToken(args, href("/admin/webhooks/:endpointId/removal", { endpointId })) };
}

const find = async (id: string) => getEndpoint(idParam(id, "Endpoint"));

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: z.object({}) }, async () => {
    await removeEndpoint(idParam(args.params.endpointId, "Endpoint"), { actor });
    return redirectTelling(
      args,
      href("/admin/webhooks"),
      "The endpoint is removed, with its secret and its log.",
    );
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Remove an endpoint", matches);

export default function Removal({ loaderData, actionData, params }: Route.ComponentProps) {
  const [form] = useForm({ id: "removal", lastResult: actionData?.result });
  return (
    <Question
      title="Remove this endpoint?"
      lead={
        <>
          <span className="break-all">{loaderData.url}</span> is called no more. Its secret and its log are
          gone for good; turning it off keeps both.
        </>
      }
      form={form}
      token={loaderData.token}
      yes="Remove it"
      grave
      no={{ to: href("/admin/webhooks/:endpointId", params), label: "Keep it" }}
    />
  );
}
