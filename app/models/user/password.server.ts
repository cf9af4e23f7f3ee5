import { hash, verify } from "@node-rs/argon2";
import { Failure } from "~/models/failure";
import { once } from "~/once.server";

// Argon2id is the package's default; each hashing takes 19 MiB for some 25 ms.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;
const MAX_WAITING = 64;

/** Verified for people who do not exist, so that they take as long as those who do. No password has it. */
const NOBODYS_HASH = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** The hash that the database keeps, in PHC format. Slow: call it before a change, never inside one. */
export async function hashPassword(password: string) {
  return inTurn(() => hash(normal(password), cost));
}

/** Whether this is the password behind `secret`; with null it takes as long and says no. Slow, as `hashPassword` is. */
export async function isRightPassword(secret: string | null, password: string) {
  const right = await inTurn(() => verify(secret ?? NOBODYS_HASH, normal(password)));
  return right && secret !== null;
}

/** Two keyboards may write the same character in two ways. */
const normal = (password: string) => password.normalize("NFKC");

const line = once("password hashing", () => ({ running: 0, waiting: [] as (() => void)[] }));

/** Two at a time, in the order they came: four sign-ins at once may not cost four times the memory. */
async function inTurn<T>(work: () => Promise<T>) {
  if (line.waiting.length >= MAX_WAITING) {
    throw new Failure("limited", "Many people are signing in right now. Please try again in a few seconds.");
  }
  if (line.running === AT_ONCE) await new Promise<void>((resolve) => line.waiting.push(resolve));
  else line.running++;
  try {
    return await work();
  } finally {
    const next = line.waiting.shift();
    if (next) next();
    else line.running--;
  }
}
