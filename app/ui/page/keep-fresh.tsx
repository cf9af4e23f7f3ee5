import { useEffect } from "react";
import { useRevalidator } from "react-router";

/** Asks the server again every few seconds while the page is in view. Shows nothing; without JavaScript one reloads. */
export function KeepFresh({ everySeconds }: { everySeconds: number }) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void revalidate();
    }, everySeconds * 1_000);
    return () => clearInterval(timer);
  }, [revalidate, everySeconds]);
  return null;
}
