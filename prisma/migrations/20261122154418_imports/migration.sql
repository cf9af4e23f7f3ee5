-- CreateTable
CREATE TABLE "Import" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "file" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "dryRun" BOOLEAN NOT NULL DEFAULT false,
    "bytes" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "reason" TEXT,
    "total" INTEGER,
    "done" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" DATETIME,
    "finishedAt" DATETIME
);

-- CreateTable
CREATE TABLE "ImportBatch" (
    "importId" TEXT NOT NULL,
    "first" INTEGER NOT NULL,
    "outcomes" JSONB NOT NULL,

    PRIMARY KEY ("importId", "first"),
    CONSTRAINT "ImportBatch_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Import_file_key" ON "Import"("file");

-- CreateIndex
CREATE INDEX "Import_createdAt_id_idx" ON "Import"("createdAt" DESC, "id" DESC);
