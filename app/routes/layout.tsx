import { Outlet } from "react-router";
import { flashContext, userContext } from "~/contexts";
import { loadFlash } from "~/middleware/load-flash.server";
import { loadUser } from "~/middleware/load-user.server";
import type { Route } from "./+types/layout";

export const middleware: Route.MiddlewareFunction[] = [loadUser, loadFlash];

/** What the frame of every page shows. */
export function loader({ context }: Route.LoaderArgs) {
  const user = context.get(userContext);
  return { user: user && { name: user.name, role: user.role }, flash: context.get(flashContext) };
}

export default function Pages() {
  return <Outlet />;
}
