/** What every view of an open profile is given. */
import type { Session } from "../ipc";
import type { Day } from "../lib/date";
import type { Period } from "../lib/period";
import type { Params, View } from "../router";

export interface ViewProps<V extends View> {
  session: Session;
  period: Period;
  today: Day;
  /** Of the URL: the view's filters. */
  params: Params<V>;
  /** Tells how many things the view shows, for the title bar. */
  oncount: (count: number | undefined) => void;
}
