import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import { requirePassword } from "~/models/user/account.server";
import { LoginInput } from "~/models/user/input";

type Known = { id: string };

const authenticator = new Authenticator<Known>();

authenticator.use(
  new FormStrategy(({ form }) => requirePassword(LoginInput.parse(Object.fromEntries(form)))),
  "password",
);

/**
 * Who signs in with this email and password. Throws `Failure` invalid, in the same words and time for everybody.
 * `formAction` has read the body within its limits, and a body can be read once: the strategy gets the checked fields in a
 * request of their own.
 */
export async function authenticate({ url }: Request, { email, password }: LoginInput): Promise<Known> {
  const body = new URLSearchParams({ email, password });
  return authenticator.authenticate("password", new Request(url, { method: "POST", body }));
}
