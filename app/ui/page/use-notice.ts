import { useState } from "react";
import { useLocation } from "react-router";

/** What just happened, for as long as one stays on the page: to look again whether something is new must not wipe it off. */
export function useNotice<Notice extends object>(told: Notice | null | undefined) {
  const { key } = useLocation();
  const [kept, keep] = useState({ key, told });
  if (kept.key !== key || (told && told !== kept.told)) keep({ key, told });
  return kept.key === key ? kept.told : told;
}
