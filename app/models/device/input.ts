import { z } from "zod";
import { text } from "~/models/text";

export const DeviceInput = z.object({
  name: text({ min: 1, max: 60, missing: "Give the device a name" }),
  model: text({ max: 80 }).default(""),
});
