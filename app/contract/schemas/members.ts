import { z } from "zod";

export const id = z.uuid();
export const moment = z.iso.datetime();
export const cents = z.int().nonnegative();
export const count = z.int().nonnegative();
export const words = (...examples: string[]) => z.string().meta({ examples });
