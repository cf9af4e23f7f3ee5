import type { ReactNode } from "react";
import { Form } from "react-router";
import { buttonClass } from "~/ui/page/button";

type ToolbarProps = {
  /** The words that are searched for now, and what the empty field says. */
  search?: { value: string; placeholder: string };
  /** What else there is to choose: `ToolbarSelect`s, hidden fields. */
  children?: ReactNode;
  action?: string;
};

/** Search, filter and order of a list: a plain GET form. */
export function Toolbar({ search, children, action }: ToolbarProps) {
  return (
    <Form
      method="get"
      action={action}
      role="search"
      className="no-print grid grid-cols-6 gap-2 sm:flex sm:flex-wrap sm:gap-3"
    >
      {search && (
        <input
          type="search"
          name="q"
          aria-label="Search"
          placeholder={search.placeholder}
          defaultValue={search.value}
          key={search.value}
          className="col-span-6 sm:min-w-48 sm:flex-1"
        />
      )}
      {children}
      <button type="submit" className={buttonClass("plain", "col-span-3 min-h-12 [label~&]:col-span-2")}>
        Show
      </button>
    </Form>
  );
}

type ToolbarSelectProps = {
  name: string;
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
};

export function ToolbarSelect({ name, label, value, options }: ToolbarSelectProps) {
  return (
    <select name={name} aria-label={label} defaultValue={value} key={value} className="col-span-3 sm:w-auto!">
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
