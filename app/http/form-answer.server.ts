import type { RouterContextProvider } from "react-router";
import type { Flash } from "~/contexts";
import type { Answer } from "~/models/idempotency/once.server";
import { redirectTelling, toldBy } from "./redirect.server";

type Args = { context: Readonly<RouterContextProvider> };

/** What a form shows once and no store keeps, such as a new key. */
export type ShownOnce = { shownOnce: Record<string, string> };

/** Cookies are not kept: whoever repeats the form has those of the first answer, but for the words, which are told only once. */
export function toAnswer(answer: Response | ShownOnce): Answer {
  if (!(answer instanceof Response))
    return { status: 200, headers: {}, body: JSON.stringify(answer), secret: true };
  const words = toldBy(answer);
  const headers = { Location: answer.headers.get("Location") ?? "/" };
  return { status: answer.status, headers, body: words && JSON.stringify(words) };
}

/** The first answer again. The page it leads to may have been shown, and its words with it, to a browser that dropped it. */
export async function repeated(
  args: Args,
  { status, headers, body, secret }: Answer,
): Promise<Response | ShownOnce> {
  if (secret) return JSON.parse(body ?? "{}");
  if (body === null) return new Response(null, { status, headers });
  const { kind, text } = JSON.parse(body) as Flash;
  return redirectTelling(args, headers.Location ?? "/", text, { kind });
}
