import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  resolve: { alias: { "~": new URL("./app", import.meta.url).pathname } },
  environments: {
    ssr: {
      build: {
        rollupOptions: { input: { index: "./app/entry.express.ts", command: "./app/entry.command.ts" } },
      },
    },
  },
});
