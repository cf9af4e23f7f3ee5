import { createContext, type RouterContextProvider } from "react-router";

type Args = { context: Readonly<RouterContextProvider> };

/**
 * What the answer under way depends on. A committed event drops the kept answers that carry one of its tags; an answer without any
 * is not kept. Whatever shows the clock, or who asks, names none.
 */
export const tagsContext = createContext<Set<string>>();

/** Names what a public loader's answer depends on, such as `products` or `product:<id>`. */
export function tagged({ context }: Args, ...tags: string[]) {
  const known = context.get(tagsContext);
  for (const tag of tags) known.add(tag);
}
