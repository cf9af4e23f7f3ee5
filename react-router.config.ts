import path from "node:path";
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
  /** The process around the app and the exporter's thread: each is one file, which shares none with the app. */
  async buildEnd() {
    await bundle("server.ts", "build/server.js");
    await bundle("app/exporter/worker.ts", "build/server/exporter.js");
  },
} satisfies Config;

async function bundle(entry: string, file: string) {
  await build({
    configFile: false,
    logLevel: "warn",
    resolve: { alias: { "~": path.resolve("app") } },
    build: {
      ssr: entry,
      copyPublicDir: false,
      outDir: path.dirname(file),
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: path.basename(file) }, external: ["vite"] },
    },
  });
}
