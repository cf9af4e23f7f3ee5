import type { z } from "zod";

/** Something that is said on a channel, all that its two sides agree on. */
export type Saying = {
  /** The name of the operation in the document. */
  id: string;
  /** What is emitted, such as `message:send`. */
  name: string;
  from: "device" | "shop";
  /** What it does, in a few words without a full stop. */
  summary: string;
  description: string;
  /** What it brings. Several, by type, when what `data` holds depends on it. */
  payload: z.ZodType | Record<string, Told>;
  /** What the acknowledgement says when all went well. Absent: there is none to wait for. */
  reply?: z.ZodType;
  /** What the acknowledgement says when not, where that is another than for every saying. */
  refusal?: z.ZodType;
};

/** What one type brings, and when it comes. */
export type Told = { summary: string; body: z.ZodType };

/** A namespace of the socket: who speaks there, and of what. */
export type Channel = {
  name: string;
  address: `/${string}`;
  title: string;
  description: string;
  sayings: readonly Saying[];
};
