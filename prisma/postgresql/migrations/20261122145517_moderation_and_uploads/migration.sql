-- AlterTable
ALTER TABLE "ProductImage" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Review" ADD COLUMN     "takenDown" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Upload" (
    "id" TEXT NOT NULL,
    "apiKeyId" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "widths" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Upload_file_key" ON "Upload"("file");

-- CreateIndex
CREATE INDEX "Upload_expiresAt_idx" ON "Upload"("expiresAt");
