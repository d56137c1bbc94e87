import { z } from "zod";

const CsrfAnswer = z.object({ csrfToken: z.string() });
const SignInAnswer = z.object({ url: z.string() });

export type SignInResult = "signed-in" | "refused" | "busy" | "unreachable";

/** Asks for a session. The cookie it brings is out of reach of scripts; what comes back here is only how it went. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const csrf = await fetch("/api/auth/csrf");
    const { csrfToken } = CsrfAnswer.parse(await csrf.json());
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
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
