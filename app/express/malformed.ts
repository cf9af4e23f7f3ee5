import { randomUUID } from "node:crypto";
import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type Problem, problemBody, problemHeaders } from "~/http/problem";
import { logger } from "~/logger.server";
import { bareSecurityHeaders } from "./security-headers";

const LINGER_MS = 500;

const faults: Record<string, Problem> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    slug: "headers-too-large",
    message: "Send a shorter address and fewer headers",
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    slug: "too-large",
    message: "Send chunks without extensions",
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, slug: "timeout", message: "The request took too long to arrive" },
};
const malformed: Problem = {
  status: 400,
  slug: "malformed",
  message: "This is not a well-formed HTTP request",
};
const noTunnel: Problem = {
  status: 405,
  slug: "method-not-allowed",
  message: "CONNECT is not possible here",
  headers: { Allow: "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE" },
};

/** Gives the error shape to what Node refuses before there is a request. */
export function answerMalformed(server: Server) {
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const under = (socket as { _httpMessage?: ServerResponse })._httpMessage;
    if (error.code === "ECONNRESET" || !socket.writable || under?.headersSent) {
      socket.destroy();
      return;
    }
    answer(socket, faults[error.code ?? ""] ?? malformed);
  });
  // RFC 9110, 10.1.1: what else somebody expects may be passed over. Node would answer 417 with nothing in it.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("connect", (_request, socket) => answer(socket, noTunnel));
}

function answer(socket: Duplex, problem: Problem) {
  const id = randomUUID();
  logger.info({ requestId: id, status: problem.status, slug: problem.slug }, "malformed request");
  const body = JSON.stringify(problemBody(problem, { id, path: "" }));
  const headers = {
    ...bareSecurityHeaders(),
    ...problemHeaders(problem),
    "X-Request-Id": id,
    "Content-Length": String(Buffer.byteLength(body)),
    Date: new Date().toUTCString(),
    Connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.on("error", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join("\r\n")}\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
