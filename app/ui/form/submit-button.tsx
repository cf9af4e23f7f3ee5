import { type ButtonHTMLAttributes, use } from "react";
import { useNavigation } from "react-router";
import { type ButtonKind, buttonClass } from "~/ui/page/button";
import { PostedForm } from "./post-form";

type SubmitButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & { kind?: ButtonKind };

/** Sends the form around it. While it is under way it keeps its label and its focus, and a second click does nothing. */
export function SubmitButton({ kind = "main", className, onClick, ...rest }: SubmitButtonProps) {
  const busy = useIsSending();
  return (
    <button
      type="submit"
      className={buttonClass(kind, className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
      {...rest}
    />
  );
}

function useIsSending() {
  const form = use(PostedForm);
  const { formAction, formData } = useNavigation();
  return form !== null && formData?.get("_token") === form.token && formAction === form.action;
}
