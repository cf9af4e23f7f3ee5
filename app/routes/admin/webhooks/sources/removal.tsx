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
import { getSource, removeSource } from "~/models/webhook/source.server";
import { Question } from "~/ui/admin/question";
import type { Route } from "./+types/removal";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { sourceId } = args.params;
  const { name } = await orErrorPage(find(sourceId));
  return { name, token: formToken(args, href("/admin/webhooks/sources/:sourceId/removal", { sourceId })) };
}

const find = async (id: string) => getSource(idParam(id, "Source"));

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: z.object({}) }, async () => {
    await removeSource(idParam(args.params.sourceId, "Source"), { actor });
    return redirectTelling(
      args,
      href("/admin/webhooks/sources"),
      "The source is removed, with what it sent.",
    );
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Remove a source", matches);

export default function Removal({ loaderData, actionData, params }: Route.ComponentProps) {
  const [form] = useForm({ id: "removal", lastResult: actionData?.result });
  return (
    <Question
      title={`Remove ${loaderData.name}?`}
      lead="What it sends from now on is refused, and what it sent is forgotten."
      form={form}
      token={loaderData.token}
      yes="Remove it"
      grave
      no={{ to: href("/admin/webhooks/sources/:sourceId", params), label: "Keep it" }}
    />
  );
}
