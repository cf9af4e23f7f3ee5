import type { ButtonHTMLAttributes } from "react";

/** `main` is the one thing to do on a page. */
export type ButtonKind = "main" | "plain" | "quiet" | "danger";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { kind?: ButtonKind };

/** A button of its own, such as conform's list buttons. The one that sends a form is a `SubmitButton`. */
export function Button({ kind = "plain", className, ...rest }: ButtonProps) {
  return <button className={buttonClass(kind, className)} {...rest} />;
}

export function buttonClass(kind: ButtonKind, className = "") {
  return `button ${kind === "plain" ? "" : `button-${kind}`} ${className}`.replace(/\s+/g, " ").trim();
}
