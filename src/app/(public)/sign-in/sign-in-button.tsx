import { buttonStyle } from "@/ui/button-style";
import { Spinner } from "@/ui/spinner";

export function SignInButton({ isPending }: { isPending: boolean }) {
  return (
    <button
      type="submit"
      disabled={isPending}
      aria-busy={isPending || undefined}
      className={`mt-1 w-full ${buttonStyle({ variant: "primary", size: "lg" })}`}
    >
      {isPending && <Spinner />}
      Sign in
    </button>
  );
}
