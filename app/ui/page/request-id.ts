import { createContext, use, useState } from "react";

export const REQUEST_ID_ELEMENT = "request-id";

/** Given by the server to a page that failed on its side. No other page carries it, so that its bytes stay the same. */
export const ServedRequestId = createContext<string | null>(null);

/**
 * The id under which the log knows what went wrong. When a page wakes up in the browser it is read from the element that
 * shows it; a failure after that has none.
 */
export function useRequestId() {
  const served = use(ServedRequestId);
  const [requestId] = useState(() =>
    typeof document === "undefined" ? served : document.getElementById(REQUEST_ID_ELEMENT)?.textContent,
  );
  return requestId ?? undefined;
}
