import { dayOf, type Day } from "./date";

/** The calendar day where the user is. */
export const clock: { today: Day } = $state({ today: dayOf(new Date()) });

/** Follows the day past midnight and through sleep; the answer stops it. */
export function followToday(): () => void {
  const look = () => (clock.today = dayOf(new Date()));
  const timer = setInterval(look, 60_000);
  addEventListener("focus", look);
  return () => {
    clearInterval(timer);
    removeEventListener("focus", look);
  };
}
