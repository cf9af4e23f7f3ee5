import { db } from "./client.server";

/** Whether the database answers a question within `limitMs`. Never throws. */
export async function databaseAnswers(limitMs: number): Promise<boolean> {
  let limit: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    limit = setTimeout(() => resolve(false), limitMs);
  });
  const asked = db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(limit);
  }
}
