import { href, redirect } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import type { Route } from "./+types/index";

export function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  return redirect(href("/admin/products"));
}
