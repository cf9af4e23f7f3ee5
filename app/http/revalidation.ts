import type { ShouldRevalidateFunctionArgs } from "react-router";

/** `shouldRevalidate` of a form's page: a refusal needs a fresh token, and theirs beside mine, as it has without JavaScript. */
export function afterRefusal({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return defaultShouldRevalidate || (actionStatus !== undefined && actionStatus >= 400);
}
