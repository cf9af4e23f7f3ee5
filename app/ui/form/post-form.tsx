import { createContext } from "react";
import { Form, type FormProps, useFormAction } from "react-router";

type PostFormProps = Omit<FormProps, "method" | "action"> & {
  action?: string;
  /** Goes out as `_token`: proof against forgery and idempotency key. */
  token: string;
  /** The version that was edited; a stale one is refused. */
  version?: number;
  /** One field below the other, as in every form that is filled in; a form that is only a button leaves it out. */
  stacked?: boolean;
};

/** Which form a submit button stands in, so that only that one shows that it is working. */
export const PostedForm = createContext<{ action: string; token: string } | null>(null);

/** Every form that changes something. Spread conform's `getFormProps(form)` into it. */
export function PostForm({ token, version, stacked, action, className, children, ...rest }: PostFormProps) {
  const target = useFormAction(action);
  return (
    <Form
      method="post"
      action={action}
      className={stacked ? `grid max-w-form gap-6 ${className ?? ""}` : className}
      {...rest}
    >
      <input type="hidden" name="_token" value={token} />
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      <PostedForm value={{ action: target, token }}>{children}</PostedForm>
    </Form>
  );
}
