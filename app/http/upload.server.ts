import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  MaxFileSizeExceededError,
  MaxHeaderSizeExceededError,
  MaxPartsExceededError,
  MaxTotalSizeExceededError,
  MultipartParseError,
  type MultipartPart,
  parseMultipartStream,
} from "@remix-run/multipart-parser";
import { env } from "~/env.server";
import { Failure } from "~/models/failure";
import { once } from "~/once.server";
import { FORM_LIMIT_BYTES } from "./body";
import { requireField, requireText } from "./text";

export type UploadLimits = { files: number; fileBytes: number };
export const UPLOAD_LIMITS: UploadLimits = { files: 10, fileBytes: 5_000_000 };
const MAX_PARTS = 100;

/** A file as it came. Name and type are the sender's words: only the bytes say what it is. */
export type UploadedFile = {
  field: string;
  name: string;
  size: number;
  hash: string;
  bytes: () => Promise<Buffer>;
};
export type Upload = { form: FormData; files: UploadedFile[]; forget: () => Promise<void> };

/**
 * The fields and files of a multipart form, read part by part; files wait on disk until `forget`. `beforeFiles` sees the
 * fields in front of the first file and may refuse: nothing after that is read. Throws `Failure` 400, 413 or 415.
 */
export async function readUpload(
  request: Request,
  { files: maxFiles, fileBytes }: UploadLimits,
  beforeFiles: (form: FormData) => void,
): Promise<Upload> {
  const limits = { files: maxFiles, fileBytes };
  const boundary = boundaryOf(request.headers);
  const maxTotalSize = maxFiles * fileBytes + FORM_LIMIT_BYTES;
  // What frames the parts is not content: a few hundred bytes each.
  if (Number(request.headers.get("Content-Length") ?? 0) > maxTotalSize + MAX_PARTS * 1_000)
    throw tooMuch(limits);
  const folder = path.join(await arrivals(), randomUUID());
  const upload: Upload = {
    form: new FormData(),
    files: [],
    forget: () => rm(folder, { recursive: true, force: true }),
  };
  try {
    await mkdir(folder, { mode: 0o700 });
    const rules = { boundary, maxFileSize: fileBytes, maxParts: MAX_PARTS, maxTotalSize };
    for await (const part of parseMultipartStream(request.body ?? emptyBody(), rules)) {
      if (part.isText) addField(upload.form, part);
      else await addFile(upload, part, folder, limits, beforeFiles);
    }
    return upload;
  } catch (error) {
    await upload.forget();
    throw refusalOf(error, limits);
  }
}

function boundaryOf(headers: Headers) {
  const type = headers.get("Content-Type") ?? "";
  const boundary = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(
    type,
  );
  if (!boundary) throw new Failure("unsupported", "Send the form as multipart/form-data");
  return boundary[1] ?? boundary[2] ?? "";
}

function addField(form: FormData, part: MultipartPart) {
  if (part.size > FORM_LIMIT_BYTES) throw new MaxTotalSizeExceededError(FORM_LIMIT_BYTES);
  const { name = "", text } = part;
  requireField(name, text);
  requireText(text, name);
  form.append(name, text.replaceAll("\r\n", "\n"));
}

async function addFile(
  { form, files }: Upload,
  part: MultipartPart,
  folder: string,
  limits: UploadLimits,
  beforeFiles: (form: FormData) => void,
) {
  const name = nameOf(part);
  requireText(name);
  // A file field that was left empty.
  if (part.size === 0 && name === "") return;
  if (files.length === 0) beforeFiles(form);
  if (files.length === limits.files) throw new MaxPartsExceededError(limits.files);
  const { bytes } = part;
  const place = path.join(folder, String(files.length));
  await writeFile(place, bytes, { flag: "wx", mode: 0o600 });
  const hash = createHash("sha256").update(bytes).digest("base64url");
  files.push({ field: part.name ?? "", name, size: bytes.length, hash, bytes: () => readFile(place) });
}

/** The last word of whatever path the sender gives, shortened: it is only ever shown. */
function nameOf(part: MultipartPart) {
  return (part.filename ?? "").split(/[/\\]/).at(-1)?.slice(-100) ?? "";
}

function refusalOf(error: unknown, limits: UploadLimits) {
  if (
    error instanceof MaxFileSizeExceededError ||
    error instanceof MaxPartsExceededError ||
    error instanceof MaxTotalSizeExceededError ||
    error instanceof MaxHeaderSizeExceededError
  ) {
    return tooMuch(limits);
  }
  // The parser decodes names and texts strictly, and throws a TypeError for what is not UTF-8.
  if (error instanceof MultipartParseError || error instanceof TypeError) {
    return new Failure("invalid", "The form did not arrive whole; please send it again");
  }
  return error;
}

function tooMuch({ files, fileBytes }: UploadLimits) {
  const sizes = `at most ${files} ${files === 1 ? "file" : "files"} of ${fileBytes / 1_000_000} MB each`;
  return new Failure("too_large", `Send ${sizes}`, undefined, { headers: { Connection: "close" } });
}

/** Where files wait. What an earlier process left there is removed before the first of this one. */
async function arrivals() {
  const folder = path.join(env.DATA_DIR, "arrivals");
  await once("arrivals", async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
  });
  return folder;
}

const emptyBody = () => new ReadableStream<Uint8Array>({ start: (controller) => controller.close() });
