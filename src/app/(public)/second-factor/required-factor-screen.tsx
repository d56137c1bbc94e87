"use client";

import { StartFactor } from "@/app/_factor/start-factor";
import { signOut } from "@/client/session";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";

export function RequiredFactorScreen({ returnPath }: { returnPath: string }) {
  const leave = async () => {
    await signOut();
    window.location.assign("/sign-in");
  };
  return (
    <Card className="flex w-full max-w-md flex-col gap-4 p-6">
      <h1 className="text-xl font-semibold tracking-tight">Set up a second factor</h1>
      <p className="text-sm text-muted">
        Your role requires it: at each sign-in you enter your password, and then a code from an app on your telephone.
      </p>
      <StartFactor isInline onDone={() => window.location.assign(returnPath)}>
        Set up now
      </StartFactor>
      <Button onClick={() => void leave()}>Sign out</Button>
    </Card>
  );
}
