import { BaseSequencer, type TestSpecification } from "vitest/node";

const KINDS = ["prism", "browser", "server"];

/** What takes longest begins first, so that at the end no worker waits for one file. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return (await super.sort(files)).sort((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ project }: TestSpecification) {
  const rank = KINDS.findIndex((kind) => project.name.startsWith(kind));
  return rank < 0 ? KINDS.length : rank;
}
