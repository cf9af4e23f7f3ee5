import { useEffect } from "react";
import { useRevalidator } from "react-router";

const GATHER_MS = 200;

/**
 * Shows a page anew whenever a stream of server-sent events tells `changed`, while the page is in view: a browser has few
 * connections for all its windows. Without JavaScript one reloads.
 */
export function useFreshness(stream: string) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource | undefined;
    const look = () => {
      source?.close();
      source = document.visibilityState === "visible" ? new EventSource(stream) : undefined;
      source?.addEventListener("changed", () => {
        clearTimeout(soon);
        soon = setTimeout(revalidate, GATHER_MS);
      });
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(soon);
      source?.close();
    };
  }, [stream, revalidate]);
}
