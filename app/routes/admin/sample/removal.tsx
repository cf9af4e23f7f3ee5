import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { z } from "zod";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { countSample, removeSample } from "~/models/sample/removal.server";
import { Question } from "~/ui/admin/question";
import type { Route } from "./+types/removal";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  return { sample: await countSample(), token: formToken(args, href("/admin/sample/removal")) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: z.object({}) }, async () => {
    await removeSample({ actor });
    return redirectTelling(args, href("/admin/products"), "The sample shop is gone. This one is yours.");
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Remove the sample shop", matches);

export default function SampleRemoval({ loaderData: { sample, token }, actionData }: Route.ComponentProps) {
  const [form] = useForm({ id: "removal", lastResult: actionData?.result });
  return (
    <Question
      title="Remove the sample shop?"
      lead={`Its ${sample.products} products go for good, with their pictures, reviews and reviewers, and the categories that nothing of yours stands in. What you made or edited stays.`}
      form={form}
      token={token}
      yes="Remove the sample shop"
      grave
      no={{ to: href("/admin/settings"), label: "Keep it for now" }}
    />
  );
}
