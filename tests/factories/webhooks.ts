import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { db } from "~/db/client.server";
import { moveConsumer, waitingEvents } from "~/db/waiting-events.server";
import { change } from "~/models/outbox/change.server";
import type { Event } from "~/models/outbox/event";
import { webhookConsumer } from "~/models/webhook/consumer.server";
import { createEndpoint } from "~/models/webhook/endpoint.server";
import { ALL_TYPES } from "~/models/webhook/types";

export type Call = {
  id: string;
  at: number;
  headers: IncomingMessage["headers"];
  body: string;
  type: string;
  data: { id?: string } & Record<string, unknown>;
};
export type Answer = (response: ServerResponse, call: Call, count: number) => void;

/** Somebody who receives webhooks on this machine, and keeps what came. `answer` may be set anew at any time. */
export async function receiver(answer: Answer = (response) => response.end()) {
  const calls: Call[] = [];
  const one = { answer, calls, url: "", close: async () => {} };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { type, data } = JSON.parse(body);
    const call = {
      id: String(request.headers["webhook-id"]),
      at: Date.now(),
      headers: request.headers,
      body,
      type,
      data,
    };
    calls.push(call);
    one.answer(response, call, calls.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  one.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  one.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return one;
}

/** An endpoint, also at an address of this machine, which no form would take. */
export async function createHook(url: string, types: string = ALL_TYPES) {
  const made = await createEndpoint(
    { url: "https://hooks.example/", types, description: "" },
    { actor: "factory" },
  );
  await db.webhookEndpoint.update({ where: { id: made.id }, data: { url, host: new URL(url).host } });
  return made;
}

/** Hands the outbox to the webhooks, as the dispatcher of a running shop does. Answers how many events were new. */
export async function dispatch() {
  const name = "webhooks";
  const events = (await waitingEvents(name, 10_000)) as Event[];
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return 0;
  await change(async () => {
    await webhookConsumer(() => undefined).handle(events);
    await moveConsumer(name, { first: first.seq, last: last.seq });
  });
  return events.length;
}
