import { isIP } from "node:net";
import path from "node:path";
import { z } from "zod";

/** A value that stops the start. Its message is one sentence for the owner, shown without a stack. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
  readonly forOwner = true;
}

const commaList = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http or https address such as https://example.com" })
  .transform((text) => new URL(text).origin);

const isHardToGuess = (secret: string) => secret.length >= 32 && new Set(secret).size >= 10;

const randomSecrets = commaList.refine((secrets) => secrets.length > 0 && secrets.every(isHardToGuess), {
  error: "must hold random secrets of 32 characters or more, separated by commas",
});

const PROXY_NAMES = ["loopback", "linklocal", "uniquelocal"];

/** Whose X-Forwarded-* headers count: `off`, a number of proxies, or addresses, networks and Express's names for some. */
const trustedProxies = commaList.transform((proxies, context) => {
  const [only] = proxies;
  if (proxies.length === 1 && only === "off") return false as const;
  if (proxies.length === 1 && /^[1-9]$/.test(only ?? "")) return Number(only);
  const wrong = proxies.find((proxy) => !PROXY_NAMES.includes(proxy) && !isNetwork(proxy));
  if (wrong === undefined && proxies.length > 0) return proxies;
  const message =
    "must be off, a number of proxies, or addresses such as 10.0.0.2 or 10.0.0.0/8, separated by commas";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

function isNetwork(text: string) {
  const [address = "", bits, ...rest] = text.split("/");
  const widest = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= widest);
}

const DEFAULT_RATES = { address: 300, key: 1_000 };
const Rate = z.coerce.number().int().min(1).max(1_000_000_000);

/** Requests a minute: of an address without a key, and of each key. */
const rates = z.string().transform((text, context) => {
  if (text === "off") return null;
  if (text === "on") return DEFAULT_RATES;
  const parsed = z.tuple([Rate, Rate]).safeParse(text.split(","));
  if (parsed.success) return { address: parsed.data[0], key: parsed.data[1] };
  const message =
    "must be off, or two numbers of requests a minute: without and with a key, such as 300,1000";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const Environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce
    .number("must be a port number")
    .int()
    .min(0)
    .max(65535, "must be a port number")
    .default(3000),
  HOST: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1, "must name a folder").default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgresql://; leave it out for the embedded database")
    .optional(),
  PUBLIC_URL: httpUrl.optional(),
  TRUST_PROXY: trustedProxies.prefault("loopback"),
  CRON_SECRET: commaList.optional(),
  SESSION_SECRETS: randomSecrets.optional(),
  SEALING_SECRETS: randomSecrets.optional(),
  RATE_LIMIT: rates.prefault("on"),
  SAMPLE_DATA: z.enum(["on", "off"], "must be on or off").default("on"),
  OUTGOING_PRIVATE: z.enum(["on", "off"], "must be on or off").default("off"),
  HSTS_SUBDOMAINS: z.enum(["on", "off"], "must be on or off").default("off"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

/** The environment, parsed. Throws {@link ConfigurationError} for the first bad value. */
export function readEnvironment(source: NodeJS.ProcessEnv) {
  const parsed = Environment.safeParse(source);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigurationError(`${issue?.path.join(".")} ${issue?.message}.`);
  }
  return { ...parsed.data, DATA_DIR: path.resolve(parsed.data.DATA_DIR) };
}

/** Read once, when the server is loaded. */
export const env = readEnvironment(process.env);
