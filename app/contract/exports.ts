import { z } from "zod";
import { exportColumns } from "~/models/import/columns";
import { ExportQuery } from "~/models/product/export";
import { operation } from "./operation";

const tag = "Products";
const headers = { "Content-Disposition": "The name to keep it under" };
const description =
  "As long as the list is, and narrowed by the same parameters. Newest first, or with `sort=createdAt` oldest first: by nothing " +
  "that can change meanwhile. It is made while you take it in; a connection that breaks off means that it is not whole. " +
  "What is asked for with drafts, by `published` other than `true` or by `filter[published]`, needs a key with `products:write`. " +
  "`q` finds what it finds in the list: of more than 10,000 products the newest.";
const example = { query: { "filter[category]": "money", "filter[updatedAt][gte]": "2026-01-31T12:00:00Z" } };

export const exportProductsCsv = operation({
  id: "exportProductsCsv",
  method: "GET",
  path: "/api/products.csv",
  tag,
  summary: "Export products as CSV",
  description: `${description} The columns are those that an import reads. A cell that a spreadsheet would run as a formula has an apostrophe in front, which an import takes off again.`,
  query: ExportQuery,
  example,
  answers: {
    200: {
      description: "A header line, and a line for each product",
      type: "text/csv",
      body: z.string().meta({
        examples: [
          `${exportColumns.join(",")}\r\nLDG-1,Ledgerline,"Plain books, kept well.",2.4.0,money,4900,USD,,true\r\n`,
        ],
      }),
      headers,
    },
  },
  problems: ["unauthorized", "forbidden"],
});

export const exportProductsNdjson = operation({
  id: "exportProductsNdjson",
  method: "GET",
  path: "/api/products.ndjson",
  tag,
  summary: "Export products as NDJSON",
  description: `${description} Each line is a product as a list tells it, with its tiers.`,
  query: ExportQuery,
  example,
  answers: {
    200: {
      description: "A line of JSON for each product",
      type: "application/x-ndjson",
      body: z.string().meta({
        examples: [`{"sku":"LDG-1","slug":"ledgerline","name":"Ledgerline","priceCents":4900,"tiers":[]}\n`],
      }),
      headers,
    },
  },
  problems: ["unauthorized", "forbidden"],
});
