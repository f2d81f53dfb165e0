/** What a rule would change, asked for again while it is being written. */
import { commands, onChange, type CommandError, type RuleChoice, type RulePreview } from "../../ipc";

const SHOWN = 100;
const PAUSE_MS = 350;

export interface Past {
  readonly preview: RulePreview | undefined;
  readonly error: CommandError | undefined;
  /** An answer to what is asked now is on its way. */
  readonly loading: boolean;
}

/** Asks while the component lives, a moment after the last change; nothing while `choice` gives none. */
export function past(choice: () => RuleChoice | undefined, overwrite: () => boolean): Past {
  let preview: RulePreview | undefined = $state.raw();
  let error: CommandError | undefined = $state.raw();
  let loading = $state(false);
  let changes = $state(0);

  $effect(() => {
    void changes;
    const asked = choice();
    const keepMine = !overwrite();
    loading = asked !== undefined;
    if (!asked) {
      preview = undefined;
      return;
    }
    let stale = false;
    const timer = setTimeout(() => {
      void commands.rulesPreview(asked, keepMine, { offset: 0, limit: SHOWN }).then((answer) => {
        if (stale) return;
        loading = false;
        preview = answer.status === "ok" ? answer.data : undefined;
        error = answer.status === "error" ? answer.error : undefined;
      });
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  });
  $effect(() => onChange(({ topics }) => topics.includes("transactions") && (changes += 1)));

  return {
    get preview() {
      return preview;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
  };
}
