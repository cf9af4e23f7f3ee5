import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, safe in a URL and a cookie. */
export const newToken = () => randomBytes(32).toString("base64url");

/** What the database keeps of a random token. Tokens are long, so a fast hash is enough; passwords go through argon2id. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");
