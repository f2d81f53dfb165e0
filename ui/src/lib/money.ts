/**
 * Showing amounts. An amount is an exact decimal string ("-12.50", outflow negative) with an ISO 4217 code; it is
 * never turned into a float, and never computed with.
 */

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const id = `${locale} ${JSON.stringify(options)}`;
  let found = formats.get(id);
  if (!found) formats.set(id, (found = new Intl.NumberFormat(locale, options)));
  return found;
}

/** U+2212: as wide as a plus, so that columns align. */
function realMinus(text: string): string {
  return text.replaceAll("-", "\u2212");
}

function show(amount: string, locale: string, options: Intl.NumberFormatOptions): string {
  return realMinus(format(locale, options).format(amount as Intl.StringNumericLiteral));
}

/** With the currency: "€1,234.50", "−€12.00". */
export function formatMoney(amount: string, currency: string, locale: string): string {
  return show(amount, locale, { style: "currency", currency });
}

/** With the currency and a plus on what came in: for changes. */
export function formatChange(amount: string, currency: string, locale: string): string {
  return show(amount, locale, { style: "currency", currency, signDisplay: "exceptZero" });
}

/** For columns whose currency is clear: digits of the currency, plus on income, real minus on expenses. */
export function formatSigned(amount: string, currency: string, locale: string): string {
  return show(amount, locale, { ...digits(currency, locale), signDisplay: "exceptZero" });
}

/** For columns of balances: as `formatSigned` without the plus. */
export function formatPlain(amount: string, currency: string, locale: string): string {
  return show(amount, locale, digits(currency, locale));
}

/** Short, for axes: "€1.2K", "1,2 Tsd. €". */
export function formatCompact(amount: string, currency: string, locale: string): string {
  return show(amount, locale, {
    style: "currency",
    currency,
    notation: "compact",
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
}

/** Points of a hundred as decimal string ("36.0") in percent: "36.0 %". */
export function formatPercentPoints(points: string, locale: string, fractionDigits = 1): string {
  return show(points, locale, {
    style: "unit",
    unit: "percent",
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  });
}

/** With the currency and no minor units, where there is little room: "€2,184". */
export function formatWhole(amount: string, currency: string, locale: string): string {
  return show(amount, locale, { style: "currency", currency, maximumFractionDigits: 0 });
}

/** A bare amount without a currency, as in a filter: "1,234.5". */
export function formatNumber(amount: string, locale: string): string {
  return show(amount, locale, { maximumFractionDigits: 4 });
}

/** An exact value as a person would type it: with the locale's decimal mark, without separators. */
export function typedNumber(amount: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return amount.replace(".", parts.find((part) => part.type === "decimal")?.value ?? ".");
}

/** A count of things. */
export function formatCount(count: number, locale: string): string {
  return format(locale, {}).format(count);
}

/** -1, 0 or 1, read from the text. */
export function signOf(amount: string): -1 | 0 | 1 {
  if (!/[1-9]/.test(amount)) return 0;
  return amount.trimStart().startsWith("-") ? -1 : 1;
}

/** A position on a chart or a step of a count-up. The one place where an amount becomes a float: never for text. */
export function toPoint(amount: string): number {
  return Number(amount);
}

const places = new Map<string, Intl.NumberFormatOptions>();

/** The decimal places of a currency. */
function digits(currency: string, locale: string): Intl.NumberFormatOptions {
  let found = places.get(currency);
  if (!found) {
    const { maximumFractionDigits } = format(locale, { style: "currency", currency }).resolvedOptions();
    found = { minimumFractionDigits: maximumFractionDigits, maximumFractionDigits };
    places.set(currency, found);
  }
  return found;
}
