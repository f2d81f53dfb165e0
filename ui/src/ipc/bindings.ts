// Provisional, until it is generated.
import { invoke } from "@tauri-apps/api/core";
import * as tauri from "@tauri-apps/api/event";

type Result<T, E> = { status: "ok"; data: T } | { status: "error"; error: E };
async function typedError<T, E>(promise: Promise<T>): Promise<Result<T, E>> {
  try {
    return { status: "ok", data: await promise };
  } catch (error) {
    if (error instanceof Error) throw error;
    return { status: "error", error: error as E };
  }
}
const run = <T>(name: string, args?: Record<string, unknown>) => typedError<T, CommandError>(invoke<T>(name, args));

export const commands = {
  appInfo: () => run<AppInfo>("app_info"),
  preferencesGet: () => run<Preferences>("preferences_get"),
  preferencesSet: (preferences: Preferences) => run<null>("preferences_set", { preferences }),
  closeAnswer: (keep: boolean) => run<null>("close_answer", { keep }),
  mainShow: (route: string | null) => run<null>("main_show", { route }),
  quickHide: () => run<null>("quick_hide"),
  profileList: () => run<ProfileSummary[]>("profile_list"),
  passwordStrength: (password: string, inputs: string[]) => run<Strength>("password_strength", { password, inputs }),
  profileCreate: (profile: NewProfile) => run<Created>("profile_create", { profile }),
  profileUnlock: (id: string, password: string) => run<Session>("profile_unlock", { id, password }),
  profileRecover: (id: string, code: string, newPassword: string) =>
    run<Created>("profile_recover", { id, code, newPassword }),
  profileDelete: (id: string, typedName: string) => run<null>("profile_delete", { id, typedName }),
  session: () => run<Session | null>("session"),
  lock: () => run<null>("lock"),
  touch: () => run<null>("touch"),
  recoveryConfirmed: () => run<null>("recovery_confirmed"),
  accountList: () => run<Account[]>("account_list"),
  accountCreate: (draft: AccountDraft) => run<Account>("account_create", { draft }),
  categoryList: () => run<Category[]>("category_list"),
  payeeList: (text: string) => run<Payee[]>("payee_list", { text }),
  tagList: () => run<Tag[]>("tag_list"),
  transactionAdd: (draft: TransactionDraft) => run<Row>("transaction_add", { draft }),
  transactionUpdate: (id: string, draft: TransactionDraft) => run<Row>("transaction_update", { id, draft }),
  reviewCount: () => run<number>("review_count"),
  undo: () => run<StepLabel | null>("undo"),
  redo: () => run<StepLabel | null>("redo"),
  quickRead: (line: string) => run<Reading>("quick_read", { line }),
  quickAdd: (line: string) => run<Row>("quick_add", { line }),
};

const event = <T>(name: string) => ({
  listen: (cb: tauri.EventCallback<T>) => tauri.listen<T>(name, cb),
});
export const events = {
  closeAsked: event<CloseAsked>("close-asked"),
  filesDropped: event<FilesDropped>("files-dropped"),
  filesHover: event<FilesHover>("files-hover"),
  importProgress: event<ImportProgress>("import-progress"),
  ledgerChanged: event<LedgerChanged>("ledger-changed"),
  navigate: event<Navigate>("navigate"),
  quickOpened: event<QuickOpened>("quick-opened"),
  sessionChanged: event<SessionChanged>("session-changed"),
};

