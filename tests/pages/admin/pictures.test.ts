import { readdirSync } from "node:fs";
import { request } from "node:http";
import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { picturesFolder } from "~/models/image/store.server";
import { signIn } from "../../factories/people";
import { pictureBytes } from "../../factories/pictures";
import { createProduct } from "../../factories/shop";
import { startServer } from "../../setup/server";
import { upload } from "../../setup/upload";
import { expectRefused, visitor } from "../../setup/visitor";

const owner = await signIn({ role: "owner" });
const customer = await signIn();
const products = await Promise.all(Array.from({ length: 7 }, () => createProduct()));
const server = await startServer();
const person = visitor(server, owner.cookie);

const png = new Uint8Array(await pictureBytes({ width: 900, height: 600 }));
const imagesOf = (index: number) => `/admin/products/${products[index]?.slug}/images`;
const kept = (index: number) =>
  db.productImage.findMany({
    where: { productId: products[index]?.id, deletedAt: null },
    orderBy: { position: "asc" },
  });
const onDisk = () => readdirSync(picturesFolder, { withFileTypes: true }).length;

test("an owner uploads two pictures at once, and visitors get them to keep", async () => {
  const page = await upload(person, imagesOf(0), [
    { name: "one.png", bytes: png },
    { name: "../../two.png", bytes: png },
  ]);

  expect(page.text).toContain("2 pictures are there");
  const [first] = await kept(0);
  expect(await kept(0)).toMatchObject([{ widths: "400,800,900", alt: "The ledger at work" }, {}]);
  const picture = await server.fetch(`/pictures/${first?.file}-400.webp`);
  expect(picture.status).toBe(200);
  expect(picture.headers.get("Content-Type")).toBe("image/webp");
  expect(picture.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  expect(picture.headers.get("Content-Security-Policy")).toContain("sandbox");
  expect(picture.headers.get("X-Content-Type-Options")).toBe("nosniff");
  const etag = picture.headers.get("ETag") ?? "";
  const again = await server.fetch(`/pictures/${first?.file}-400.webp`, {
    // Without the second, Node's fetch asks past every cache.
    headers: { "If-None-Match": etag, "Cache-Control": "max-age=0" },
  });
  expect(again.status).toBe(304);
});

test("pictures are described, ordered, removed and put back by buttons", async () => {
  let page = await upload(person, imagesOf(1), [
    { name: "one.png", bytes: png },
    { name: "two.png", bytes: png },
  ]);
  const [first, second] = await kept(1);

  page = await page.submit(`${imagesOf(1)}/${second?.id}/description`, { alt: "A receipt" });
  page = await page.submit("Move earlier: picture 2");
  expect(await kept(1)).toMatchObject([{ id: second?.id, alt: "A receipt" }, { id: first?.id }]);
  page = await page.submit("Remove picture 1");
  expect(await kept(1)).toMatchObject([{ id: first?.id }]);
  page = await page.submit("Put back A receipt");

  expect(await kept(1)).toMatchObject([{ id: first?.id }, { id: second?.id }]);
});

test("the same upload twice makes one picture", async () => {
  const page = await person.get(imagesOf(2));
  const token = page.root.querySelector('form[enctype] [name="_token"]')?.getAttribute("value") ?? "";
  const files = [{ name: "one.png", bytes: png }];

  const answers = await Promise.all([
    upload(person, imagesOf(2), files, { token }),
    upload(person, imagesOf(2), files, { token }),
  ]);
  const before = onDisk();
  const later = await upload(person, imagesOf(2), [{ name: "other.png", bytes: "other" }], { token });

  expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
  expect(await kept(2)).toHaveLength(1);
  expect(later.status).toBeGreaterThanOrEqual(400);
  expect(onDisk()).toBe(before);
});

test("an SVG, a page that calls itself a picture and an empty choice are refused, and nothing is kept", async () => {
  const before = onDisk();
  const svg = await upload(person, imagesOf(3), [
    { name: "fine.png", bytes: png },
    { name: "logo.png", bytes: "<svg onload=alert(1)>" },
  ]);
  const html = await upload(person, imagesOf(3), [{ name: "x.png", bytes: "<script>alert(1)</script>" }]);
  const nothing = await upload(person, imagesOf(3), [{ name: "", bytes: "" }]);

  expect(svg.status).toBe(415);
  expect(svg.text).toContain("logo.png is an SVG");
  expect(html.status).toBe(415);
  expect(nothing.status).toBe(400);
  expect(nothing.text).toContain("Choose one picture or more");
  expect(await kept(3)).toEqual([]);
  expect(onDisk()).toBe(before);
});

test("too many files, too large a file and a forged token are refused", async () => {
  const many = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.png`, bytes: "x" }));
  const large = [{ name: "large.png", bytes: new Uint8Array(5_000_001) }];

  expect((await upload(person, imagesOf(4), many)).status).toBe(413);
  expect((await upload(person, imagesOf(4), large)).status).toBe(413);
  expect((await upload(person, imagesOf(4), [{ name: "a.png", bytes: png }], { token: "x.y" })).status).toBe(
    403,
  );
  expect(await kept(4)).toEqual([]);
});

test("a body without end is refused and its connection closed without reading on", async () => {
  const { pathname } = new URL(imagesOf(5), server.origin);
  const { status, sent } = await pour(pathname, 200_000_000);

  expect([413, 403, "closed"]).toContain(status);
  expect(sent).toBeLessThan(80_000_000);
});

test("a form that is cut short, names that cannot be stored and odd boundaries are 4xx", async () => {
  const headers = { Origin: server.origin };
  const post = (type: string, body: string) =>
    person.send(imagesOf(6), { method: "POST", body, headers: { ...headers, "Content-Type": type } });
  const field = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  const answers = [
    await post("multipart/form-data; boundary=b", field("alt", "x")),
    await post("multipart/form-data; boundary=b", `${field("alt", "a\u0000b")}--b--`),
    await post("multipart/form-data; boundary=b", `${field("alt\u0000", "x")}--b--`),
    await post("multipart/form-data", "x"),
    await post("multipart/form-data; boundary=", "x"),
    await post("application/x-www-form-urlencoded", "alt=x"),
    await post("multipart/form-data; boundary=b", `${field("x", "y").repeat(101)}--b--`),
  ];

  for (const [index, answer] of answers.entries()) expectRefused(answer, `answer ${index}`);
});

test("nothing outside the folder of pictures is served", async () => {
  const paths = ["/pictures/..%2fatelier.db", "/pictures/%2e%2e/secrets.json", "/pictures/a%00-400.webp"];
  for (const path of [...paths, "/pictures/", "/pictures/x-400.webp", "/pictures/..\\secrets.json"]) {
    const answer = await server.fetch(path);
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    expect(answer.status, path).toBeLessThan(500);
  }
});

test("a customer and a visitor cannot upload", async () => {
  const sent = (cookie: string) =>
    server.fetch(imagesOf(6), {
      method: "POST",
      body: new FormData(),
      headers: { Origin: server.origin, ...(cookie && { Cookie: cookie }) },
    });

  expect((await sent(customer.cookie)).status).toBe(403);
  expect((await sent("")).status).toBe(303);
});

/** Sends one part that does not end, until the server answers or hangs up. */
function pour(path: string, limit: number) {
  return new Promise<{ status: number | "closed"; sent: number }>((resolve) => {
    const head = `--b\r\nContent-Disposition: form-data; name="pictures"; filename="a.png"\r\n\r\n`;
    const chunk = Buffer.alloc(1_000_000);
    let sent = 0;
    const sending = request(new URL(path, server.origin), {
      method: "POST",
      headers: {
        Cookie: owner.cookie,
        Origin: server.origin,
        "Content-Type": "multipart/form-data; boundary=b",
        "Transfer-Encoding": "chunked",
      },
    });
    const end = (status: number | "closed") => {
      sending.destroy();
      resolve({ status, sent });
    };
    sending.on("response", (response) => end(response.statusCode ?? 0));
    sending.on("error", () => end("closed"));
    sending.write(head);
    const more = () => {
      while (sent < limit && !sending.destroyed) {
        sent += chunk.length;
        if (!sending.write(chunk)) return sending.once("drain", more);
      }
    };
    more();
  });
}
