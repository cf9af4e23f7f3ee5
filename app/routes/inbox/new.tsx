import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint } from "@conform-to/zod/v4";
import { href } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { listDevices } from "~/models/device/registry.server";
import { SendInput } from "~/models/inbox/input";
import { writeMessage } from "~/models/inbox/writing.server";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { Select } from "~/ui/form/select";
import { SubmitButton } from "~/ui/form/submit-button";
import { WordsFields } from "~/ui/inbox/words-fields";
import { Actions } from "~/ui/page/actions";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/new";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  const { id: userId, role } = requireUser(args);
  const devices = await listDevices(userId);
  return {
    receivers: [
      { value: "all", label: devices.length > 0 ? "All my devices" : "This inbox" },
      ...devices.map(({ id, name }) => ({ value: id, label: name })),
      ...(role === "owner" ? [] : [{ value: "owner", label: "The owner of the shop" }]),
    ],
    token: formToken(args, href("/inbox/new")),
    constraint: getZodConstraint(SendInput),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  return formAction(args, { schema: SendInput }, async (message) => {
    await writeMessage(message, { userId });
    return redirectTelling(args, href("/inbox"), "Your message is on its way.");
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Write a message", matches);

export default function NewMessage({ loaderData, actionData }: Route.ComponentProps) {
  const { receivers, token, constraint } = loaderData;
  const [form, fields] = useForm<SendInput>({
    id: "message",
    lastResult: actionData?.result,
    constraint,
    defaultNoValidate: false,
  });
  return (
    <>
      <PageHeader
        title="Write a message"
        lead="A note or a link, to your own devices or to the owner. Until it is read, you can take it back."
        back={{ to: href("/inbox"), label: "Inbox" }}
      />
      <PostForm token={token} stacked {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <Select field={fields.to} label="To" options={receivers} />
        <WordsFields title={fields.title} text={fields.text} url={fields.url} />
        <Actions>
          <SubmitButton>Send it</SubmitButton>
          <ButtonLink to={href("/inbox")}>Cancel</ButtonLink>
        </Actions>
      </PostForm>
    </>
  );
}
