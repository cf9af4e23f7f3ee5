import { z } from "zod";

const count = z.int().nonnegative();
const words = (...examples: string[]) => z.string().meta({ examples });

export const Pagination = z
  .strictObject({
    page: z.int().positive(),
    limit: z
      .int()
      .positive()
      .meta({ examples: [20] }),
    total: count.meta({ examples: [41] }),
    pages: count.meta({ examples: [3] }),
  })
  .meta({ id: "Pagination", description: "Where in the list this page is, and how long the list is" });

export const ListPagination = z
  .strictObject({
    page: z.int().positive().optional(),
    limit: z
      .int()
      .positive()
      .meta({ examples: [20] }),
    total: count.optional().meta({ examples: [41] }),
    pages: count.optional().meta({ examples: [3] }),
    next: z
      .string()
      .nullable()
      .meta({ examples: ["bjoxNzYzODA4MDAwMDAw"] }),
    prev: z
      .string()
      .nullable()
      .meta({ examples: [null] }),
  })
  .meta({
    id: "ListPagination",
    description:
      "`next` and `prev` are cursors of the parts beside this one, null at the ends and in a search. `page` and `pages` are left out when a cursor was given, `total` and `pages` with `total=none`",
  });

const Mistake = z
  .strictObject({ path: words("priceCents"), message: words("The price must be 0 or more") })
  .meta({ id: "Mistake", description: "A place in the input and what belongs there" });

/** Every answer that is not a success: RFC 9457, with `error` and `status` for those who knew the shop before. */
export const Problem = z
  .strictObject({
    error: words("Product not found"),
    status: z
      .int()
      .min(400)
      .max(599)
      .meta({ examples: [404] }),
    type: words("/problems/not-found").describe("The address of a page that says what to do"),
    title: words("Not found"),
    detail: words("Product not found"),
    instance: words("/api/products/0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90"),
    requestId: words("5f1c2a7e-5d0f-4c1e-8a51-0c2f2a6f7b11"),
    errors: z.array(Mistake).optional().describe("The places in the input that do not fit"),
    code: z
      .string()
      .optional()
      .describe("Why a device is not let in: unauthorized, revoked, expired or upgrade_required")
      .meta({ examples: ["revoked"] }),
  })
  .meta({ id: "Problem", description: "What went wrong, as RFC 9457 tells it" });

/** `{data}`: how every answer with one thing looks. */
export const one = <S extends z.ZodType>(schema: S) => z.strictObject({ data: schema });
/** `{data, pagination}`: how every answer with a list looks. */
export const page = <S extends z.ZodType>(schema: S) =>
  z.strictObject({ data: z.array(schema), pagination: Pagination });
/** The same of a list that is asked in the whole grammar: by page or by cursor. */
export const list = <S extends z.ZodType>(schema: S) =>
  z.strictObject({ data: z.array(schema), pagination: ListPagination });
