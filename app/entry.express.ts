import * as build from "virtual:react-router/server-build";
import { createRequestHandler } from "@react-router/express";
import express, { type Express } from "express";
import { RouterContextProvider } from "react-router";
import { requestContext } from "~/contexts";
import { pictures } from "~/express/pictures";
import { factsOf, requestLog } from "~/express/request-facts";
import { tagsContext } from "~/http/tags";

export { openHouse } from "~/house.server";
export { attachSockets } from "~/realtime/sockets";

/** Everything behind the static files: the guards in front of React Router, and React Router itself. */
export function createApp(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(requestLog);
  app.use("/pictures", pictures);
  app.use(
    createRequestHandler({
      build,
      getLoadContext(request, response) {
        const context = new RouterContextProvider();
        context.set(requestContext, factsOf(request, response));
        context.set(tagsContext, new Set());
        return context;
      },
    }),
  );
  return app;
}
