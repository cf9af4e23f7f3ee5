import { Link, type LinkProps } from "react-router";
import { type ButtonKind, buttonClass } from "./button";

type ButtonLinkProps = Omit<LinkProps, "className"> & { kind?: ButtonKind; className?: string };

/** A link that looks like a button: going somewhere, changing nothing. */
export function ButtonLink({ kind = "plain", className, ...rest }: ButtonLinkProps) {
  return <Link className={buttonClass(kind, className)} {...rest} />;
}
