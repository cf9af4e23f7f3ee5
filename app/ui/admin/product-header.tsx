import { Link } from "react-router";
import { StateDot } from "~/ui/list/state-dot";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";

type ProductHeaderProps = { name: string; slug: string; published: boolean; current: "edit" | "images" };

/** The title of a product's rooms in the back office: its state, the way between them, and what can be done with it. */
export function ProductHeader({ name, slug, published, current }: ProductHeaderProps) {
  const room = `/admin/products/${slug}`;
  return (
    <>
      <PageHeader
        title={name}
        back={{ to: "/admin/products", label: "All products" }}
        lead={
          <StateDot state={published ? "good" : "off"}>
            {published ? "Published" : "Draft, seen by nobody else"}
          </StateDot>
        }
        actions={
          <>
            <ButtonLink to={`/products/${slug}`}>{published ? "View its page" : "Preview"}</ButtonLink>
            <ButtonLink to={`${room}/${published ? "unpublication" : "publication"}`}>
              {published ? "Take off the shelf" : "Publish"}
            </ButtonLink>
          </>
        }
      />
      <nav aria-label={name} className="-mt-2 flex gap-6 pb-10">
        <RoomLink to={`${room}/edit`} current={current === "edit"}>
          Text and prices
        </RoomLink>
        <RoomLink to={`${room}/images`} current={current === "images"}>
          Pictures
        </RoomLink>
      </nav>
    </>
  );
}

function RoomLink({ to, current, children }: { to: string; current: boolean; children: string }) {
  return (
    <Link
      to={to}
      aria-current={current ? "page" : undefined}
      className={`flex min-h-11 items-center border-b-2 no-underline ${current ? "border-ink" : "border-transparent text-muted hover:text-ink"}`}
    >
      {children}
    </Link>
  );
}
