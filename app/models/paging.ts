import { z } from "zod";

/** A number in an address. `told` is how the API's document says it. */
export const whole = (message: string, { min = 0, max = 999_999_999 } = {}) =>
  z
    .string(message)
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((number) => number >= min && number <= max, message)
    .meta({ told: { type: "integer", minimum: min, maximum: max } });

/** The page of a list, as every list is asked for it. */
export const paging = {
  page: whole("Use a page of 1 or more", { min: 1 }).default(1).describe("Which page, from 1"),
  limit: whole("Use a limit of 1 to 100", { min: 1, max: 100 }).default(20).describe("How many a page holds"),
};

export const PageQuery = z.strictObject(paging);
export type PageQuery = z.infer<typeof PageQuery>;

const MAX_OFFSET = 2 ** 31 - 1;

/** The rows of a page as Prisma asks for them. No list is longer than its largest offset, so pages beyond it are empty too. */
export function rowsOf({ page, limit }: PageQuery) {
  return { skip: Math.min((page - 1) * limit, MAX_OFFSET), take: limit };
}

/** What an answer tells of its page. */
export function paginationOf({ page, limit }: PageQuery, total: number) {
  return { page, limit, total, pages: Math.ceil(total / limit) };
}
