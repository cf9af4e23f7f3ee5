import type { visitor } from "./visitor";

type Visitor = ReturnType<typeof visitor>;
type File = { name: string; bytes: Uint8Array<ArrayBuffer> | string; type?: string };

/** Opens the page, takes its upload form and sends it with these files, as a browser does. */
export async function upload(person: Visitor, path: string, files: readonly File[], { token = "" } = {}) {
  const page = await person.get(path);
  const form = page.root.querySelector('form[enctype="multipart/form-data"]');
  const body = new FormData();
  body.append("_token", token || (form?.querySelector("[name=_token]")?.getAttribute("value") ?? ""));
  for (const { name, bytes, type = "image/png" } of files) {
    body.append("pictures", new Blob([bytes], { type }), name);
  }
  body.append("alt", "The ledger at work");
  return person.send(path, { method: "POST", body, headers: { Origin: new URL(page.response.url).origin } });
}
