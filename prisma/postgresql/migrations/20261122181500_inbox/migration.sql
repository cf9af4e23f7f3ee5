ALTER TABLE "Message" ADD COLUMN "dismissedAt" TIMESTAMP(3);
ALTER TABLE "Notification" DROP COLUMN "readAt";

-- What people were told before there was an inbox is in it, too.
INSERT INTO "Message" ("id", "seq", "type", "data", "at", "expiresAt", "userId")
SELECT n."id", coalesce((SELECT max("seq") FROM "Message"), 0) + row_number() OVER (ORDER BY n."createdAt", n."id")::int, 'notification',
    jsonb_build_object('app', 'atelier', 'text', n."body", 'kind', n."kind", 'title', n."title", 'link', n."link", 'notificationId', n."id"),
    n."createdAt", n."createdAt" + interval '30 days', n."userId"
FROM "Notification" n
WHERE n."deletedAt" IS NULL AND NOT EXISTS (
    SELECT 1 FROM "Message" m
    WHERE m."userId" = n."userId" AND m."type" = 'notification' AND n."id" IN (m."data" ->> 'notificationId', m."data" ->> 'id')
);
UPDATE "Counter" SET "value" = coalesce((SELECT max("seq") FROM "Message"), 0)
WHERE "name" = 'message' AND "value" < (SELECT max("seq") FROM "Message");
