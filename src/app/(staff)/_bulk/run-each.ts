import { refusalOf } from "@/client/refusal";
import { mayBeAnsweredLater, TRPCClientError } from "@/client/trpc";

/**
 * Of one line of a run. `unknown` was sent and not answered: sent again, it is done once. The message of what is done
 * is a warning.
 */
export type Outcome = { state: "working" | "done" | "refused" | "unknown"; message?: string };
export type Outcomes = ReadonlyMap<string, Outcome>;

const UNREADABLE = "This couldn't be done. Open the order to see what it is like.";

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof TRPCClientError)) return { state: "refused", message: UNREADABLE };
  const { kind, message } = refusalOf(error);
  // Too much at once, or no answer: nothing that is about this line.
  return { state: kind === "limit" || mayBeAnsweredLater(error) ? "unknown" : "refused", message };
}

const doneWith = (warning: string | undefined): Outcome => ({
  state: "done",
  ...(warning !== undefined && { message: warning }),
});

type Run<Line> = {
  /** Answers with what somebody should know of the line, though it is done. */
  send: (line: Line) => Promise<string | undefined>;
  onOutcome: (line: Line, outcome: Outcome) => void;
  isStopped: () => boolean;
};

/**
 * Does one thing to each of many, one after another: each is a transaction of its own under a key of its own. A refusal
 * is kept beside its line and the next follows; where no answer comes the run ends, and is tried again from there.
 * Answers with how each of them ended that was sent.
 */
export async function runEach<Line>(lines: readonly Line[], run: Run<Line>): Promise<Outcome[]> {
  const ended: Outcome[] = [];
  for (const line of lines) {
    if (run.isStopped()) break;
    run.onOutcome(line, { state: "working" });
    const outcome = await run.send(line).then(doneWith, outcomeOf);
    run.onOutcome(line, outcome);
    ended.push(outcome);
    if (outcome.state === "unknown") break;
  }
  return ended;
}
