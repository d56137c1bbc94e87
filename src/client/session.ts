import { z } from "zod";

const CsrfAnswer = z.object({ csrfToken: z.string() });
const SignInAnswer = z.object({ url: z.string() });

export type SignInResult = "signed-in" | "refused" | "busy" | "unreachable";

/** What next-auth's forms must carry, and the cookie that belongs to it. */
async function csrfToken(): Promise<string> {
  const response = await fetch("/api/auth/csrf");
  return CsrfAnswer.parse(await response.json()).csrfToken;
}

/** Asks for a session. The cookie it brings is out of reach of scripts; what comes back here is only how it went. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ csrfToken: await csrfToken(), email, password, json: "true" }),
    });
    const { url } = SignInAnswer.parse(await response.json());
    const answer = new URL(url).searchParams;
    if (response.ok && !answer.has("error") && !answer.has("csrf")) return "signed-in";
    if (answer.get("error") === "Busy") return "busy";
    return answer.get("error") === "CredentialsSignin" ? "refused" : "unreachable";
  } catch {
    return "unreachable";
  }
}

/**
 * Ends the session. Where to go from there is for the page to say: next-auth names the configured address, and people
 * also come by another.
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
