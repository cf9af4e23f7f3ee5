import { z } from "zod";
import { operation } from "./operation";

export const readMiddlewareState = operation({
  id: "readMiddlewareState",
  method: "GET",
  path: "/api/system/middleware-state",
  tag: "System",
  summary: "Tell whether the shop is open and which features are on",
  description: "Without the scope `system:read` it tells the public features only, and `userCount` is null.",
  answers: {
    200: {
      description: "The state of the shop",
      body: z.strictObject({
        userCount: z.int().nullable(),
        features: z.record(z.string(), z.boolean()),
        maintenance: z.boolean(),
      }),
    },
  },
});
