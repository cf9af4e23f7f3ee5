import type { Reporter, TestModule } from "vitest/node";

/** The last lines of a run: how many tests were skipped, and how many passed and failed. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const testModule of modules) {
      const failedBefore = count.failed;
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        count[state === "pending" ? "skipped" : state]++;
      }
      // A file that could not be loaded or set up has no tests to fail.
      if (count.failed === failedBefore && testModule.state() === "failed") count.failed++;
    }
    const skipped = count.skipped > 0 ? `\n${count.skipped} skipped` : "";
    process.once("exit", () =>
      process.stdout.write(`${skipped}\n${count.passed} passed, ${count.failed} failed\n`),
    );
  }
}