export type AppInfo = { version: string; dataDir: string; currencies: string[]; currency: string | null };
export type Locale = "en" | "de";
export type Theme = "system" | "light" | "dark";
export type Preferences = {
  theme: Theme;
  locale: Locale | null;
  lastProfile: string | null;
  closeToTray: boolean | null;
  hideAmounts: boolean;
};
export type ProfileState = "ready" | "damaged" | "openElsewhere" | "newer";
export type ProfileSummary = { id: string; name: string; state: ProfileState; createdMs: string };
export type Warning = "keys" | "repeats" | "sequence" | "date" | "common" | "word" | "name";
export type Strength = { score: number; acceptable: boolean; problem: Code | null; warning: Warning | null };
export type NewProfile = { name: string; email: string; password: string; currency: string; locale: Locale };
export type Created = { session: Session; recoveryCode: string };
export type Profile = { id: string; name: string; email: string };
export type Settings = {
  currency: string;
  locale: Locale;
  country: string;
  autoLockMinutes: number;
  recoveryConfirmed: boolean;
};
export type Session = { profile: Profile; settings: Settings };
export type Money = { amount: string; currency: string };
export type AccountKind = "checking" | "savings" | "cash" | "credit_card" | "loan";
export type Account = {
  id: string;
  name: string;
  kind: AccountKind;
  openingBalance: Money;
  openedOn: string;
  iban: string;
  closed: boolean;
  balance: Money;
  transactions: number;
};
export type AccountDraft = {
  name: string;
  kind: AccountKind;
  currency: string;
  openingBalance: string;
  openedOn: string;
  iban: string;
};
export type CategoryKind = "expense" | "income";
export type Category = {
  id: string;
  parent: string | null;
  kind: CategoryKind;
  name: string;
  key: string | null;
  colour: number;
  transactions: number;
  used: boolean;
};
export type Payee = { id: string; name: string; category: string | null; transactions: number };
export type Tag = { id: string; name: string };
export type Direction = "expense" | "income";
export type SplitDraft = { category: string; amount: string; note: string };
export type TransactionDraft = {
  account: string;
  date: string;
  payee: string;
  memo: string;
  amount: string;
  direction: Direction | null;
  category: string;
  splits: SplitDraft[];
  tags: string[];
};
export type PayeeName = { id: string; name: string };
export type SplitView = { category: string | null; amount: Money; note: string };
export type TransferLeg = { transaction: string; account: string };
export type Status = "pending" | "cleared" | "reconciled";
export type Row = {
  id: string;
  date: string;
  account: string;
  payee: PayeeName | null;
  rawPayee: string | null;
  memo: string;
  amount: Money;
  balance: Money | null;
  status: Status;
  splits: SplitView[];
  tags: string[];
  transfer: TransferLeg | null;
  suggestion: { category: string | null; confidencePermille: number; sure: boolean } | null;
  importId: string | null;
};
export type StepKind =
  | "addTransaction"
  | "editTransaction"
  | "deleteTransactions"
  | "categorise"
  | "setPayee"
  | "acceptSuggestions"
  | "linkTransfer"
  | "unlinkTransfer"
  | "addAccount"
  | "editAccount"
  | "closeAccount"
  | "deleteAccount"
  | "addCategory"
  | "editCategory"
  | "deleteCategory"
  | "import"
  | "undoImport"
  | "settings";
export type StepLabel = { kind: StepKind; count: number; name: string };
export type What = "amount" | "payee" | "tag" | "account" | "date";
export type Part = { start: number; length: number; what: What };
export type Reading = {
  amount: Money | null;
  direction: Direction;
  date: string;
  payee: string;
  category: string | null;
  confidencePermille: number;
  sure: boolean;
  account: string | null;
  tags: string[];
  problems: Problem[];
  parts: Part[];
};
export type Field =
  | "account"
  | "amount"
  | "category"
  | "colour"
  | "currency"
  | "date"
  | "email"
  | "kind"
  | "locale"
  | "memo"
  | "name"
  | "openingBalance"
  | "parent"
  | "password"
  | "payee"
  | "recoveryCode"
  | "setting"
  | "split"
  | "tags";
export type Code =
  | "required"
  | "tooLong"
  | "tooShort"
  | "badCharacter"
  | "notANumber"
  | "zero"
  | "outOfRange"
  | "tooPrecise"
  | "notADate"
  | "unknown"
  | "taken"
  | "closed"
  | "sumDiffers"
  | "circular"
  | "inUse"
  | "tooWeak"
  | "wrong";
export type Problem = { field: Field; code: Code };
export type CommandError =
  | { kind: "locked" }
  | { kind: "invalid"; problems: Problem[] }
  | { kind: "notFound" }
  | { kind: "wrongPassword"; failures: number; retryAfterMs: number }
  | { kind: "throttled"; retryAfterMs: number }
  | { kind: "inUse" }
  | { kind: "damaged" }
  | { kind: "newer" }
  | { kind: "statement"; code: string }
  | { kind: "previewChanged" }
  | { kind: "cancelled" }
  | { kind: "internal"; ticket: string };
export type Topic =
  | "transactions"
  | "accounts"
  | "categories"
  | "payees"
  | "imports"
  | "settings"
  | "suggestions";
export type Change = { topics: Topic[]; revision: number };
export type LedgerChanged = Change;
export type SessionChanged = { open: boolean };
export type ImportProgress = { token: string; done: number };
export type FilesHover = { over: boolean };
export type FileToken = { token: string; name: string; size: string };
export type Refusal = "notAFile" | "tooLarge" | "tooMany" | "unreadable";
export type RefusedFile = { name: string; reason: Refusal };
export type Picked = { files: FileToken[]; refused: RefusedFile[] };
export type FilesDropped = Picked;
export type Navigate = { route: string };
export type CloseAsked = Record<string, never>;
export type QuickOpened = Record<string, never>;
