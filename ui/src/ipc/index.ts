export { commands, events } from "./bindings";
export type * from "./bindings";
// What is answered has all of its fields; what is sent may leave some out.
export type {
  AppInfo_Serialize as AppInfo,
  Category_Serialize as Category,
  CategoryDraft_Deserialize as CategoryDraft,
  CategoryTotal_Serialize as CategoryTotal,
  Detail_Serialize as Detail,
  Filter_Deserialize as Filter,
  Layout_Serialize as Layout,
  MonthTotals_Serialize as MonthTotals,
  Options_Deserialize as Options,
  Page_Serialize as Page,
  Payee_Serialize as Payee,
  Peek_Serialize as Peek,
  Preferences_Serialize as Preferences,
  Preview_Serialize as Preview,
  PreviewPage_Serialize as PreviewPage,
  PreviewRow_Serialize as PreviewRow,
  Reading_Serialize as Reading,
  Reason_Serialize as Reason,
  Row_Serialize as Row,
  Shortcut_Serialize as Shortcut,
  SplitView_Serialize as SplitView,
  Strength_Serialize as Strength,
  SuggestionView_Serialize as SuggestionView,
  Summary_Serialize as Summary,
  Totals_Serialize as Totals,
  TransactionDraft_Deserialize as TransactionDraft,
  YearTotals_Serialize as YearTotals,
} from "./bindings";
export { announceChange, onChange } from "./changes";
export { follow } from "./follow";
export { query, type Answer, type Query } from "./query.svelte";
