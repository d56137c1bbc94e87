"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { ShopLogo } from "@/app/(staff)/_shell/shop-logo";
import { RefusalNotice } from "@/client/refusal";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { LOGO_BYTES_MAX, LOGO_PIXELS_MAX, LOGO_TYPES } from "@/modules/shop/shop";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { FileDrop } from "@/ui/file-drop";
import { Notice } from "@/ui/notice";

const HINT =
  `PNG, JPEG or WebP, up to ${LOGO_BYTES_MAX / 1_000} kB and ${LOGO_PIXELS_MAX} pixels a side. ` +
  "Documents show a JPEG or a plain PNG, and the company name instead of others.";

/** The shop's logo, and the way to another one. */
export function LogoCard() {
  const { logoKey } = useShop();
  const [problem, setProblem] = useState<string | null>(null);
  const set = trpc.shop.setLogo.useMutation();
  const take = async ([file]: File[]) => {
    if (!file) return;
    setProblem(null);
    const image = await readBase64(file).catch(() => null);
    if (image === null) setProblem("The file can't be read. Choose it again.");
    else set.mutate({ image });
  };
  return (
    <Card className="flex flex-col gap-3">
      <CardHeader title="Logo" className="mb-0" />
      {logoKey !== null && (
        <div className="flex items-center justify-between gap-3">
          <ShopLogo className="h-16 w-auto max-w-40 object-contain" />
          <Button
            size="sm"
            variant="ghost"
            icon={<Trash2 aria-hidden />}
            disabled={set.isPending}
            onClick={() => set.mutate({ image: null })}
          >
            Remove logo
          </Button>
        </div>
      )}
      <FileDrop
        label={logoKey === null ? "Add a logo" : "Replace the logo"}
        hint={HINT}
        accept={LOGO_TYPES.join(",")}
        bytesMax={LOGO_BYTES_MAX}
        disabled={set.isPending}
        onFiles={(files) => void take(files)}
      />
      {problem && <Notice tone="danger">{problem}</Notice>}
      <RefusalNotice of={set.error} />
    </Card>
  );
}

/** The content of a file as base64, which a request of JSON can carry. */
const readBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(new Error("The file can't be read."));
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.readAsDataURL(file);
  });
