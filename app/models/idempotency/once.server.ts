import { keepAnswer, keptAnswer } from "~/db/kept-answers.server";
import { ticketTurn } from "~/db/ticket-turn.server";
import { Failure } from "~/models/failure";
import { change } from "~/models/outbox/change.server";
import { once as oncePerProcess } from "~/once.server";

const KEPT_HOURS = 24;

/** Who asks for what, once. `scope` names caller and route, `key` the attempt, `bodyHash` what was sent. */
export type Ticket = { scope: string; key: string; bodyHash: string };
/** `secret` answers are never stored: their repeat is a conflict. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: string | null;
  secret?: boolean;
};

type Outcome = { answer: Answer; replayed: boolean };
type Attempt = { bodyHash: string; outcome: Promise<Outcome> };
const running = oncePerProcess("tickets", () => new Map<string, Attempt>());

type Options = {
  wait: boolean;
  /** What has to be done before the change, and not at all for a repeat: slow work, or changes of its own. */
  prepare?: () => Promise<void>;
};

/**
 * Runs `work` in one change that also keeps its answer for 24 hours. The same ticket again gets that answer; with another
 * body `Failure` 422; while the first still runs it waits for it (`wait`) or throws `Failure` 409.
 */
export async function answerOnce(
  ticket: Ticket,
  work: () => Promise<Answer>,
  { wait, prepare }: Options,
): Promise<Outcome> {
  const name = `${ticket.scope}\n${ticket.key}`;
  const earlier = running.get(name);
  if (earlier && !wait) throw stillRunning();
  if (earlier?.bodyHash === ticket.bodyHash) return { ...(await earlier.outcome), replayed: true };
  await earlier?.outcome.catch(() => undefined);
  const attempt = { bodyHash: ticket.bodyHash, outcome: replayOrPerform(ticket, work, { wait, prepare }) };
  running.set(name, attempt);
  try {
    return await attempt.outcome;
  } finally {
    if (running.get(name) === attempt) running.delete(name);
  }
}

async function replayOrPerform(
  ticket: Ticket,
  work: () => Promise<Answer>,
  { wait, prepare }: Options,
): Promise<Outcome> {
  const stored = await replay(ticket);
  if (stored) return { answer: stored, replayed: true };
  await prepare?.();
  try {
    const answer = await change(async () => {
      const turn = await ticketTurn(ticket, { wait });
      if (turn === "held") throw stillRunning();
      if (turn === "answered") throw new TicketTaken();
      const answer = await work();
      await keep(ticket, answer);
      return answer;
    });
    return { answer, replayed: false };
  } catch (error) {
    // Another process was faster: its answer is the first one.
    const faster = error instanceof TicketTaken && (await replay(ticket));
    if (faster) return { answer: faster, replayed: true };
    throw error;
  }
}

class TicketTaken extends Error {}

const stillRunning = () =>
  new Failure("running", "The first request with this key is still running; try again soon");

async function replay({ scope, key, bodyHash }: Ticket): Promise<Answer | null> {
  const record = await keptAnswer(scope, key);
  if (!record) return null;
  if (record.bodyHash !== bodyHash) {
    throw new Failure("reused", "This was already sent with other content; what was sent first is kept");
  }
  if (record.status === 0) {
    throw new Failure("conflict", "This was already done, and its answer is shown only once");
  }
  return { status: record.status, headers: record.headers, body: record.body };
}

async function keep(ticket: Ticket, answer: Answer) {
  const expiresAt = new Date(Date.now() + KEPT_HOURS * 3_600_000);
  const { status, headers, body } = answer.secret ? { status: 0, headers: {}, body: null } : answer;
  if (!(await keepAnswer({ ...ticket, status, headers, body, expiresAt }))) throw new TicketTaken();
}
