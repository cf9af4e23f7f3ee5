import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formToken } from "~/http/form-token.server";
import { readQuery } from "~/http/query";
import { titled } from "~/http/title";
import { listTrash, StockQuery } from "~/models/product/stock.server";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { Pagination } from "~/ui/list/pagination";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { ButtonLink } from "~/ui/page/button-link";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/index";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const { products, ...list } = await listTrash(readQuery(args.url, StockQuery));
  return {
    ...list,
    products: products.map((product) => {
      const action = href("/admin/trash/:productId/restoration", { productId: product.id });
      return { ...product, restoration: { action, token: formToken(args, action) } };
    }),
  };
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Trash", matches);

export default function Trash({ loaderData: { products, page, pages } }: Route.ComponentProps) {
  return (
    <>
      <PageHeader
        title="Trash"
        lead="What was deleted waits here for 90 days. Its address is free for others meanwhile."
      />
      {products.length === 0 ? (
        <EmptyState
          title="The trash is empty"
          links={<ButtonLink to={href("/admin/products")}>Back to the products</ButtonLink>}
        />
      ) : (
        <Table label="Trash" columns={["Name", "Deleted", "Gone for good from", ""]}>
          {products.map(({ id, name, deletedAt, purgeAt, restoration }) => (
            <Row key={id}>
              <RowHead>{name}</RowHead>
              <Cell label="deleted">
                <When at={deletedAt} />
              </Cell>
              <Cell label="gone for good from">
                <When at={purgeAt} />
              </Cell>
              <Cell actions>
                <PostForm {...restoration}>
                  <SubmitButton kind="plain" aria-label={`Restore ${name}`}>
                    Restore
                  </SubmitButton>
                </PostForm>
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      <Pagination page={page} pages={pages} hrefFor={(page) => `${href("/admin/trash")}?page=${page}`} />
    </>
  );
}
