import { expect, test } from "vitest";
import type { Column, Layout, Role, Unasked } from "../../ipc";
import {
  answering,
  current,
  openAmount,
  openDate,
  openEntry,
  readDay,
  recut,
  tellingEntry,
  withRole,
} from "./layout";
import { filledPiles, firstPile, totals } from "./piles";
import type { Shown } from "./statement";

const column = (role: Role): Column => ({ name: role, role });
const layout: Layout = {
  delimiter: ";",
  headerLine: 1,
  columns: [column("date"), column("payee"), column("memo"), column("amount"), column("ignore")],
  dateOrder: "dmy",
  decimalMark: "comma",
  sign: "plus_is_in",
};
const counts = { new: 0, already: 0, maybe: 0, transfer: 0, broken: 0 };
const preview: Shown = {
  fileName: "bank.csv",
  format: "csv",
  encoding: "utf-8",
  layout,
  sample: [
    { line: 2, cells: ["05.05.24", "Rent", "", "-900,00", ""] },
    { line: 3, cells: ["03.04.24", "", "Coffee", "4,50", ""] },
  ],
  options: { dateOrder: null, flipSign: null, layout: null },
  target: { kind: "guess" },
  account: null,
  rows: 2,
  accountInFile: null,
  numberInFile: null,
  currency: null,
  questions: [],
  problems: [],
  problemCount: 0,
  counts,
  unasked: { add: 0, join: 0, link: 0, skip: 0 },
  from: null,
  to: null,
  rowProof: null,
  proof: null,
  opening: null,
  newCategories: [],
  digest: "",
};
const roles = ({ columns }: Layout) => columns.map(({ role }) => role).join();

test("a role that stands once moves, texts may stand in several columns", () => {
  expect(roles(withRole(layout, 4, "date"))).toBe("ignore,payee,memo,amount,date");
  expect(roles(withRole(layout, 4, "memo"))).toBe("date,payee,memo,amount,memo");
});

test("one amount, or money out and in", () => {
  const two = withRole(withRole(layout, 3, "debit"), 4, "credit");
  expect(roles(two)).toBe("date,payee,memo,debit,credit");
  expect(roles(withRole(two, 4, "amount"))).toBe("date,payee,memo,ignore,amount");
});

test.each([
  ["03/04/2024", "dmy", "2024-04-03"],
  ["03/04/2024", "mdy", "2024-03-04"],
  ["22.02.18", "ymd", "2022-02-18"],
  ["2024-3-4 10:20", "ymd", "2024-03-04"],
  ["31/04/2024", "dmy", undefined],
  ["4 March", "dmy", undefined],
] as const)("%s read as %s", (written, order, day) => expect(readDay(written, order)).toBe(day));

test("the date shown is one that the orders read differently", () => {
  const open = openDate(preview, ["dmy", "mdy"]);
  expect(open?.written).toBe("03.04.24");
  expect(open && [...open.readings]).toEqual([
    ["dmy", "2024-04-03"],
    ["mdy", "2024-03-04"],
  ]);
  expect(openDate({ ...preview, sample: preview.sample.slice(0, 1) }, ["dmy", "mdy"])).toBeUndefined();
});

test("the amount shown is a positive one, with its words", () =>
  expect(openAmount(preview)).toEqual({ text: "Coffee", amount: "4,50" }));

test.each([
  ["date_order", "mdy"],
  ["sign", "plus_is_out"],
  ["decimal_mark", "dot"],
  ["columns", "date,memo,payee,amount,ignore"],
  ["date_column", "value_date,payee,memo,amount,date"],
] as const)("an answer to %s is what the file is read with", (kind, answer) => {
  const options = answering(preview, kind, answer);
  const read = { ...preview, options, layout: options.layout ?? layout };
  expect(current(read, { kind, chosen: "", alternatives: [] })).toBe(answer);
});

test("another delimiter leaves nothing of the former reading", () => {
  const options = recut(layout, { delimiter: "\t" });
  expect(options).toMatchObject({ dateOrder: null, layout: { delimiter: "\t", columns: [], headerLine: 1 } });
});

test("decisions are counted on top of what is done unasked", () => {
  const unasked: Unasked = { add: 10, join: 2, link: 1, skip: 4 };
  const decisions = new Map([
    [3, { action: "skip", unasked: "add" } as const],
    [4, { action: "join", unasked: "add" } as const],
    [5, { action: "add", unasked: "link" } as const],
  ]);
  expect(totals(unasked, decisions)).toEqual({ add: 9, join: 3, link: 0, skip: 5 });
  expect(unasked.add).toBe(10);
});

test("what wants a decision is looked at first; the new ones always have a place", () => {
  expect(firstPile({ ...counts, new: 5, maybe: 1 }, 0)).toBe("maybe");
  expect(firstPile({ ...counts, already: 5 }, 3)).toBe("already");
  expect(firstPile(counts, 3)).toBe("problems");
  expect(filledPiles({ ...counts, already: 5 })).toEqual(["new", "already"]);
});

test("other roles show the first entry as it would be read", () => {
  const read = openEntry(preview, ["date", "memo", "ignore", "amount", "ignore"]);
  expect(read).toEqual({ date: "05.05.24", day: "2024-05-05", rest: ["Rent", "-900,00"] });
});

test("of two date columns, an entry is shown that has different days in them", () => {
  const cells = (line: number, first: string, second: string) => ({ line, cells: [first, second, "Shop"] });
  const sample = [cells(2, "31.01.26", "31.01.26"), cells(3, "30.01.26", "28.01.26")];
  const readings = [
    ["date", "ignore", "payee"],
    ["ignore", "date", "payee"],
  ];
  const telling = tellingEntry({ ...preview, sample }, readings);
  expect(telling?.line).toBe(3);
  expect(readings.map((roles) => openEntry({ ...preview, sample }, roles, telling)?.day)).toEqual([
    "2026-01-30",
    "2026-01-28",
  ]);
});
