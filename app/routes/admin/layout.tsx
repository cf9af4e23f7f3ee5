import { Outlet } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import type { Route } from "./+types/layout";

/** Every page below guards itself as well: a loader can be called alone. */
export function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  return null;
}

export default function BackOffice() {
  return <Outlet />;
}
