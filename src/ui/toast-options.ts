export type NotifyOptions = {
  description?: string;
  action?: { label: string; run: () => void };
  requestId?: string;
  id?: string;
};

export type Tone = "success" | "info" | "warning" | "error";
export type Show = (tone: Tone, title: string, options: NotifyOptions) => void;
