import { connectRefusals, refusals } from "~/realtime/refusals";

/** Why a device does not come in. */
export const connectRefused = Object.entries(connectRefusals).map(([code, told]) => ({
  code,
  advice: "stay away",
  told,
}));

/** Why what it says is not done. */
export const refused = Object.entries(refusals).map(([code, { retryable, told }]) => ({
  code,
  advice: retryable ? "again later" : "not again",
  told,
}));
