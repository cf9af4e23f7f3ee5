/** Who may call. Ana owns the review, the session and the device of the addresses; Ben is another customer. */
export const callers = ["visitor", "ana", "ben", "editor", "owner", "readKey", "writeKey"] as const;
export type Caller = (typeof callers)[number];
export type Answers = Record<Caller, number>;

const SIGN_IN_FIRST = 303;
/** The guard let the caller through: the probe's body is then refused for what it is. */
export const LET_THROUGH = 415;

const forPeople = (people: Pick<Answers, "ana" | "editor" | "owner">, rest = SIGN_IN_FIRST): Answers => ({
  ...people,
  ben: people.ana,
  visitor: rest,
  readKey: rest,
  writeKey: rest,
});

export const everybody = (status = 200): Answers =>
  Object.fromEntries(callers.map((caller) => [caller, status])) as Answers;

/** Keys open no page: whoever brings one is a visitor. */
export const signedIn = (status = 200) => forPeople({ ana: status, editor: status, owner: status });
/** What is for those who buy; those who run the shop have no part in it. */
export const customers = (status = 200) => forPeople({ ana: status, editor: 403, owner: 403 });
export const editors = (status = 200) => forPeople({ ana: 403, editor: status, owner: status });
export const ownerOnly = (status = 200) => forPeople({ ana: 403, editor: 403, owner: status });

export const anyoneSends = everybody(LET_THROUGH);
export const signedInSend = signedIn(LET_THROUGH);
export const customersSend = customers(LET_THROUGH);
export const editorsSend = editors(LET_THROUGH);
export const ownerSends = ownerOnly(LET_THROUGH);
/** A page that only shows. */
export const takesNoForm = everybody(405);
/** An address that is there for one form. */
export const onlyForForms = everybody(405);

/** What is for every program that has a live key, whatever it may. */
export const anyKey = (status = 200): Answers => ({ ...everybody(401), readKey: status, writeKey: status });

/** The API knows keys only: a session is as good as nothing. */
export const writersOnly = (status = LET_THROUGH): Answers => ({
  ...everybody(401),
  readKey: 403,
  writeKey: status,
});
