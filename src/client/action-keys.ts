import { newId } from "@/shared/id";

const UNANSWERED_ACTIONS_MAX = 50;
/** The same action after this time is a new one. */
const UNANSWERED_MS_MAX = 10 * 60_000;

type Action = { path: string; input: unknown };

/**
 * The idempotency key of each action of a person. After a lost or undecided answer it is unknown whether the action was
 * done. Pressing the button again then means the same action: it is sent under the same key, and so done once.
 */
export class ActionKeys {
  private readonly unanswered = new Map<string, { key: string; until: number }>();

  keyOf(action: Action): string {
    const known = this.unanswered.get(nameOf(action));
    return known && Date.now() < known.until ? known.key : newId();
  }

  markUnanswered(action: Action, key: string): void {
    this.unanswered.set(nameOf(action), { key, until: Date.now() + UNANSWERED_MS_MAX });
    for (const oldest of this.unanswered.keys()) {
      if (this.unanswered.size <= UNANSWERED_ACTIONS_MAX) break;
      this.unanswered.delete(oldest);
    }
  }

  markAnswered(action: Action): void {
    this.unanswered.delete(nameOf(action));
  }
}

const nameOf = ({ path, input }: Action): string => `${path} ${JSON.stringify(input)}`;
