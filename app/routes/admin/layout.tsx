import { href, Outlet } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import type { Role } from "~/contexts";
import { AdminNav } from "~/ui/page/subnav";
import type { Route } from "./+types/layout";

/** Every page below guards itself as well: a loader can be called alone. */
export function loader(args: Route.LoaderArgs) {
  return { role: requireEditor(args).role };
}

const links = [
  { to: href("/admin/products"), label: "Products" },
  { to: href("/admin/categories"), label: "Categories" },
  { to: href("/admin/trash"), label: "Trash" },
];
const forOwners = [
  { to: href("/admin/keys"), label: "Keys" },
  { to: href("/admin/settings"), label: "Settings" },
];

function Links({ role }: { role: Role }) {
  return <AdminNav links={role === "owner" ? [...links, ...forOwners] : links} />;
}

/** The second row of navigation, which the frame of the page shows below the first. */
export const handle = { Subnav: Links };

export default function Admin() {
  return <Outlet />;
}
