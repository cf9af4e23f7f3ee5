import type { Request, Response } from "express";
import { type Problem, problemBody, problemHeaders } from "~/http/problem";
import { logSecurity } from "~/security-log.server";
import { shortAddress } from "./request-facts";

/** Answers before React Router is asked: in the one error shape to programs, as a small page to people. */
export function refuse(request: Request, response: Response, problem: Problem) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if ([401, 403, 429].includes(problem.status)) {
    const address = shortAddress(request.ip);
    logSecurity(request.log, { security: `refused.${problem.slug}`, who: null, address });
  }
  response.status(problem.status);
  if (isForPrograms(request.originalUrl)) {
    response.set(problemHeaders(problem));
    response.end(JSON.stringify(problemBody(problem, { id: String(request.id), path: pathOf(request) })));
    return;
  }
  response.set({
    "Cache-Control": "no-store",
    ...problem.headers,
    "Content-Type": "text/html; charset=utf-8",
  });
  response.end(request.method === "HEAD" ? undefined : page(problem, String(request.id)));
}

export const isForPrograms = (address: string) => /^\/(?:api|healthz|readyz)(?:[/?]|$)/.test(address);

/** The address without its query, which may hold secrets. */
export const pathOf = (request: Pick<Request, "originalUrl">) => request.originalUrl.split("?", 1)[0] ?? "/";

function page({ status, message }: Problem, id: string) {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${status}</title>
<link rel="stylesheet" href="/refusal.css">
</head>
<body>
<main>
<p>${status}</p>
<h1>${escapeHtml(message)}</h1>
<p><a href="/">To the shop</a></p>
<p><small>Request ${escapeHtml(id)}</small></p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
