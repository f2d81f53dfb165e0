/**
 * Hash routes: `#/transactions?period=2026-10&category=12`. The URL is the only home of view, period and filters, so
 * that back, forward, and a click on any figure are the same thing: a link.
 */
import { parsePeriod, printPeriod, type Period } from "./lib/period";

/** Each view and the parameters that its URL may carry besides the period. */
export const ROUTES = {
  dashboard: [],
  transactions: [
    "account",
    "category",
    "payee",
    "import",
    "tag",
    "withoutTag",
    "direction",
    "min",
    "max",
    "transfers",
    "review",
    "text",
    "sort",
  ],
  insights: ["q"],
  review: ["tab"],
  schedules: [],
  import: ["account"],
  account: ["id"],
  rules: ["section", "rule"],
  settings: ["section"],
} as const satisfies Record<string, readonly string[]>;

export type View = keyof typeof ROUTES;
export type Param<V extends View = View> = (typeof ROUTES)[V][number];
export type Params<V extends View = View> = Partial<Record<Param<V>, string>>;

export interface Route<V extends View = View> {
  view: V;
  /** Undefined until one was chosen: the current month. */
  period: Period | undefined;
  params: Params<V>;
}

/** Reads a URL's hash; what it does not know it leaves out, and an unknown view is the dashboard. */
export function parseRoute(hash: string): Route {
  const [whole = "", query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const [path = "", id] = whole.split("/", 2);
  const view: View = Object.hasOwn(ROUTES, path) ? (path as View) : "dashboard";
  const search = new URLSearchParams(query);
  const params: Params = {};
  for (const name of ROUTES[view] as readonly Param[]) {
    const value = search.get(name);
    if (value) params[name] = value;
  }
  if (view === "account" && id) params.id = id;
  return { view, period: parsePeriod(search.get("period") ?? ""), params };
}

/** The hash of a route: for `href`. */
export function href<V extends View>(view: V, period?: Period, params: Params<V> = {}): string {
  const search = new URLSearchParams();
  if (period) search.set("period", printPeriod(period));
  for (const name of ROUTES[view] as readonly Param<V>[]) {
    const value = params[name];
    if (value && name !== "id") search.set(name, value);
  }
  const id = params["id" as Param<V>];
  const query = search.toString();
  return `#/${view}${id ? `/${id}` : ""}${query ? `?${query}` : ""}`;
}

/** Goes there; `replace` leaves no step to go back to, as while typing into a filter. */
export function navigate(hash: string, replace = false): void {
  if (hash === location.hash) return;
  if (replace) location.replace(hash);
  else location.hash = hash;
}
