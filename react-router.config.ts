import type { Config } from "@react-router/dev/config";
import { build } from "vite";

export default {
  ssr: true,
  // One file for each entry of vite.config.ts: index.js for the server, command.js for `npm run key` and its like.
  serverBuildFile: "[name].js",
  future: {
    v8_middleware: true,
    v8_splitRouteModules: true,
    v8_viteEnvironmentApi: true,
    v8_passThroughRequests: true,
    v8_trailingSlashAwareDataRequests: true,
  },
  /** The process around the app: `server.ts` becomes build/server.js, which plain Node starts. */
  async buildEnd() {
    await build({
      configFile: false,
      logLevel: "warn",
      build: {
        ssr: "server.ts",
        copyPublicDir: false,
        outDir: "build",
        emptyOutDir: false,
        rollupOptions: { output: { entryFileNames: "server.js" }, external: ["vite"] },
      },
    });
  },
} satisfies Config;
