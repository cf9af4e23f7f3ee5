import { createHash } from "node:crypto";
import type { Operation } from "~/contract/operation";
import { Failure } from "~/models/failure";
import { JSON_LIMIT_BYTES, readBytes, readJson } from "./body";
import { hashForm } from "./form-token.server";
import { readUpload, UPLOAD_LIMITS, type UploadedFile } from "./upload.server";

/** What came in with a write, checked. `bodyHash` tells two bodies apart; `forget` throws away what waits on disk. */
export type Arrival = {
  input: unknown;
  file?: UploadedFile;
  bodyHash: string;
  forget: () => Promise<void>;
};

const nothing = async () => {};

/** Reads the body as the operation declares it. Throws `ZodError`, or `Failure` 400, 413 or 415, before anything else happens. */
export async function readArrival(request: Request, declared: Operation): Promise<Arrival> {
  const { body, bodyOptional, form } = declared;
  if (form && /^multipart\//i.test(request.headers.get("Content-Type") ?? "")) return readFile(request, form);
  if (form && !body) throw new Failure("unsupported", "Send the file as multipart/form-data");
  if (!body) {
    // A body means nothing, but has the same limit.
    const bytes = await readBytes(request, JSON_LIMIT_BYTES);
    return { input: undefined, bodyHash: hashOf(bytes), forget: nothing };
  }
  const { value, bytes } = await readJson(request, { optional: bodyOptional });
  return { input: body.parse(value), bodyHash: hashOf(bytes), forget: nothing };
}

async function readFile(request: Request, schema: NonNullable<Operation["form"]>): Promise<Arrival> {
  const limits = { ...UPLOAD_LIMITS, files: 1 };
  const { form, files, forget } = await readUpload(
    request,
    limits,
    (fields) => void fieldsOf(fields, schema),
  );
  try {
    const input = fieldsOf(form, schema);
    const [file] = files;
    if (file?.field !== "file") throw new Failure("invalid", "Send the file in the field file", "file");
    return { input, file, bodyHash: hashForm(form, files), forget };
  } catch (error) {
    await forget();
    throw error;
  }
}

function fieldsOf(form: FormData, schema: NonNullable<Operation["form"]>) {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (Object.hasOwn(fields, name)) throw new Failure("invalid", "Give it once", name);
    fields[name] = value;
  }
  return schema.parse(fields);
}

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64url");
