import { Failure } from "~/models/failure";

/** Refuses what no text of the shop may hold: NUL, which PostgreSQL cannot store, and halves of surrogate pairs. */
export function requireText(text: string, path = "") {
  if (text.includes("\u0000") || !text.isWellFormed()) {
    throw new Failure("invalid", "The text has a character that cannot be stored", path || undefined);
  }
}

const MAX_NAME_LENGTH = 200;
/** Where conform looks for which button of a list was pressed. */
const INTENT_FIELD = "__intent__";

/**
 * Refuses names of form fields that nobody's form has: `tiers[99999999]` would make a list of that length, a name of a
 * thousand parts an object as deep, and `__proto__` is everybody's. The same holds for what a list's button says.
 */
export function requireField(name: string, value: string) {
  requireText(name);
  if (name === INTENT_FIELD) requireIntent(value);
  if (name.length > MAX_NAME_LENGTH || /\[\d{4,}\]|\b(?:__proto__|constructor|prototype)\b/.test(name)) {
    throw new Failure("invalid", "The form has a field that no form here has; open the page again");
  }
}

/** Such as `{"type":"remove","payload":{"name":"tiers","index":2}}`. */
function requireIntent(intent: string) {
  if (intent.length > 500 || /\d{4,}|\\u|__proto__|constructor|prototype/.test(intent)) {
    throw new Failure("invalid", "Open the page again and press the button there");
  }
}
