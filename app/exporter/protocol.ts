import type { Place } from "~/db/reader.server";
import type { ExportFormat } from "~/models/product/export";

/** What the worker is started with. */
export type Start = { place: Place; site: string };

/** Where the lines of one export are written: room for the longest row there can be, twice over. */
export const SLAB_BYTES = 524_288;

/** The next lines of an export, from behind the last row of the lines before. */
export type Ask = {
  number: number;
  format: ExportFormat;
  category?: string;
  published?: boolean;
  after?: { id: string; createdAt: number };
  slab: SharedArrayBuffer;
};

/** So many bytes of the slab. Without `after` there is no more. */
export type Reply = { number: number } & ({ bytes: number; after: Ask["after"] } | { fault: Error });
