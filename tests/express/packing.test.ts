import { get } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createProduct } from "../factories/shop";
import { startServer } from "../setup/server";

const server = await startServer();

/** As it comes over the wire: fetch unpacks. */
function wire(path: string, accepted: string) {
  return new Promise<{ encoding: string; vary: string; length?: string; body: Buffer }>((resolve, reject) => {
    const headers = { "Accept-Encoding": accepted };
    get(`${server.origin}${path}`, { headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { "content-encoding": encoding = "", vary = "", "content-length": length } = response.headers;
      resolve({ encoding, vary, length, body: Buffer.concat(chunks) });
    }).on("error", reject);
  });
}

async function addressesOn(page: string) {
  const { body } = await wire(page, "identity");
  const found = (pattern: RegExp) =>
    [...body.toString().matchAll(pattern)].map(([, address = ""]) => address);
  return {
    scripts: [...found(/rel="modulepreload" href="([^"]+)"/g), ...found(/"(\/assets\/manifest[^"]+)"/g)],
    styles: found(/rel="stylesheet" href="([^"]+)"/g),
  };
}

test("pages and what they load come packed to whoever takes that, and plain to whoever does not", async () => {
  const { slug } = await createProduct({ name: "Packed" });
  const { scripts, styles } = await addressesOn(`/products/${slug}`);
  for (const path of [scripts[0] ?? "", styles[0] ?? "", "/products?q=Packed"]) {
    const plain = await wire(path, "identity");
    expect.soft(plain, path).toMatchObject({ encoding: "", vary: expect.stringMatching(/accept-encoding/i) });
    for (const [encoding, unpack] of [
      ["br", brotliDecompressSync],
      ["gzip", gunzipSync],
    ] as const) {
      const packed = await wire(path, encoding);
      expect.soft(packed.encoding, path).toBe(encoding);
      expect.soft(packed.body.length, path).toBeLessThan(plain.body.length);
      const isPage = path.startsWith("/products");
      if (!isPage) expect.soft(unpack(packed.body).equals(plain.body), path).toBe(true);
      else expect.soft(unpack(packed.body).toString(), path).toContain("Packed");
    }
  }
  expect(scripts.length).toBeGreaterThan(1);
});

test("a product page weighs at most 20 kB with its style, and its scripts 115 kB", async () => {
  const { slug } = await createProduct({
    name: "Light",
    description: "A paragraph of fifty words. ".repeat(40),
  });
  const page = `/products/${slug}`;
  const { scripts, styles } = await addressesOn(page);
  const weigh = async (paths: string[], accepted: string) => {
    const answers = await Promise.all(paths.map((path) => wire(path, accepted)));
    return answers.reduce((sum, { body }) => sum + body.length, 0);
  };
  expect(styles.length).toBeGreaterThan(0);
  expect(await weigh([page, ...styles], "gzip")).toBeLessThan(20_000);
  expect(await weigh(scripts, "br")).toBeLessThan(115_000);
});

test("what is for programs is never packed: its ETag names these bytes", async () => {
  await createProduct({ name: "Plain", description: "Plain words. ".repeat(200) });
  const answer = await wire("/api/products", "br, gzip");
  expect(answer).toMatchObject({ encoding: "", length: String(answer.body.length) });
  expect(JSON.parse(answer.body.toString()).data.length).toBeGreaterThan(0);
});
