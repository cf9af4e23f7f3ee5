import { expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";

/** Their empty values are few, or are what is looked for. */
const KNOWN = [
  "ApiKey_issuedById_idx",
  "ApiKey_oldTokenHash_key",
  "Category_parentId_idx",
  "Message_expiresAt_idx",
  "Message_senderDeviceId_clientId_key",
  "Message_senderUserId_seq_idx",
  "Message_userId_seq_idx",
  "OneTimeLink_userId_idx",
  "Pairing_deviceId_idx",
  "Product_sku_key",
  "WebhookDelivery_settledAt_idx",
];

test.runIf(dialect === "sqlite")(
  "an index does not hold all rows under an empty value, where SQLite prefers it to a better one",
  async () => {
    const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT i."name" FROM sqlite_master AS m
    JOIN pragma_index_list(m."name") AS i JOIN pragma_index_info(i."name") AS c
    JOIN pragma_table_info(m."name") AS t ON t."name" = c."name"
    WHERE m."type" = 'table' AND c."seqno" = 0 AND t."notnull" = 0 AND NOT i."partial" AND i."origin" = 'c'
    ORDER BY i."name"`;
    expect(rows.map(({ name }) => name)).toEqual(KNOWN);
  },
);
