declare module "virtual:react-router/server-build" {
  import type { ServerBuild } from "react-router";

  const build: ServerBuild;
  export const {
    routes,
    assets,
    entry,
    basename,
    publicPath,
    assetsBuildDirectory,
    future,
    ssr,
  }: ServerBuild;
  export const { isSpaMode, prerender, routeDiscovery, allowedActionOrigins }: ServerBuild;
}
