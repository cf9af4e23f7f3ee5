import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

/** What brings binaries or is loaded at first use stays in node_modules; the rest is bundled, which makes starting faster. */
const external = [
  "@libsql/client",
  "@node-rs/argon2",
  "@prisma/adapter-libsql",
  "@prisma/adapter-pg",
  "libsql",
  "pg",
  "sharp",
];

export default defineConfig(({ command }) => ({
  plugins: [tailwindcss(), reactRouter()],
  resolve: { alias: { "~": new URL("./app", import.meta.url).pathname } },
  environments: {
    ssr: {
      resolve: command === "build" ? { noExternal: true, external } : {},
      build: {
        rollupOptions: {
          input: { index: "./app/entry.express.ts", command: "./app/entry.command.ts" },
        },
      },
    },
  },
}));
