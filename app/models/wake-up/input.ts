import { z } from "zod";

/** Where a device is woken, or empty for nowhere. Whether it may be called is looked at by `setWakeUp`. */
export const WakeUpAddress = z
  .string("Paste the address that the app shows")
  .trim()
  .max(2_000, "Use at most 2,000 characters");

export const WakeUpForm = z.object({ url: WakeUpAddress.default("") });
