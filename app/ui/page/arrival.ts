import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

/**
 * For the part of the frame that changes: after following a link by script the keyboard and the reading voice begin there, as they
 * would on a page that was loaded. Whatever in it took the keyboard, such as what a form complains of, keeps it.
 */
export function useArrival() {
  const main = useRef<HTMLElement>(null);
  const { key, hash } = useLocation();
  const arrivedAt = useRef(key);
  useEffect(() => {
    if (arrivedAt.current === key) return;
    arrivedAt.current = key;
    if (!hash && !main.current?.contains(document.activeElement))
      main.current?.focus({ preventScroll: true });
  }, [key, hash]);
  return main;
}
