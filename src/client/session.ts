const ANSWERS = {
  Busy: "busy",
  TooManyTries: "too-many-tries",
  CredentialsSignin: "refused",
  CodeNeeded: "code-needed",
  CodeRefused: "code-refused",
  TicketOver: "ticket-over",
} as const;
type Answered = (typeof ANSWERS)[keyof typeof ANSWERS];
export type SignInResult = "signed-in" | "unreachable" | Answered;

const isAnswer = (word: string | null): word is keyof typeof ANSWERS => word !== null && Object.hasOwn(ANSWERS, word);

/** The CSRF token of next-auth's forms; the response sets its cookie. */
async function csrfToken(): Promise<string> {
  const response = await fetch("/api/auth/csrf");
  const { csrfToken }: { csrfToken?: unknown } = await response.json();
  return String(csrfToken);
}

/** Starts a session, or asks for a code first. Its cookie is httpOnly, so only the outcome comes back here. */
export const signIn = (email: string, password: string): Promise<SignInResult> => enter({ email, password });

/** The second step of a sign-in that asked for a code. */
export const signInWithCode = (code: string): Promise<SignInResult> => enter({ code });

async function enter(given: Record<string, string>): Promise<SignInResult> {
  try {
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ csrfToken: await csrfToken(), ...given, json: "true" }),
    });
    const { url }: { url?: unknown } = await response.json();
    const answer = new URL(String(url)).searchParams;
    if (response.ok && !answer.has("error") && !answer.has("csrf")) return "signed-in";
    const word = answer.get("error");
    return isAnswer(word) ? ANSWERS[word] : "unreachable";
  } catch {
    return "unreachable";
  }
}

/**
 * Ends the session. The page redirects itself: next-auth would go to the configured address, which need not be the one
 * in use.
 * @returns whether the session has ended
 */
export async function signOut(): Promise<boolean> {
  try {
    const response = await fetch("/api/auth/signout", {
      method: "POST",
      body: new URLSearchParams({ csrfToken: await csrfToken(), json: "true" }),
    });
    return response.ok;
  } catch {
    return false;
  }
}
