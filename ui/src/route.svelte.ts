import { parseRoute, type Route } from "./router";

/** Where the window is now. */
export const current: { route: Route } = $state({ route: parseRoute(location.hash) });

/** Follows the URL; the answer stops it. */
export function followUrl(): () => void {
  const update = () => (current.route = parseRoute(location.hash));
  update();
  addEventListener("hashchange", update);
  return () => removeEventListener("hashchange", update);
}
