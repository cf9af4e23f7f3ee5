import { z } from "zod";
import { moment } from "./members";

export const PastEvent = z
  .strictObject({
    id: z.string(),
    seq: z.int().positive(),
    type: z.string(),
    timestamp: moment,
    subject: z.string().describe("The id of what it is about"),
    actor: z.string().nullable().optional().describe("Who did it; told with `system:read` alone"),
    data: z.record(z.string(), z.unknown()).describe("What was noted of it then"),
  })
  .meta({
    id: "PastEvent",
    description: "Something that happened. `seq` grows; what the key may not read leaves holes",
    examples: [
      {
        id: "01935b2e-7c00-7000-8000-000000000001",
        seq: 42,
        type: "product.updated",
        timestamp: "2026-11-22T12:00:00.000Z",
        subject: "01935b2e-7c00-7000-8000-000000000002",
        data: { name: "Ledgerline", slug: "ledgerline", version: 3 },
      },
    ],
  });
