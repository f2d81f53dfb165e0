import { expect, test } from "vitest";
import type { Proof } from "../../ipc";
import { byYear, proofText } from "./account";

const euros = (amount: string) => ({ amount, currency: "EUR" });
const proof = (breaks: Proof["breaks"]): Proof => ({
  from: "2026-01-01",
  to: "2026-01-31",
  opening: euros("0.00"),
  breaks,
});

test.each([
  [null, "Complete to the cent up to"],
  [{ after: "2026-01-31", on: "2026-02-03", difference: euros("7.00") }, "€7.00 that came in is missing"],
  [{ after: "2026-01-31", on: "2026-02-03", difference: euros("-7.00") }, "€7.00 that went out is missing"],
])("a proof in words", (breaks, expected) => expect(proofText(proof(breaks), "en")).toContain(expected));

test("a year has twelve places, the latest year comes first", () => {
  const months = [
    { month: "2025-12", cover: "whole" as const },
    { month: "2026-01", cover: "missing" as const },
  ];
  const years = byYear(months);
  expect(years.map(({ year }) => year)).toEqual([2026, 2025]);
  expect(years.map(({ months }) => months.length)).toEqual([12, 12]);
  expect([years[1]?.months[11]?.cover, years[0]?.months[0]?.cover]).toEqual(["whole", "missing"]);
});
