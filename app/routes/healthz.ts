import { endpoint } from "~/http/endpoint";

const alive = endpoint({
  GET: () => Response.json({ status: "alive" }, { headers: { "Cache-Control": "no-store" } }),
});

export const loader = alive;
export const action = alive;
