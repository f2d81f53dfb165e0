/** Signs of the user, so that the profile is not locked while somebody reads. */

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
const EVERY_MS = 15_000;

/** Calls `report` when the user does something, at most every 15 seconds; the answer stops it. */
export function followUser(report: () => void, now: () => number = () => performance.now()): () => void {
  let last = Number.NEGATIVE_INFINITY;
  const onSign = () => {
    if (now() - last < EVERY_MS) return;
    last = now();
    report();
  };
  for (const sign of SIGNS) addEventListener(sign, onSign, { passive: true, capture: true });
  return () => {
    for (const sign of SIGNS) removeEventListener(sign, onSign, { capture: true });
  };
}
