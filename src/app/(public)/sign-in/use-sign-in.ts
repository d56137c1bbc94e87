import { useState } from "react";
import { type SignInResult, signIn, signInWithCode } from "@/client/session";

const PROBLEMS: Record<Exclude<SignInResult, "signed-in" | "code-needed">, string> = {
  refused: "Wrong email or password. If you were invited, open your invitation link first.",
  busy: "Too many sign-ins right now. Try again in a few seconds.",
  "too-many-tries":
    "Too many wrong tries. Wait a few minutes and try again. If you forgot your password, ask for a link below.",
  "code-refused": "This code is wrong, too old or was used before. Wait for the next one in your app, and enter that.",
  "ticket-over": "This took too long. Enter your password again.",
  unreachable: "The server can't be reached. Your entries are kept; try again in a moment.",
};

export type Step = "password" | "code";

/** The two steps of a sign-in; the second only for those who have a second factor. */
export function useSignIn(returnPath: string, firstStep: Step) {
  const [step, setStep] = useState(firstStep);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const send = async (sent: Promise<SignInResult>) => {
    setPending(true);
    const result = await sent;
    // A full page load, so that no data of the person before stays in memory.
    if (result === "signed-in") return window.location.assign(returnPath);
    if (result === "code-needed") setStep("code");
    if (result === "ticket-over") setStep("password");
    setProblem(result === "code-needed" ? null : PROBLEMS[result]);
    setPending(false);
  };
  return {
    step,
    problem,
    isPending,
    sendPassword: (email: string, password: string) => void send(signIn(email, password)),
    sendCode: (code: string) => void send(signInWithCode(code)),
    startAgain: () => {
      setStep("password");
      setProblem(null);
    },
  };
}
