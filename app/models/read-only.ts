import { z } from "zod";

/** A member that goes out with a thing and means nothing when it comes back, whatever it says. */
export const readOnly = z.unknown().optional().meta({ "x-ignored": true, description: "Ignored" });

/** Leaves of a body what counts. */
export function editableBut<R extends object>(readOnlyMembers: R) {
  return <T extends object>(body: T) => {
    const members = Object.entries(body).filter(([name]) => !Object.hasOwn(readOnlyMembers, name));
    return Object.fromEntries(members) as Omit<T, keyof R>;
  };
}
