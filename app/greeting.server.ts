import { env } from "~/env.server";
import { issueInstallLink } from "~/models/one-time-link/link.server";

/** What the owner reads when the doors are open: where the shop is, where its data lies, and what to do first. */
export async function greet({ port }: { port: number }) {
  const here = `http://localhost:${port}`;
  const install = await issueInstallLink();
  const lines = [
    `Atelier is open at ${here}${env.PUBLIC_URL ? `, for visitors at ${env.PUBLIC_URL}` : ""}`,
    `Its data lies in ${env.DATA_DIR}`,
    ...(install ? [`Create the owner, once: ${env.PUBLIC_URL ?? here}${install}`] : []),
    ...warnings(),
    ...(env.OUTGOING_PRIVATE === "on" ? [PRIVATE_WARNING] : []),
  ];
  process.stdout.write(`\n${lines.map((line) => `  ${line}\n`).join("")}\n`);
}

const PRIVATE_WARNING =
  "OUTGOING_PRIVATE is on: webhooks may go to machines in your own network, and over plain http. Leave it off where others may enter addresses.";

function warnings() {
  if (!env.PUBLIC_URL?.startsWith("https:")) {
    return [
      "Cookies travel over plain http: before strangers come, put a proxy with https in front and set PUBLIC_URL to its address.",
    ];
  }
  if (env.TRUST_PROXY === false) {
    return [
      "PUBLIC_URL is https but TRUST_PROXY is off: every visitor will seem to have the proxy's address. Name the proxy in TRUST_PROXY.",
    ];
  }
  return [];
}
