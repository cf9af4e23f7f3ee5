import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { asyncApi } from "~/contract/document/async/document";
import { openApi } from "~/contract/document/document";
import type { Schema } from "~/contract/document/schema";

/** The documents as every server of the tests tells them. */
export const document = openApi({ site: "" });
export const deviceDocument = asyncApi({ site: "" });

export const { misfits, found } = readerOf(document);
export const devices = readerOf(deviceDocument);

type Pointed = { $ref?: string };

function readerOf(whole: object) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, schemas: [{ ...whole, $id: "atelier" }] });
  addFormats.default(ajv);
  const checks = new WeakMap<Schema, ValidateFunction>();
  function checkOf(schema: Schema) {
    const check = checks.get(schema) ?? ajv.compile(absolute(schema) as object);
    checks.set(schema, check);
    return check;
  }

  /** What of a value does not fit a schema of the document, in sentences. Empty when all of it does. */
  function misfits(schema: Schema, value: unknown): string[] {
    const check = checkOf(schema);
    if (check(value)) return [];
    return (check.errors ?? []).map(({ instancePath, message, params }) =>
      `${instancePath || "/"} ${message} ${JSON.stringify(params)}`.trim(),
    );
  }

  /** What a reference of the document points at. */
  function found<T extends object>(value: T | Pointed): T {
    const { $ref } = value as Pointed;
    if ($ref === undefined) return value as T;
    return $ref
      .slice(2)
      .split("/")
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], whole) as T;
  }

  return { misfits, found };
}

/** References inside the document, from a schema that is taken out of it. */
function absolute(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(absolute);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) =>
      name === "$ref" && typeof value === "string"
        ? [name, value.replace(/^#/, "atelier#")]
        : [name, absolute(value)],
    ),
  );
}
