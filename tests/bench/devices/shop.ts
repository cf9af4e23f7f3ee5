import { type Server, startShop as startProcess } from "../servers";
import { nowMs } from "./guests";

export type Shop = Server & { token: string };
/** A line of the table: what was measured, its figures, and what they should be. */
export type Row = { measure: string; mark: string } & Record<string, string | number>;

const PRODUCT = { category: "bench-3", published: true };

/** A server over the shop of DATA_DIR. */
export async function startShop(token: string): Promise<Shop> {
  const server = await startProcess({ RATE_LIMIT: "off", SAMPLE_DATA: "off" });
  return { ...server, token };
}

/** Writes a product as a program does; answers its id. */
export async function writeProduct({ origin, token }: Shop, product: object, id?: string) {
  const headers = { "x-api-key": token, "Content-Type": "application/json" };
  const answer = await fetch(`${origin}/api/products${id ? `/${id}` : ""}`, {
    method: id ? "PUT" : "POST",
    headers,
    body: JSON.stringify({ ...PRODUCT, ...product }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { data: { id: string } }).data.id;
}

/** How long pages take while `meanwhile` is under way, asked for twenty times a second. */
export async function visits({ origin }: Shop, meanwhile: Promise<unknown>) {
  let over = false;
  const end = () => {
    over = true;
  };
  void meanwhile.then(end, end);
  const times: number[] = [];
  while (!over) {
    const began = nowMs();
    await (await fetch(`${origin}/products?q=${times.length % 50}`)).text();
    times.push(nowMs() - began);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return times;
}

export function quantiles(times: number[]) {
  const sorted = times.sort((a, b) => a - b);
  const at = (quantile: number) => (sorted[Math.floor((sorted.length - 1) * quantile)] ?? 0).toFixed(1);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
