// After the build: what browsers load lies beside itself as brotli and as gzip, so that nobody waits while it is packed.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const client = path.resolve(import.meta.dirname, "../build/client");

for (const name of readdirSync(client, { recursive: true })) {
  if (!/\.(?:js|css|svg)$/.test(String(name))) continue;
  const file = path.join(client, String(name));
  const content = readFileSync(file);
  keepSmaller(`${file}.br`, brotliCompressSync(content), content);
  keepSmaller(`${file}.gz`, gzipSync(content, { level: 9 }), content);
}

function keepSmaller(file, packed, content) {
  if (packed.length < content.length) writeFileSync(file, packed);
}
