import type { ReactNode } from "react";

type TableProps = {
  /** Names the table for those who cannot see it. */
  label: string;
  /** The heads of the columns; "" for one that holds buttons. */
  columns: readonly (string | { label: string; numeric: true })[];
  children: ReactNode;
};

/*
 * Narrow screens lay the rows out as lines, and Safari forgets that a table is one when it is laid out otherwise: hence
 * the roles, which would be redundant elsewhere.
 */
const is = (role: "table" | "rowgroup" | "row" | "columnheader" | "rowheader" | "cell") => ({ role });

/** A ledger of rows: `Row`s with a `RowHead` and `Cell`s in the order of the columns. */
export function Table({ label, columns, children }: TableProps) {
  return (
    <table {...is("table")} aria-label={label} className="ledger">
      <thead {...is("rowgroup")}>
        <tr {...is("row")}>
          {columns.map((column) => {
            const { label, numeric } =
              typeof column === "string" ? { label: column, numeric: false } : column;
            return (
              <th key={label} {...is("columnheader")} scope="col" className={numeric ? "numeric" : undefined}>
                {label || <span className="sr-only">Actions</span>}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody {...is("rowgroup")}>{children}</tbody>
    </table>
  );
}

export function Row({ children }: { children: ReactNode }) {
  return <tr {...is("row")}>{children}</tr>;
}

/** What the row is about: its name, usually a link. */
export function RowHead({ children }: { children: ReactNode }) {
  return (
    <th {...is("rowheader")} scope="row">
      {children}
    </th>
  );
}

type CellProps = {
  /** Stands before the value on narrow screens, where the heads are out of sight; leave it out where the value says enough. */
  label?: string;
  /** A number or date, aligned at its end. */
  numeric?: boolean;
  /** Takes a line of its own on narrow screens. */
  wide?: boolean;
  /** Holds buttons. */
  actions?: boolean;
  children?: ReactNode;
};

export function Cell({ label, numeric, wide, actions, children }: CellProps) {
  const className = [numeric && "numeric", wide && "wide", actions && "actions"].filter(Boolean).join(" ");
  return (
    <td {...is("cell")} data-label={label} className={className || undefined}>
      {children}
    </td>
  );
}
