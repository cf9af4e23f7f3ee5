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
        userCount: z
          .int()
          .nonnegative()
          .nullable()
          .meta({ examples: [128] }),
        features: z.record(z.string(), z.boolean()).meta({ examples: [{ "dark-mode": true }] }),
        maintenance: z.boolean(),
      }),
    },
  },
});

export const readDocument = operation({
  id: "readDocument",
  method: "GET",
  path: "/api/openapi.json",
  tag: "System",
  summary: "Read this document",
  description: "OpenAPI 3.1. It is made of what the doors check, so it tells the truth.",
  answers: {
    200: {
      description: "This document",
      body: z.looseObject({
        openapi: z.literal("3.1.0"),
        info: z.looseObject({
          title: z.string().meta({ examples: ["Atelier"] }),
          version: z.string().meta({ examples: ["1.0.0"] }),
        }),
        paths: z.looseObject({}),
      }),
    },
  },
});

export const readDeviceDocument = operation({
  id: "readDeviceDocument",
  method: "GET",
  path: "/api/asyncapi.json",
  tag: "System",
  summary: "Read what devices and the shop say to each other",
  description: "AsyncAPI 3.0, made of what the sockets check.",
  answers: {
    200: {
      description: "The document",
      body: z.looseObject({
        asyncapi: z.literal("3.0.0"),
        info: z.looseObject({
          title: z.string().meta({ examples: ["Atelier, for devices"] }),
          version: z.string().meta({ examples: ["1.0.0"] }),
        }),
        channels: z.looseObject({}),
      }),
    },
  },
});
