import { createDevice } from "~/models/device/registry.server";
import { signIn } from "../../factories/people";
import type { RunningServer } from "../../setup/server";
import { type Page, visitor } from "../../setup/visitor";

/** A person with a phone, at a browser. */
export async function somebody(server: RunningServer, name = "Ana") {
  const { user, token, cookie } = await signIn({ name });
  const { id: phone } = await createDevice({ userId: user.id, name: `Phone of ${name}`, model: "" });
  const from = { userId: user.id, deviceId: phone };
  return { user, userId: user.id, token, cookie, phone, from, browser: visitor(server, cookie) };
}

/** What the messages of a page are called, in their order. */
export const titlesOf = ({ root }: Page) =>
  root.querySelectorAll("main li h2").map(({ text }) => text.trim());
