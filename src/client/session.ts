export type SignInResult = "signed-in" | "refused" | "busy" | "too-many-tries" | "unreachable";

/** The CSRF token of next-auth's forms; the response sets its cookie. */
async function csrfToken(): Promise<string> {
  const response = await fetch("/api/auth/csrf");
  const { csrfToken }: { csrfToken?: unknown } = await response.json();
  return String(csrfToken);
}

/** Starts a session. Its cookie is httpOnly, so only the outcome comes back here. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ csrfToken: await csrfToken(), email, password, json: "true" }),
    });
    const { url }: { url?: unknown } = await response.json();
    const answer = new URL(String(url)).searchParams;
    if (response.ok && !answer.has("error") && !answer.has("csrf")) return "signed-in";
    if (answer.get("error") === "Busy") return "busy";
    if (answer.get("error") === "TooManyTries") return "too-many-tries";
    return answer.get("error") === "CredentialsSignin" ? "refused" : "unreachable";
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
