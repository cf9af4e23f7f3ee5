import { expect, test } from "vitest";
import { asyncApi } from "~/contract/document/async/document";
import type { Schema } from "~/contract/document/schema";
import { connectRefusals, refusals } from "~/realtime/refusals";
import { deviceDocument, devices } from "../setup/document";
import { program } from "../setup/program";
import { startServer } from "../setup/server";

type Message = { payload: Schema; examples: { payload: unknown }[] };
type Pointed = { $ref: string };

const messages = Object.entries(deviceDocument.channels).flatMap(([channel, { messages }]) =>
  Object.entries(messages).map(([key, message]) => [`${channel} ${key}`, message as Message] as const),
);

test("the shop tells what devices may say, and says when that is still the same", async () => {
  const api = program(await startServer());
  const first = await api("GET", "/api/asyncapi.json");
  expect(first.json).toEqual(JSON.parse(JSON.stringify(deviceDocument)));
  const headers = { "If-None-Match": first.headers.get("ETag") ?? "" };
  expect((await api("GET", "/api/asyncapi.json", { headers })).status).toBe(304);
});

test("the address is the shop's own when it knows it", () => {
  const { shop } = asyncApi({ site: "https://shop.example:8443" }).servers;
  expect(shop).toMatchObject({ host: "shop.example:8443", pathname: "/socket.io", protocol: "wss" });
});

test("every message has an example that fits it", () => {
  const wrong = messages.flatMap(([place, { payload, examples }]) =>
    examples.flatMap((example) => devices.misfits(payload, example.payload).map((one) => `${place} ${one}`)),
  );
  expect(wrong).toEqual([]);
  expect(messages.filter(([, { examples }]) => examples.length === 0)).toEqual([]);
});

test("a message is of one type only", () => {
  const events = messages.filter(([place]) => /^relay (?:event|sendMessage)\.(?!reply|refusal)/.test(place));
  for (const [place, { examples }] of events) {
    const saying = place.split(".")[0] ?? "";
    const fitting = events.filter(
      ([other, { payload }]) =>
        other.startsWith(`${saying}.`) && devices.misfits(payload, examples[0]?.payload).length === 0,
    );
    expect(fitting.map(([other]) => other)).toEqual([place]);
  }
});

test("every operation points at messages of its channel", () => {
  const operations: [string, { messages: Pointed[]; reply?: { messages: Pointed[] } }][] = Object.entries(
    deviceDocument.operations,
  );
  const nowhere = operations.flatMap(([id, { messages, reply }]) =>
    [...messages, ...(reply?.messages ?? [])].filter((one) => !devices.found(one)).map(() => id),
  );
  expect(nowhere).toEqual([]);
  expect(operations.length).toBeGreaterThan(5);
});

test("every reason to refuse is told, with whether to try again", () => {
  const { Refused, ConnectError } = deviceDocument.components.schemas;
  const told = Refused?.anyOf?.map(({ properties }) => [
    properties?.code?.const,
    properties?.retryable?.const,
  ]);
  expect(told).toEqual(Object.entries(refusals).map(([code, { retryable }]) => [code, retryable]));
  const codes = ConnectError?.properties?.data?.anyOf?.map(({ properties }) => properties?.code?.const);
  expect(codes).toEqual(Object.keys(connectRefusals));
});
