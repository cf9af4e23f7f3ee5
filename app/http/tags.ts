import { createContext, type RouterContextProvider } from "react-router";

type Args = { context: Readonly<RouterContextProvider> };

/** What the answer under way depends on. A committed event drops the answers that carry one of its tags. */
export const tagsContext = createContext<Set<string>>();

/** Names what a public loader's answer depends on, such as `products` or `product:<id>`. */
export function tagged({ context }: Args, ...tags: string[]) {
  const known = context.get(tagsContext);
  for (const tag of tags) known.add(tag);
}
