import type { Place, Statement } from "~/db/reader.server";
import type { ExportFormat } from "~/models/product/export";

/** What the worker is started with. */
export type Start = { place: Place; site: string };

/** Where the lines of one export are written: room for the longest row there can be, twice over. */
export const SLAB_BYTES = 524_288;

/** How many rows are read at a time. */
export const BATCH = 200;

/** The next lines of an export: those of the rows that `statement` reads, {@link BATCH} at most. */
export type Ask = {
  number: number;
  format: ExportFormat;
  statement: Statement;
  slab: SharedArrayBuffer;
};

/** The last row of some lines. */
export type After = { id: string; createdAt: number };

/** So many bytes of the slab. Without `after` there is no more. */
export type Reply = { number: number } & ({ bytes: number; after?: After } | { fault: Error });
