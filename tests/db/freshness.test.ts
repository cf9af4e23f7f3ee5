import { expect, test } from "vitest";
import { db, dialect, transaction } from "~/db/client.server";
import { databaseFile } from "~/db/dialect.server";
import { foreignCommits } from "~/db/freshness.server";

const count = () => db.category.count();
const write = (slug: string) => db.category.create({ data: { slug, name: slug }, select: { id: true } });

test.runIf(dialect === "sqlite")(
  "a commit of somebody else is noticed, also by whoever is in the middle of a change",
  async () => {
    const { openSqlite } = await import("~/db/sqlite.server");
    await count();
    const other = openSqlite(databaseFile);
    const elsewhere = (slug: string) =>
      other
        .prepare(`INSERT INTO "Category" ("id", "slug", "name", "updatedAt") VALUES (?, ?, ?, 0)`)
        .run([slug, slug, slug]);

    const before = foreignCommits();
    await write("own");
    await transaction(async () => void (await write("own-too")));
    expect(foreignCommits()).toBe(before);

    elsewhere("first");
    const after = foreignCommits();
    expect(after).not.toBe(before);
    expect(foreignCommits()).toBe(after);

    await transaction(async () => {
      await write("in-between");
      expect(foreignCommits()).toBe(after);
    });
    elsewhere("second");
    expect(foreignCommits()).not.toBe(after);
    other.exec("BEGIN IMMEDIATE");
    elsewhere("third");
    const uncommitted = foreignCommits();
    other.exec("ROLLBACK");
    expect(foreignCommits()).toBe(uncommitted);
    other.close();
  },
);

test.runIf(dialect === "postgresql")(
  "where other processes may write at any time, nobody says that nothing happened",
  async () => {
    await count();
    expect(foreignCommits()).toBeNull();
  },
);
