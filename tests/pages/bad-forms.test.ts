import { beforeAll, expect, test } from "vitest";
import { visitorCookie } from "~/auth/cookies.server";
import { db } from "~/db/client.server";
import { furnish } from "../factories/furnished";
import { sendNote } from "../factories/inbox";
import { signIn } from "../factories/people";
import { tokenFor } from "../setup/form-token";
import { isBadInput, measured } from "../setup/promptness";
import { type RunningServer, startServer } from "../setup/server";
import { expectRefused } from "../setup/visitor";
import { anyoneSends, editorsSend, ownerSends } from "./callers";
import { matrix } from "./matrix";

let server: RunningServer;
let ids: Record<string, string>;
let people: Record<"stranger" | "owner" | "customer", { token: string; cookie: string }>;

beforeAll(async () => {
  const shop = await furnish();
  const customer = await signIn();
  const [cookie = ""] = (await visitorCookie(false).serialize("stranger")).split(";");
  people = { stranger: { token: "stranger", cookie }, owner: await signIn({ role: "owner" }), customer };
  const user = { userId: customer.user.id };
  const { id: deviceId } = await db.device.findFirstOrThrow();
  const { id: sessionId } = await db.session.findFirstOrThrow({ where: user });
  const { id: categoryId } = await db.category.findFirstOrThrow();
  const { slug, word, review: reviewId, picture: imageId, trashed: productId, key: keyId } = shop;
  ids = { slug, word, reviewId, imageId, productId, keyId, deviceId, sessionId, categoryId };
  ids.featureId = shop.feature;
  ids.messageId = (await sendNote({ to: "all", text: "Read me" }, { userId: customer.user.id })).id;
  server = await startServer();
});

/** Every address that takes a form, from the table of all of them. */
const forms = Object.entries(matrix)
  .filter(([row, answers]) => row.startsWith("POST") && Object.values(answers).includes(415))
  .filter(([row]) => !row.startsWith("POST /api"))
  .map(([row, answers]) => ({ pattern: row.slice("POST ".length), answers }));

const uploads = ["/admin/products/import", "/admin/products/:slug/images"];
const half = Buffer.from([0xed, 0xa0, 0x80]);
type Field = [name: string, value: string | Buffer];

/** What no form of this shop sends. */
const bodies: Record<string, Field[]> = {
  "NUL in a value": [["name", "a\u0000b"]],
  "NUL in a name": [["na\u0000me", "x"]],
  "half a character": [["name", half]],
  "a million characters": [["name", "x".repeat(1_000_000)]],
  "ten thousand fields": Array.from({ length: 10_000 }, (_, index) => [`k${index}`, "1"]),
  "a name of ten thousand parts": [["a.".repeat(10_000), "x"]],
  "a list of a hundred million": [["tiers[99999999].name", "x"]],
  "the ancestor of all objects": [["__proto__.role", "owner"]],
  "a made-up token": [["_token", "x.y"]],
  "a token too long": [["_token", "x".repeat(90_000)]],
};

const senders = new Map([
  [anyoneSends, "stranger"],
  [editorsSend, "owner"],
  [ownerSends, "owner"],
] as const);

/** The server tells the owner of the sample's reviews meanwhile. */
const changes = () => db.event.count({ where: { type: { not: "notification.created" } } });

test.each(forms)("$pattern refuses what no form sends, at once, and changes nothing", async (form) => {
  const { pattern, answers } = form;
  const who = people[senders.get(answers) ?? "customer"];
  const address = pattern.replace(/:(\w+)/g, (_, name) => ids[name] ?? "none");
  const encode = uploads.includes(pattern) ? multipart : urlencoded;
  const before = await changes();

  for (const [what, fields] of Object.entries(bodies)) {
    const token: Field[] = what.includes("token") ? [] : [["_token", tokenFor(who.token, address)]];
    const { type, body } = encode([...token, ...fields]);
    const headers = { Origin: server.origin, Cookie: who.cookie, "Content-Type": type };
    const answer = await measured(async () => {
      const response = await server.fetch(address, { method: "POST", headers, body });
      return { status: response.status, text: await response.text() };
    }, isBadInput);
    expectRefused(answer, `${address} with ${what}`);
    expect(answer.text, what).toMatch(/<h1|<main/);
  }
  expect(await changes()).toBe(before);
});

function urlencoded(fields: Field[]) {
  const escaped = (text: string | Buffer) =>
    Buffer.from(text).reduce((sum, byte) => `${sum}%${byte.toString(16).padStart(2, "0")}`, "");
  const plain = (text: string | Buffer) =>
    typeof text === "string" && /^[\w.-]*$/.test(text) ? text : escaped(text);
  const body = fields.map(([name, value]) => `${plain(name)}=${plain(value)}`).join("&");
  return { type: "application/x-www-form-urlencoded", body };
}

function multipart(fields: Field[]) {
  const parts = fields.flatMap(([name, value]) => [
    Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  return { type: "multipart/form-data; boundary=b", body: Buffer.concat([...parts, Buffer.from("--b--")]) };
}
