import { data } from "react-router";
import { Failure } from "~/models/failure";
import { away, problemOf } from "./problem";

/** Throws what the nearest ErrorBoundary shows with the right status; a bug passes through unchanged. */
export function errorPage(error: unknown): never {
  const problem = problemOf(error);
  if (!problem || problem === away) throw error;
  throw data({ message: problem.message }, { status: problem.status, headers: problem.headers });
}

/** A model call of a page: what a rule refuses becomes the error page. */
export async function orErrorPage<T>(call: Promise<T>): Promise<T> {
  return call.catch(errorPage);
}

/** The loader of an address that only takes a form. */
export function onlyForForms(): never {
  const message = "This address only takes a form. Go back and use the button there.";
  throw data({ message }, { status: 405, headers: { Allow: "POST" } });
}

/** The loader and action of an address where there is nothing, also when it could be something for others. */
export function unknownPage(): never {
  errorPage(new Failure("not_found", "There is nothing at this address."));
}
