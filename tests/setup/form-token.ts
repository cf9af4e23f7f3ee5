import { RouterContextProvider } from "react-router";
import { visitorContext } from "~/contexts";
import { formToken } from "~/http/form-token.server";

/** The token that a page would hold for this session, or this visitor, and address. */
export function tokenFor(session: string, address: string) {
  const context = new RouterContextProvider();
  context.set(visitorContext, { id: () => session });
  return formToken({ context }, address);
}
