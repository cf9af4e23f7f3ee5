-- Columns are added where they stand: a table made anew would lose what other tables say of it.
ALTER TABLE "Device" ADD COLUMN "transport" TEXT;
ALTER TABLE "Device" ADD COLUMN "mutedTypes" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "Device" ADD COLUMN "expiresAt" DATETIME;

-- CreateTable
CREATE TABLE "Pairing" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "selector" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "livesDays" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "deviceId" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    CONSTRAINT "Pairing_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Pairing_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WakeUp" (
    "deviceId" TEXT NOT NULL PRIMARY KEY,
    "url" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pokedSeq" INTEGER NOT NULL DEFAULT 0,
    "pokedAt" DATETIME,
    "dueAt" DATETIME,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "failingSince" DATETIME,
    "disabledAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "WakeUp_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Device_revokedAt_idx" ON "Device"("revokedAt");

-- CreateIndex
CREATE INDEX "Device_expiresAt_idx" ON "Device"("expiresAt");

-- CreateIndex
CREATE INDEX "Pairing_selector_idx" ON "Pairing"("selector");

-- CreateIndex
CREATE INDEX "Pairing_userId_idx" ON "Pairing"("userId");

-- CreateIndex
CREATE INDEX "Pairing_deviceId_idx" ON "Pairing"("deviceId");

-- CreateIndex
CREATE INDEX "Pairing_expiresAt_idx" ON "Pairing"("expiresAt");
