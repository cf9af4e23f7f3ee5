import { createRequestHandler } from "@react-router/express";
import express from "express";

/** Express and React Router with one resource route, set up as ours is, without any of our code. */
export function createRequestListener(loader) {
  const routes = {
    root: { id: "root", path: "", module: { default: () => null } },
    all: { id: "all", parentId: "root", path: "*", module: { loader, action: loader } },
  };
  const build = {
    routes,
    entry: { module: { default: () => new Response(null, { status: 500 }) } },
    assets: { routes: {}, entry: { module: "", imports: [] }, url: "", version: "" },
    assetsBuildDirectory: "",
    publicPath: "/",
    basename: "/",
    future: {},
    ssr: true,
    isSpaMode: false,
    prerender: [],
    routeDiscovery: { mode: "initial" },
  };
  const app = express();
  app.disable("x-powered-by");
  app.use(createRequestHandler({ build, mode: "production" }));
  return app;
}
