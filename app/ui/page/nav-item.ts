/** A link of a menu. `end`: marked as current on exactly this address, not on those below it. */
export type NavItem = { to: string; label: string; end?: boolean };
