/** Prisma's errors, told apart by their codes alone: the two generated clients have a class each. */
type Known = {
  code: string;
  meta?: { driverAdapterError?: { cause?: Cause } };
};
type Cause = { kind?: string; originalCode?: string; constraint?: { fields?: string[] } };

/** Whether the database refused a second row with the same value: in any unique column, or in one of which `field` is a part. */
export function isUniqueViolation(error: unknown, field?: string) {
  if (!isKnown(error)) return false;
  const cause = error.meta?.driverAdapterError?.cause;
  if (error.code !== "P2002" && cause?.kind !== "UniqueConstraintViolation") return false;
  return field === undefined || violatedFields(cause).includes(field);
}

/** Whether the database refused a row because what it refers to is gone, or is still referred to. */
export function isForeignKeyViolation(error: unknown) {
  if (!isKnown(error)) return false;
  const { cause } = error.meta?.driverAdapterError ?? {};
  return error.code === "P2003" || cause?.kind === "ForeignKeyConstraintViolation";
}

/** Whether an update or delete named a row that is not there. */
export function isNotFound(error: unknown) {
  return isKnown(error) && error.code === "P2025";
}

/** Whether a transaction was refused, before its commit, only because of what others were doing at that moment. */
export function isPassing(error: unknown, dialect: "sqlite" | "postgresql") {
  if (!isKnown(error)) return false;
  const cause = error.meta?.driverAdapterError?.cause;
  if (error.code === "P2034" || cause?.kind === "TransactionWriteConflict") return true;
  // On a server the same name means a broken connection, and then nobody knows whether the commit arrived.
  return dialect === "sqlite" && (error.code === "P1008" || cause?.kind === "SocketTimeout");
}

const AWAY_CODES = ["P1001", "P1002", "P1017", "57P01", "57P03"];
const AWAY_KINDS = ["DatabaseNotReachable", "ConnectionClosed"];
/** What `pg` says, without a code, when a connection ends under a statement or does not come about. */
const AWAY_WORDS = /^(?:Connection terminated|Client has encountered a connection error|connect ECONN)/;

/** Whether the database server could not be reached, or went away under a statement: it may have been done, or not. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = "", meta } = error as Error & Partial<Known>;
  const said = meta?.driverAdapterError?.cause;
  if (AWAY_CODES.includes(code) || AWAY_CODES.includes(said?.originalCode ?? "")) return true;
  return AWAY_KINDS.includes(said?.kind ?? "") || AWAY_WORDS.test(error.message);
}

function isKnown(error: unknown): error is Known {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** PostgreSQL puts names with capitals in quotes. */
function violatedFields(cause: Cause | undefined) {
  return cause?.constraint?.fields?.map((field) => field.replaceAll('"', "")) ?? [];
}
