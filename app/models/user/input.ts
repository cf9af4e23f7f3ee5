import { z } from "zod";
import { text } from "~/models/text";

const PASSWORD_MIN = 8;
const PASSWORD_MAX = 256;

export const Email = z
  .string("Enter your email")
  .max(1_000, "Use at most 254 characters")
  .trim()
  .toLowerCase()
  .max(254, "Use at most 254 characters")
  .refine((value) => z.regexes.email.test(value), "Enter an email like ana@example.com");

export const PersonName = text({ min: 1, max: 80, missing: "Enter your name" });

/** Any characters, none trimmed or cut off. Counted as people count them: an emoji is one. */
export const NewPassword = z
  .string("Choose a password")
  .max(PASSWORD_MAX * 4, `Use at most ${PASSWORD_MAX} characters`)
  .refine((value) => count(value) >= PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters`)
  .refine((value) => count(value) <= PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters`);

export const JoinInput = z.object({ name: PersonName, email: Email, password: NewPassword });

export type JoinInput = z.infer<typeof JoinInput>;

const KnownPassword = z
  .string("Enter your password")
  .max(PASSWORD_MAX * 4, `A password has at most ${PASSWORD_MAX} characters`);

export const LoginInput = z.object({ email: Email, password: KnownPassword });
export type LoginInput = z.infer<typeof LoginInput>;

export const PasswordChange = z.object({
  current: KnownPassword,
  password: NewPassword,
  keepDevices: z.boolean("Say yes or no").default(false),
});
export type PasswordChange = z.infer<typeof PasswordChange>;

export const NameInput = z.object({
  name: PersonName,
  version: z.coerce.number("Open the page again").int("Open the page again").positive("Open the page again"),
});

const count = (value: string) => [...value].length;
