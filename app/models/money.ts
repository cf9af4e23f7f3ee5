import { z } from "zod";

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** ISO 4217, as the runtime knows it. */
export const Currency = z
  .string("Choose a currency")
  .regex(/^[A-Z]{3}$/, "Use a currency code such as USD")
  .refine((code) => currencies.has(code), "Use a currency code such as USD")
  .meta({ maxLength: 3 });

/** Integer minor units; the bound keeps sums exact and fits both databases' integers. */
export const PriceCents = z
  .number("Enter a price")
  .int("Give the price as a whole number of cents")
  .min(0, "The price must be 0 or more")
  .max(100_000_000, "The price is too large");

/** How many digits the minor unit has: 2 for USD, 0 for JPY. */
export function minorDigits(currency: string) {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** "49.50" in the field's major units to 4950. Null when it is not an amount with at most the currency's digits. */
export function toMinorUnits(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const match = /^(\d{1,9})(?:[.,](\d{1,4}))?$/.exec(text.trim());
  if (!match || (match[2]?.length ?? 0) > digits) return null;
  return Number(match[1]) * 10 ** digits + Number((match[2] ?? "").padEnd(digits, "0") || 0);
}

/** 4950 to "49.50", as a form field shows it. */
export function toMajorUnits(minor: number, currency: string) {
  const digits = minorDigits(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

/** Every currency there is, by its code, as a form offers them. */
export function currencyChoices() {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  return [...currencies].map((code) => ({ value: code, label: `${code} ${names.of(code) ?? ""}`.trim() }));
}
