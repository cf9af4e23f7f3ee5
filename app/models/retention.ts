/** How long the trash keeps what was deleted. After that the cleanup may remove it for good. */
export const TRASH_DAYS = 90;

/** The first day on which it may be gone for good. */
export const purgeDay = (deletedAt: Date) => new Date(deletedAt.getTime() + TRASH_DAYS * 86_400_000);
