import type { Operation } from "../operation";

/**
 * How to call an operation from a shell, ready to be pasted: `$SHOP` is the address of the shop, `$KEY` a key, `$DEVICE` the
 * token of a device, and each part of a path a variable of its own, such as `$PRODUCT_ID`.
 */
export function curlOf(operation: Operation, body: unknown): string {
  const { method, scope, device, upload, example } = operation;
  if (example?.curl) return example.curl;
  const lines = [
    `curl${method === "GET" ? "" : ` -X ${method}`} ${addressOf(operation)}`,
    scope && '-H "x-api-key: $KEY"',
    device && '-H "Authorization: Bearer $DEVICE"',
    scope && method === "POST" && '-H "Idempotency-Key: $(date +%s)"',
    body !== undefined &&
      `-H 'Content-Type: ${method === "PATCH" ? "application/merge-patch+json" : "application/json"}'`,
    body !== undefined && `-d ${quoted(JSON.stringify(body))}`,
    body === undefined && upload && fileOf(upload),
  ];
  return lines.filter(Boolean).join(" \\\n  ");
}

function addressOf({ path, example }: Operation) {
  const query = Object.entries(example?.query ?? {})
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join("&");
  const glob = query.includes("[") ? "-g " : "";
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => `$${variableOf(name)}`);
  return `${glob}"$SHOP${filled}${query && `?${query}`}"`;
}

/** `productId` as `PRODUCT_ID`. */
export const variableOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

function fileOf(upload: Record<string, string>) {
  const [type = ""] = Object.keys(upload);
  return type.startsWith("multipart/")
    ? '-F "file=@$FILE"'
    : `-H 'Content-Type: ${type}' --data-binary "@$FILE"`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
